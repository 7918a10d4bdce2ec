"""Admonitions of Python-Markdown and MkDocs: `!!! note "Title"`, folded `??? note`, unfolded `???+ note`."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from rlnotes.parse.places import Silent
from rlnotes.parse.syntax.callouts import Box, push_callout
from rlnotes.parse.syntax.tabs import indented_end

# Python-Markdown (Admonition) and PyMdown (Details): words that are classes, the first the type; a title in quotes.
_OPENING = re.compile(
    r"(!!!|\?\?\?\+?)[ \t]++([A-Za-z][\w\-]*)((?:[ \t]++[\w\-]++)*+)(?:[ \t]++(\"[^\"\n]*\"))?[ \t]*+\Z"
)
_FOLDS: Final = {"!!!": "", "???": "-", "???+": "+"}
_INDENT: Final = 4


def admonitions(md: MarkdownIt) -> None:
    """Read admonitions as the callouts of the same name."""
    md.block.ruler.before("fence", "admonition", _admonition, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 3] not in ("!!!", "???") or state.is_code_block(start_line):
        return False
    opening = _OPENING.match(state.src[start : state.eMarks[start_line]])
    if not opening:
        return False
    if not silent:
        push_callout(state, _box(state, opening, start_line, end_line), start_line)
    return True


def _box(state: StateBlock, opening: re.Match[str], start_line: int, end_line: int) -> Box:
    mark, kind, _, title = opening.groups()
    lines = (start_line + 1, indented_end(state, start_line, end_line))
    shown = "" if title is None else title[1:-1].strip() or None
    return Box(kind.lower(), _FOLDS[mark], shown, '"' if title else "", lines, state.sCount[start_line] + _INDENT)
