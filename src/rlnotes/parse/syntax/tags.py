"""Tags in running text: `#word`, `#nested/word`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import Silent

_TAG = re.compile(r"#([\w/-]*[^\W_])")
_DIGITS = re.compile(r"[\d/_-]+")


def tags(md: MarkdownIt) -> None:
    """Read `#tag` after a space, an opening bracket, or at the start; digits alone are no tag."""
    md.inline.ruler.push("tag", _tag)


def _tag(state: StateInline, silent: Silent) -> bool:
    pos = state.pos
    if state.src[pos] != "#" or state.linkLevel > 0 or not _may_start(state.src, pos):
        return False
    match = _TAG.match(state.src, pos, state.posMax)
    if not match or _DIGITS.fullmatch(match[1]) or match[1].startswith("/"):
        return False
    if not silent:
        state.push("tag", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _may_start(src: str, pos: int) -> bool:
    return pos == 0 or src[pos - 1].isspace() or src[pos - 1] in "([{"
