"""Comments: `%%for the author only%%`, in a line or as a block, and `<!-- rlnotes: ignore broken-link -->`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from rlnotes.parse.ignores import is_for_us
from rlnotes.parse.places import Silent, Stamp, next_place

HEARD = "heard"  # where the environment of a parse has the comments to rlnotes inside of blocks


def comments(md: MarkdownIt) -> None:
    """Drop what stands between two `%%`, and of HTML's comments those to rlnotes; these are noted."""
    md.inline.ruler.before("escape", "comment", _comment)
    md.inline.ruler.before("html_inline", "html_comment", _html_comment)
    md.block.ruler.before("fence", "comment_block", _comment_block, {"alt": ["paragraph", "blockquote", "list"]})


def _comment(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith("%%", state.pos):
        return False
    end = next_place(state, "%%", state.pos + 2)
    if end < 0 or end + 2 > state.posMax:
        return False
    if not silent and is_for_us(state.src, state.pos):
        _note(state, end + 2)
    state.pos = end + 2
    return True


def _html_comment(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith("<!--", state.pos) or not is_for_us(state.src, state.pos):
        return False
    end = next_place(state, "-->", state.pos)
    if end < 0 or end + 3 > state.posMax:
        return False
    if not silent:
        _note(state, end + 3)
    state.pos = end + 3
    return True


def _note(state: StateInline, end: int) -> None:
    """Take note of the comment from here to `end`; in the text of an image, which has no place, it says nothing."""
    if not state.env.get("image_depth"):
        base = state.env["base"]
        state.env.setdefault(HEARD, []).append(Stamp(state.env["block"], base + state.pos, base + end))


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
    if not silent and is_for_us(state.src, start):
        token = state.push("comment_block", "", 0)  # `ignore_comments` takes it out again
        token.map, token.content = [start_line, line + 1], state.src[start : end + 2]
    state.line = state.line if silent else line + 1
    return True
