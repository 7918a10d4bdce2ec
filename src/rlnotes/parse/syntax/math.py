r"""Math: `$..$`, `$$..$$`, `\(..\)`, `\[..\]`, cut out before Markdown sees what is inside."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import Silent, Stamp, next_place, placed

# Pandoc's rule (manual, tex_math_dollars): no space inside the dollars, no digit after the closing one.
_DOLLARS = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\$(?!\d)", re.DOTALL)
_PAIRS = {"$$": ("$$", True), "\\(": ("\\)", False), "\\[": ("\\]", True)}
_BLOCK_PAIRS = {"$$": "$$", "\\[": "\\]"}
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def math(md: MarkdownIt) -> None:
    """Read formulas in running text and as blocks."""
    md.inline.ruler.before("escape", "math", placed(_math_inline))
    md.block.ruler.before("fence", "math_block", _math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _math_inline(state: StateInline, silent: Silent) -> bool:
    if state.src[state.pos] not in "$\\":
        return False
    pair = _PAIRS.get(state.src[state.pos : state.pos + 2])
    if pair:
        return _paired(state, *pair, silent=silent)
    match = _DOLLARS.match(state.src, state.pos, state.posMax)
    return bool(match) and _push(state, match[1], match.end(), silent=silent, display=False) if match else False


def _paired(state: StateInline, closer: str, display: bool, *, silent: Silent) -> bool:  # noqa: FBT001 - one field of a pair
    start = state.pos + 2
    end = next_place(state, closer, start)
    if end < 0 or end + 2 > state.posMax or not state.src[start:end].strip() or _is_escaped(state.src, end):
        return False
    return _push(state, state.src[start:end], end + 2, silent=silent, display=display)


def _is_escaped(src: str, pos: int) -> bool:
    r"""Whether a closer's backslash is the second of two: `\\)` ends no formula."""
    return src.endswith("\\", 0, pos) and not src.endswith("\\\\", 0, pos)


def _push(state: StateInline, tex: str, end: int, *, silent: bool, display: bool) -> bool:
    if not silent:
        token = state.push("math", "", 0)
        token.content = tex.strip()
        token.meta["display"] = display
    state.pos = end
    return True


def _math_block(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    closer = _BLOCK_PAIRS.get(state.src[start : start + 2])
    if closer is None or state.is_code_block(start_line):
        return False
    last = _closing_line(state, closer, start_line, end_line)
    if last is None:
        return False
    if not silent:
        _push_block(state, closer, start_line, last)
    return True


def _closing_line(state: StateBlock, closer: str, start_line: int, end_line: int) -> int | None:
    """The line that ends the block, if the closer ends its line and no blank line parts it from an opener with text."""
    start = state.bMarks[start_line] + state.tShift[start_line] + 2
    end = next_place(state, closer, start)
    if end < 0 or end > state.eMarks[end_line - 1] or not state.src[start:end].strip(" \t\n>"):
        return None
    line = start_line + state.src.count("\n", start, end)
    is_tail_blank = not state.src[end + 2 : state.eMarks[line]].strip()
    has_text = bool(state.src[start : state.eMarks[start_line]].strip())
    is_parted = has_text and _BLANK_LINE.search(state.src, start, end)
    inside = all(state.sCount[n] >= state.blkIndent or state.isEmpty(n) for n in range(start_line, line + 1))
    return line if is_tail_blank and not is_parted and inside else None


def _push_block(state: StateBlock, closer: str, start_line: int, last: int) -> None:
    written = state.getLines(start_line, last + 1, state.blkIndent, keepLastLF=False).strip()
    token = state.push("math_block", "", 0)
    token.content = written
    token.meta["tex"] = written.removesuffix(closer)[2:].strip()
    token.meta["at"] = Stamp(token, 0, len(written))
    token.map = [start_line, last + 1]
    state.line = last + 1
