"""Citations in pandoc's syntax: `[see @key, p. 3; @other]`, `[-@key]`, `@key` and `@key [p. 3]` in running text."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from rlnotes.parse.locators import locator_and_suffix
from rlnotes.parse.places import Silent, placed

# Letters of running Chinese, Japanese and Korean text, which touches a key without a space.
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_LETTER = rf"(?:(?![{_CJK}])\w)"
# Pandoc's grammar (manual, "Citation syntax"): single punctuation marks may stand inside a key, not at its end.
_KEY = (
    rf"(?:\{{(?P<braced>[^{{}}\s]{{1,300}})\}}|(?P<key>{_LETTER}(?:{_LETTER}|[:.#$%&\-+?<>~/](?={_LETTER})){{0,300}}))"
)
# A bracket may stand in a bracket, if it is no citation, link or note itself.
_INNER = r"\[(?!\^)[^\[\]\\`@]{0,200}+\](?![(\[:{])"
_BRACKET = re.compile(rf"\[(?!\[)((?:[^\[\]\\`]|{_INNER}){{2,1000}}+)\](?![(\[{{])")
_PARTS = re.compile(r";(?![^\[\]]*\])")
_LOCATED = re.compile(r" \[([^\[\]\\`@;]{1,200}+)\](?![(\[:{])")


@functools.cache
def _cited() -> re.Pattern[str]:
    """One key with its mark; compiled late, since it takes long and many collections cite nothing."""
    return re.compile(rf"(?<!{_LETTER})(?P<dash>-?)@{_KEY}")


class Item(NamedTuple):
    """One cited source, with the offsets of its key from the citation's start."""

    key: str
    start: int
    end: int
    prefix: str
    locator: str
    label: str
    suffix: str
    author_suppressed: bool


def citations(md: MarkdownIt) -> None:
    """Read citations, ahead of CommonMark's links."""
    md.inline.ruler.before("link", "citation", placed(_bracket))
    md.inline.ruler.before("link", "narrative_citation", placed(_narrative))


def _bracket(state: StateInline, silent: Silent) -> bool:
    if state.src[state.pos] != "[" or state.linkLevel > 0:
        return False
    match = _BRACKET.match(state.src, state.pos, state.posMax)
    if not match or "@" not in match[1] or match[1].startswith("^"):
        return False
    items = _items(match[1])
    if not items:
        return False
    if not silent:
        _push(state, items, match[0], is_narrative=False)
    state.pos = match.end()
    return True


def _items(text: str) -> tuple[Item, ...]:
    """The sources between the brackets, or () when a part names none: then the bracket is no citation."""
    found = []
    offset = 1
    for part in _PARTS.split(text):
        match = _cited().search(part)
        if not match:
            return ()
        found.append(_item(part, match, offset))
        offset += len(part) + 1
    return tuple(found)


def _item(part: str, match: re.Match[str], offset: int) -> Item:
    locator, label, suffix = locator_and_suffix(part[match.end() :])
    return Item(
        key=match["braced"] or match["key"],
        start=offset + match.start() + len(match["dash"]),
        end=offset + match.end(),
        prefix=" ".join(part[: match.start()].split()),
        locator=locator,
        label=label,
        suffix=suffix,
        author_suppressed=bool(match["dash"]),
    )


def _narrative(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith(("@", "-@"), state.pos) or state.linkLevel > 0:
        return False
    match = _cited().match(state.src, state.pos, state.posMax)
    if not match:
        return False
    end, place = _located(state, match.end())
    if not silent:
        dash = match["dash"]
        item = Item(match["braced"] or match["key"], len(dash), len(match[0]), "", *place, bool(dash))
        _push(state, (item,), state.src[state.pos : end], is_narrative=True)
    state.pos = end
    return True


def _located(state: StateInline, end: int) -> tuple[int, tuple[str, str, str]]:
    """Where a citation in running text ends that may go on with a place in brackets; its locator, term and suffix.

    A bracket that begins with no place, and one that is a link of CommonMark's by its definition, is left alone.
    """
    match = _LOCATED.match(state.src, end, state.posMax)
    if match and normalizeReference(match[1]) not in state.env.get("references", {}):
        place = locator_and_suffix(match[1])
        if place[0]:
            return match.end(), place
    return end, ("", "", "")


def _push(state: StateInline, items: tuple[Item, ...], written: str, *, is_narrative: bool) -> None:
    token = state.push("citation", "", 0)
    token.content = written
    token.meta["items"] = items
    token.meta["is_narrative"] = is_narrative
