"""Where inline tokens stand in the file: offsets stamped while parsing, turned into lines and columns later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rlnotes.model.place import Span

Silent: TypeAlias = bool  # whether a rule only looks ahead and makes no token
InlineRule: TypeAlias = Callable[[StateInline, bool], bool]

_PIPE = re.compile(r"(?<!\\)\|")
_CONTAINER_MARKS = " \t>"
_BRACKETS = re.compile(r"\\.|[\[\]]")
_MANY = 50


class Stamp(NamedTuple):
    """A stretch of a block token's content."""

    block: Token
    start: int
    end: int


class Lines(NamedTuple):
    """The lines of a body and the number of the first one in its file."""

    texts: Sequence[str]
    first: int


def placed(rule: InlineRule) -> InlineRule:
    """`rule`, stamping each token it makes with the stretch it was made from."""

    def placing(state: StateInline, silent: Silent) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            _stamp(state, first, start)
        return True

    return placing


def _stamp(state: StateInline, first: int, start: int) -> None:
    base = state.env["base"]
    stamp = Stamp(state.env["block"], base + start, base + state.pos)
    for token in state.tokens[first:]:
        if token.type != "text":
            token.meta.setdefault("at", stamp)


def stop_at(md: MarkdownIt, character: str) -> None:
    """Have running text end at a character, too."""
    pattern = md.inline.terminator_re.pattern
    md.inline.terminator_re = re.compile(f"[{character}{pattern[1:]}")


def push_between_tags(state: StateInline, name: str, tag: str, text: str) -> tuple[Token, Token]:
    """Push a text with nothing to read in it, between a start tag and an end tag, which are given back."""
    if state.pending:
        state.pushPending()
    level = state.level
    tags = Token(f"{name}_open", tag, 1, level=level), Token(f"{name}_close", tag, -1, level=level)
    state.tokens += (tags[0], Token("text", "", 0, level=level + 1, content=text), tags[1])
    state.pendingLevel = level
    return tags


PLAIN: Final = "is plain"
"""What the `meta` of a block has whose content is text as it is: words of our own, which stand nowhere in the file."""


def parse_inlines(state: StateCore) -> None:
    """Parse the inline content of each block, telling the rules which block they are in."""
    cell = 0
    for token in state.tokens:
        if token.type == "tr_open":
            cell = 0
        elif token.type in ("th_open", "td_open"):
            cell += 1
        elif token.type == "inline":
            token.meta["cell"] = cell
            token.children = _parsed_inline(state, token)
        elif token.type == "table_close":
            cell = 0


def _parsed_inline(state: StateCore, block: Token) -> list[Token]:
    if block.content and (not state.md.inline.terminator_re.search(block.content) or block.meta.get(PLAIN)):
        return [Token("text", "", 0, content=block.content)]
    state.env.update(block=block, base=0)
    return state.md.inline.parse(block.content, state.md, state.env, [])


def span_at(stamp: Stamp, lines: Lines) -> Span:
    """The lines and columns of `stamp` in the file."""
    block, start, end = stamp
    rows = block.meta.get("rows")
    if rows is None:
        rows = block.meta["rows"] = _rows(block, lines.texts)
    if len(rows) == 1 and not block.meta.get("cell"):
        _, line, column = rows[0]
        return Span(lines.first + line, column + start + 1, lines.first + line, column + end + 1)
    return Span(*_position(block, start, lines), *_position(block, end, lines))


def _position(block: Token, offset: int, lines: Lines) -> tuple[int, int]:
    rows = block.meta["rows"]
    start, line, column = rows[bisect_right(rows, offset, key=lambda row: row[0]) - 1]
    within = offset - start
    if block.meta.get("cell"):
        within += block.content.count("|", 0, offset)  # each stood as `\|` in the file
    return lines.first + line, column + within + 1


def _rows(block: Token, texts: Sequence[str]) -> list[tuple[int, int, int]]:
    """For each line of the block's content: its offset, its line in the body, the column where it begins."""
    rows = []
    offset = 0
    first = block.map[0] if block.map else 0
    for line, content in enumerate(block.content.split("\n"), first):
        text = texts[line] if line < len(texts) else ""
        rows.append((offset, line, _column(text, content, block)))
        offset += len(content) + 1
    return rows


def _column(text: str, content: str, block: Token) -> int:
    if block.meta.get("cell"):
        return _cell_column(text, block.meta["cell"] - 1)
    if text.endswith(content):
        return len(text) - len(content)
    marker = block.meta.get("marker", "")
    after = text.find(marker) + len(marker) if marker else 0
    shown = content.lstrip()
    return max(text.find(shown, after), 0) - (len(content) - len(shown))


def _cell_column(row: str, cell: int) -> int:
    """The column of the `cell`-th cell's text in a table row; marks of quotes and lists may stand before it."""
    starts = [0, *(match.end() for match in _PIPE.finditer(row))]
    has_leading_pipe = len(starts) > 1 and not row[: starts[1] - 1].strip(_CONTAINER_MARKS)
    start = starts[min(cell + has_leading_pipe, len(starts) - 1)]
    while start < len(row) and row[start] in " \t":
        start += 1
    return start


def is_hopeless(state: StateInline, bracket: int) -> bool:
    """Whether the `[` at `bracket` is one of very many that nothing closes, or holds very many others.

    To try each of them as a link would take minutes.
    """
    known = state.env.get("hopeless")
    if not known or known[0] is not state.src:
        known = (state.src, _hopeless(state.src) if state.src.count("[") > _MANY else frozenset())
        state.env["hopeless"] = known
    return bracket in known[1]


def _hopeless(src: str) -> frozenset[int]:
    """The places of `[` unclosed, when they are too many to come from code that hides a bracket, or too deep."""
    opened: list[tuple[int, int]] = []  # the place, and how deep the brackets inside go
    deep: list[int] = []
    for match in _BRACKETS.finditer(src):
        if match[0] == "[":
            opened.append((match.start(), 0))
        elif match[0] == "]" and opened:
            place, depth = opened.pop()
            deep.extend([place] if depth > _MANY else [])
            if opened:
                opened[-1] = (opened[-1][0], max(opened[-1][1], depth + 1))
    unclosed = [place for place, _ in opened] if len(opened) > _MANY else []
    return frozenset((*unclosed, *deep))


def next_place(state: StateInline | StateBlock, needle: str, pos: int) -> int:
    """Where `needle` comes next at or after `pos`, or -1; remembered, so that a run of openers stays linear."""
    known = state.env.get(f"next {needle}")
    if known and known[0] is state.src and known[1] <= pos and (known[2] < 0 or pos <= known[2]):
        return int(known[2])
    found = state.src.find(needle, pos)
    state.env[f"next {needle}"] = (state.src, pos, found)
    return found
