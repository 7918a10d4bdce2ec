r"""Math: `$..$`, `$$..$$`, `\(..\)`, `\[..\]`, cut out before Markdown sees what is inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import InlineRule, Silent, Stamp, next_place, placed

# Pandoc's rule (manual, tex_math_dollars): no space inside the dollars, no digit after the closing one.
_DOLLARS = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)++)(?<!\s)\$(?!\d)", re.DOTALL)
_CHAINS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


class Delimiters(NamedTuple):
    """What stands around formulas: the openers in running text with their closers and whether what they hold is set
    apart, the openers of blocks with their closers, and whether single dollars are delimiters.
    """

    pairs: Mapping[str, tuple[str, bool]]
    block_pairs: Mapping[str, str]
    has_single: bool = True


_OWN: Final = Delimiters({"$$": ("$$", True), "\\(": ("\\)", False), "\\[": ("\\]", True)}, {"$$": "$$", "\\[": "\\]"})


def math(md: MarkdownIt) -> None:
    """Read formulas in running text and as blocks."""
    md.inline.ruler.before("escape", "math", placed(_inline_rule(_OWN)))
    md.block.ruler.before("fence", "math_block", _block_rule(_OWN), _CHAINS)


def with_delimiters(md: MarkdownIt, delimiters: Delimiters) -> None:
    """Read formulas between other delimiters instead."""
    md.inline.ruler.at("math", placed(_inline_rule(delimiters)))
    md.block.ruler.at("math_block", _block_rule(delimiters), _CHAINS)


def _inline_rule(delimiters: Delimiters) -> InlineRule:
    pairs, has_single = delimiters.pairs, delimiters.has_single
    sizes = sorted({len(opener) for opener in pairs}, reverse=True)

    def math_inline(state: StateInline, silent: Silent) -> bool:
        src, pos = state.src, state.pos
        if src[pos] not in "$\\":
            return False
        for size in sizes:
            if pair := pairs.get(src[pos : pos + size]):
                return _paired(state, pos + size, *pair, silent=silent)
        match = _DOLLARS.match(src, pos, state.posMax) if has_single else None
        return _push(state, match[1], match.end(), silent=silent, display=False) if match else False

    return math_inline


def _paired(state: StateInline, start: int, closer: str, display: bool, *, silent: Silent) -> bool:  # noqa: FBT001 - one field of a pair
    end = next_place(state, closer, start)
    if end < 0 or end + len(closer) > state.posMax or not state.src[start:end].strip() or _is_escaped(state.src, end):
        return False
    return _push(state, state.src[start:end], end + len(closer), silent=silent, display=display)


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


def _block_rule(delimiters: Delimiters) -> Callable[[StateBlock, int, int, Silent], bool]:
    pairs, opening = tuple(delimiters.block_pairs.items()), tuple(delimiters.block_pairs)

    def math_block(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
        start = state.bMarks[start_line] + state.tShift[start_line]
        if not state.src.startswith(opening, start) or state.is_code_block(start_line):
            return False
        closer = next(closer for opener, closer in pairs if state.src.startswith(opener, start))
        last = _closing_line(state, closer, start_line, end_line)
        if last is None:
            return False
        if not silent:
            _push_block(state, closer, start_line, last)
        return True

    return math_block


def _closing_line(state: StateBlock, closer: str, start_line: int, end_line: int) -> int | None:
    """The line that ends the block, if the closer ends its line and no blank line parts it from an opener with text."""
    start = state.bMarks[start_line] + state.tShift[start_line] + len(closer)
    end = next_place(state, closer, start)
    if end < 0 or end > state.eMarks[end_line - 1] or not state.src[start:end].strip(" \t\n>"):
        return None
    line = start_line + state.src.count("\n", start, end)
    is_tail_blank = not state.src[end + len(closer) : state.eMarks[line]].strip()
    has_text = bool(state.src[start : state.eMarks[start_line]].strip())
    is_parted = has_text and _BLANK_LINE.search(state.src, start, end)
    inside = all(state.sCount[n] >= state.blkIndent or state.isEmpty(n) for n in range(start_line, line + 1))
    return line if is_tail_blank and not is_parted and inside else None


def _push_block(state: StateBlock, closer: str, start_line: int, last: int) -> None:
    written = state.getLines(start_line, last + 1, state.blkIndent, keepLastLF=False).strip()
    token = state.push("math_block", "", 0)
    token.content = written
    token.meta["tex"] = written.removesuffix(closer)[len(closer) :].strip()
    token.meta["at"] = Stamp(token, 0, len(written))
    token.map = [start_line, last + 1]
    state.line = last + 1
