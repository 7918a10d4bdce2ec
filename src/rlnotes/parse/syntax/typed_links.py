"""Typed links: `[[note]]{supports}`, `[text](note.md){contradicts}`; a plain link for any other program."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rlnotes.config.nearest import nearest
from rlnotes.model.link import Relation
from rlnotes.model.url import is_external
from rlnotes.parse.places import InlineRule, Silent, Stamp

_TYPE = re.compile(r"\{([a-z][a-z\-]{1,30})\}(?!`)")  # a role of MyST has its text behind it
_WORDS: Final = tuple(relation.value for relation in Relation)


def typed(rule: InlineRule) -> InlineRule:
    """`rule`, which reads links, so that it reads the type behind a link as well.

    Braces with any other word in them stay text, and so do all behind a link to another host.
    """

    def reading_types(state: StateInline, silent: Silent) -> bool:
        if not rule(state, silent):
            return False
        if not silent and state.src.startswith("{", state.pos):
            found = _TYPE.match(state.src, state.pos, state.posMax)
            if found and _is_between_notes(link := _last_link(state)):
                _read_type(state, found, link)
        return True

    return reading_types


def _last_link(state: StateInline) -> Token:
    level = state.tokens[-1].level
    return next(each for each in reversed(state.tokens) if each.type == "link_open" and each.level == level)


def _is_between_notes(link: Token) -> bool:
    wiki = link.meta.get("wiki")
    return not is_external(wiki[0] if wiki else str(link.attrs["href"]))


def _read_type(state: StateInline, found: re.Match[str], link: Token) -> None:
    if found[1] in _WORDS:
        link.meta["relation"] = Relation(found[1])
        state.pos = found.end()
    elif near := nearest(found[1], _WORDS):
        base = state.env["base"]
        link.meta["odd_type"] = Stamp(state.env["block"], base + found.start(1), base + found.end(1)), found[1], near
