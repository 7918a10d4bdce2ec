"""rlnotes: a static-site generator for a linked research-notes knowledge base."""

__version__ = "0.1.0"
