"""The Markdown beside pages, and what a site has for language models."""
