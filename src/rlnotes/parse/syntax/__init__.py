"""Markdown syntaxes beyond CommonMark, one a module, each a rule `(MarkdownIt) -> None`."""
