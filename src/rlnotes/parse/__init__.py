"""One file's text to facts: front matter, Markdown, bibliography."""
