"""Heading attributes: `## Title {#id .class}`, `{: #id }`; the id counts, the rest is dropped."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rlnotes.parse.places import Stamp

_ATTRIBUTE = re.compile(r"""#[^\s"'<>&{}#]+|\.[^\s"'<>&{}]+|[\w-]+=(?:"[^"]*"|[^\s"'<>&{}]*)""")


# The ids of the templates, of links, citations, footnotes and of sections in a hub.
_TAKEN = re.compile(r"page:.*|(?:at|cite|fn|fnref|section):[0-9].*")


def heading_attributes(md: MarkdownIt) -> None:
    """Cut attributes off headings before their inline content is parsed."""
    md.core.ruler.before("inline", "heading_attribute", _cut_all)


def _cut_all(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[index + 1]
            inline.meta["marker"] = token.markup if token.markup.startswith("#") else ""
            _cut(token, inline)


def _cut(heading: Token, inline: Token) -> None:
    start = inline.content.rfind("{")
    if start < 0 or not inline.content.endswith("}"):
        return
    words = attributes(inline.content[start + 1 : -1])
    if not words:
        return
    written = Token("inline", "", 0, map=inline.map, content=inline.content, meta=inline.meta.copy())
    inline.content = inline.content[:start].rstrip()
    own = next(filter(is_own_id, words), "")
    if own:
        place = written.content.index(own, start)
        heading.meta.update(id=own[1:], id_at=Stamp(written, place, place + len(own)))


def attributes(text: str) -> list[str]:
    """The words of an attribute list, with or without a colon before them; none where one of them is no attribute."""
    words = text.removeprefix(":").split()
    return words if all(map(_ATTRIBUTE.fullmatch, words)) else []


def is_own_id(word: str) -> bool:
    """Whether a word is an id, with its `#`, that a note may give."""
    return word.startswith("#") and not _TAKEN.fullmatch(word[1:])
