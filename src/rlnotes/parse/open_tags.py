"""Tags of elements whose content is not read as HTML: one that nothing closes would take the rest of its note along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from markdown_it.token import Token

from rlnotes.parse.raw_html import Tag, with_tags_replaced

_GREEDY: Final = frozenset(
    {
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "template",
        "textarea",
        "title",
        "xmp",
    }
)
_NAME = re.compile(r"<(/?)([A-Za-z]++)")


def with_open_tags_shown(html: str) -> str:
    """A block of raw HTML in which such a tag is text, to be read as it was written."""
    ends = {found[2].lower(): found.start() for found in _NAME.finditer(html) if found[1]}

    def shown(tag: Tag) -> str | None:
        is_open = tag.name in _GREEDY and not tag.is_end and tag.start > ends.get(tag.name, -1)
        return escape(html[tag.start : tag.end]) if is_open else None

    return with_tags_replaced(html, shown)


def show_open_tags(children: Iterable[Token]) -> None:
    """Make text of each such tag among the inline tokens of a block; they are given from the last to the first."""
    closed: set[str] = set()
    for token in children:
        found = _NAME.match(token.content) if token.type == "html_inline" else None
        name = found[2].lower() if found else ""
        if found and found[1]:
            closed.add(name)
        elif name in _GREEDY - closed:
            token.type = "text"
