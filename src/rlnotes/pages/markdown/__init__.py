"""HTML of our own read back as plain Markdown."""
