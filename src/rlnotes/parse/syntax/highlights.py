"""Highlights: `==marked==` becomes `<mark>`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from rlnotes.parse.places import Silent

_MARKER = ord("=")


def highlights(md: MarkdownIt) -> None:
    """Read pairs of `==` by the flanking rules of emphasis."""
    md.inline.ruler.before("emphasis", "highlight", _delimiters)
    md.inline.ruler2.before("emphasis", "highlight", _pairs)


def _delimiters(state: StateInline, silent: Silent) -> bool:
    if silent or not state.src.startswith("==", state.pos):
        return False
    scanned = state.scanDelims(state.pos, True)  # noqa: FBT003 - markdown-it's signature
    if scanned.length % 2:
        state.push("text", "", 0).content = "="
    for _ in range(scanned.length // 2):
        state.push("text", "", 0).content = "=="
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(_MARKER, 0, token, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length
    return True


def _pairs(state: StateInline) -> None:
    nested = [meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta]
    for delimiters in (state.delimiters, *nested):
        for opener in delimiters:
            if opener.marker == _MARKER and opener.end != -1:
                _mark(state, opener.token, 1)
                _mark(state, delimiters[opener.end].token, -1)


def _mark(state: StateInline, index: int, nesting: int) -> None:
    token = state.tokens[index]
    token.type = "mark_open" if nesting == 1 else "mark_close"
    token.tag, token.content = "mark", ""
    token.nesting = 1 if nesting == 1 else -1
