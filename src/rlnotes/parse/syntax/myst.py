"""MyST: directives as blocks, roles in a line, and labels."""

from __future__ import annotations

from markdown_it import MarkdownIt

from rlnotes.parse.syntax.directives import directives
from rlnotes.parse.syntax.labels import labels
from rlnotes.parse.syntax.roles import roles


def myst(md: MarkdownIt) -> None:
    """Read what MyST adds to Markdown, as far as it has a meaning here."""
    directives(md)
    labels(md)
    roles(md)
