"""The entry of a hub that a list item is: the link it begins with, and what it says of that."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from rlnotes.model.holes import hole
from rlnotes.model.link import Link
from rlnotes.model.note import Entry
from rlnotes.parse.inline_text import InlineText

_SEPARATORS = " \t-–—:·"


def leading_entry(links: Sequence[Link], text: InlineText, children: Sequence[Token]) -> Entry | None:
    """The entry that a block is which begins with the first of its `links`, None for any other block."""
    if not links:
        return None
    link = links[0]
    head = next((n for n, token in enumerate(children) if token.type != "text" or token.content.strip()), 0)
    if children[head].content != hole("L", link.index):
        return None
    label = "" if link.text in ("", link.target) else link.text
    end = text.stretches[head][1]
    return Entry(link, label, " ".join(text.full[end:].split()).lstrip(_SEPARATORS))
