"""Footnotes: `[^1]` with its text elsewhere, `^[text]` in place."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from rlnotes.parse.places import Silent, is_hopeless, placed

UNUSED: Final = "unused footnotes"
"""Where the environment of a parse has the footnotes that nothing shows, each an `UnusedFootnote`."""

_REFERENCE = re.compile(r"\[\^([^\s\[\]]{1,200})\]")


class UnusedFootnote(NamedTuple):
    """A footnote that the text does not use, or that a later one of the same name displaces; its line from 0."""

    label: str
    line: int
    is_displaced: bool


def footnotes(md: MarkdownIt) -> None:
    """Read footnotes; a reference without its text becomes a token of its own, to be reported."""
    footnote_plugin(md, inline=False)
    md.inline.ruler.at("footnote_ref", placed(_reference))
    md.inline.ruler.before("footnote_ref", "footnote_inline", placed(_inline))
    md.core.ruler.before("footnote_tail", "footnote_nesting", _unnest)


def _unnest(state: StateCore) -> None:
    """Move a footnote written inside another out of it: the plugin takes footnotes for one after the other."""
    if "footnotes" not in state.env:
        return
    _note_unused(state)
    out: list[Token] = []
    opened = [out]
    footnotes_in_order: list[list[Token]] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            opened.append([])
            footnotes_in_order.append(opened[-1])
        opened[-1].append(token)
        if token.type == "footnote_reference_close":
            opened.pop()
    state.tokens = [*out, *chain.from_iterable(footnotes_in_order)]


def _note_unused(state: StateCore) -> None:
    numbers = state.env["footnotes"].get("refs", {})
    written = [(token.meta["label"], token.map) for token in state.tokens if token.type == "footnote_reference_open"]
    last = dict(written)  # the last of each label
    state.env[UNUSED] = [
        UnusedFootnote(label, place[0], last[label] is not place)
        for label, place in written
        if place and (numbers[f":{label}"] < 0 or last[label] is not place)
    ]


def _reference(state: StateInline, silent: Silent) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        _push_reference(state, match[1])
    state.pos = match.end()
    return True


def _push_reference(state: StateInline, label: str) -> None:
    refs = _footnotes(state)["refs"]
    if ":" + label not in refs:
        state.push("unresolved_footnote", "", 0).content = label
        return
    listed = _footnotes(state)["list"]
    if refs[":" + label] < 0:
        refs[":" + label] = len(listed)
        listed[len(listed)] = {"label": label, "count": 0}
    number = refs[":" + label]
    state.push("footnote_ref", "", 0).meta.update(id=number, subId=listed[number]["count"])
    listed[number]["count"] += 1


def _inline(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith("^[", state.pos) or state.linkLevel > 0 or state.env.get("in_footnote"):
        return False
    end = -1 if is_hopeless(state, state.pos + 1) else parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push_inline(state, state.pos + 2, end)
    state.pos = end + 1
    return True


def _push_inline(state: StateInline, start: int, end: int) -> None:
    listed = _footnotes(state)["list"]
    tokens: list[Token] = []
    number = len(listed)
    listed[number] = {"content": state.src[start:end], "tokens": tokens}
    state.env["base"] += start
    state.env["in_footnote"] = True  # pandoc: a note holds no further inline note
    state.md.inline.parse(state.src[start:end], state.md, state.env, tokens)
    state.env["in_footnote"] = False
    state.env["base"] -= start
    state.push("footnote_ref", "", 0).meta.update(id=number, subId=0)


def _footnotes(state: StateInline) -> dict[str, Any]:
    found: dict[str, Any] = state.env.setdefault("footnotes", {"refs": {}, "list": {}})
    found.setdefault("list", {})
    found.setdefault("refs", {})
    return found
