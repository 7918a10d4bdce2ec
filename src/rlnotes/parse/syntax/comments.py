"""Comments: `%%for the author only%%`, in a line or as a block."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import Silent, next_place


def comments(md: MarkdownIt) -> None:
    """Drop what stands between two `%%`."""
    md.inline.ruler.before("escape", "comment", _comment)
    md.block.ruler.before("fence", "comment_block", _comment_block, {"alt": ["paragraph", "blockquote", "list"]})


def _comment(state: StateInline, _silent: Silent) -> bool:
    if not state.src.startswith("%%", state.pos):
        return False
    end = next_place(state, "%%", state.pos + 2)
    if end < 0 or end + 2 > state.posMax:
        return False
    state.pos = end + 2
    return True


def _comment_block(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("%%", start) or state.is_code_block(start_line):
        return False
    end = next_place(state, "%%", start + 2)
    if end < 0 or end > state.eMarks[end_line - 1]:
        return False
    line = start_line + state.src.count("\n", start, end)
    if state.src[end + 2 : state.eMarks[line]].strip():
        return False
    state.line = state.line if silent else line + 1
    return True
