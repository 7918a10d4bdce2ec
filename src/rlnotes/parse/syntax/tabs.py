"""Content tabs of MkDocs: `=== "Title"` with an indented text below, shown one below the other under their titles."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from rlnotes.parse.places import Silent

# PyMdown (Tabbed): a plus says which tab is open at first, an exclamation mark begins a new row of tabs.
_OPENING = re.compile(r"===(?:\+!?|!\+?)?[ \t]++(\"[^\"\n]*+\")[ \t]*+\Z")
_INDENT: Final = 4


def tabs(md: MarkdownIt) -> None:
    """Read a row of tabs as terms with their meanings: without a script nothing can be hidden."""
    md.block.ruler.before("fence", "tabs", _tabs, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def indented_end(state: StateBlock, start_line: int, end_line: int) -> int:
    """The line after the last that is indented below the opening."""
    last, inside = start_line + 1, state.sCount[start_line] + _INDENT
    for line in range(start_line + 1, end_line):
        if state.isEmpty(line):
            continue
        if state.sCount[line] < inside:
            break
        last = line + 1
    return last


def _tabs(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
    opening = _opening(state, start_line)
    if opening is None:
        return False
    if not silent:
        dl = state.push("dl_open", "dl", 1)
        dl.attrSet("class", "tabs")
        line, indent = start_line, state.sCount[start_line]
        while opening is not None:
            line = _push_tab(state, opening[1], line, end_line)
            opening = _next(state, line, end_line, indent)
            line = _after_empty(state, line, end_line) if opening else line
        state.push("dl_close", "dl", -1)
        dl.map, state.line = [start_line, line], line
    return True


def _opening(state: StateBlock, line: int) -> re.Match[str] | None:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("===", start) or state.is_code_block(line):
        return None
    return _OPENING.match(state.src[start : state.eMarks[line]])


def _after_empty(state: StateBlock, line: int, end_line: int) -> int:
    while line < end_line and state.isEmpty(line):
        line += 1
    return line


def _next(state: StateBlock, line: int, end_line: int, indent: int) -> re.Match[str] | None:
    """The opening of the tab beside the one that ends before `line`."""
    line = _after_empty(state, line, end_line)
    return _opening(state, line) if line < end_line and state.sCount[line] == indent else None


def _push_tab(state: StateBlock, title: str, line: int, end_line: int) -> int:
    """Push one tab; the line after it."""
    state.push("dt_open", "dt", 1).map = [line, line + 1]
    content = state.push("inline", "", 0)
    content.content, content.map, content.children = title[1:-1].strip(), [line, line + 1], []
    content.meta["marker"] = '"'
    state.push("dt_close", "dt", -1)
    end = indented_end(state, line, end_line)
    state.push("dd_open", "dd", 1).map = [line + 1, end]
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = state.sCount[line] + _INDENT, end, "root"
    state.md.block.tokenize(state, line + 1, end)
    state.blkIndent, state.lineMax, state.parentType = before
    state.push("dd_close", "dd", -1)
    return end
