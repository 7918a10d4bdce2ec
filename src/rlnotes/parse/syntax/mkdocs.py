"""What Python-Markdown's extensions add for MkDocs: admonitions, content tabs and attribute lists."""

from __future__ import annotations

from markdown_it import MarkdownIt

from rlnotes.parse.syntax.admonitions import admonitions
from rlnotes.parse.syntax.span_attributes import loose_attributes
from rlnotes.parse.syntax.tabs import tabs


def mkdocs(md: MarkdownIt) -> None:
    """Read what notes for MkDocs are full of."""
    admonitions(md)
    tabs(md)
    loose_attributes(md)
