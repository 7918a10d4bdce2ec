"""Comments to rlnotes in a body: `<!-- rlnotes: ignore broken-link -->` speaks of its line, or of the next block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rlnotes.parse.ignores import MARK, Remark, is_for_us, words_in
from rlnotes.parse.places import Lines, Stamp, span_at
from rlnotes.parse.raw_html import is_only_comments
from rlnotes.parse.syntax.comments import HEARD

SAID: Final = "said"
"""Where the environment of a parse has the comments to rlnotes, each `Said`."""

_COMMENT = re.compile(r"<!--(?:-?>|[\s\S]*?-->|[\s\S]*)")
_NAME = re.compile(r"(?:\^[A-Za-z0-9-]{1,100}|\{[^{}\n]*+\})[ \t]++\Z")
_INK = re.compile(r"[^\n]")


class Said(NamedTuple):
    """A comment, and the lines of the body it speaks of, from 0, the end excluded."""

    at: Stamp
    first: int
    end: int


def ignore_comments(md: MarkdownIt) -> None:
    """Gather the comments to rlnotes, and take out the blocks that are nothing else, while footnotes stand in place."""
    md.core.ruler.before("heading_attribute", "comment_at_end", _cut_behind_names)
    md.core.ruler.after("inline", "ignore_comment", _gather)


def remark_in(lines: Lines, said: Said) -> Remark:
    """A comment in its place in the file."""
    block, start, end = said.at
    words = tuple(
        (word.text, span_at(Stamp(block, start + word.start, start + word.end), lines))
        for word in words_in(block.content[start:end])
    )
    return Remark(span_at(said.at, lines), words, lines.first + said.first, lines.first + said.end - 1)


@dataclass(slots=True)
class _Container:
    """The blocks of a container, met from the last to the first.

    `next` is the line where the last one met ends, 0 before there is one; `end` where the last of all ends. It is
    silent that has nothing but comments.
    """

    next: int = 0
    end: int = 0
    is_silent: bool = False

    def meet(self, end: int) -> None:
        """Go past a block that ends before the line `end`."""
        self.next, self.end = end, max(self.end, end)


@dataclass(slots=True)
class _Way:
    """The way through a body from its end to its start, so that every comment finds the block after it known."""

    rows: Sequence[str]
    heard: dict[int, list[Stamp]]
    kept: list[Token] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    containers: list[_Container] = field(default_factory=lambda: [_Container()])


def _cut_behind_names(state: StateCore) -> None:
    """Gather the comments that stand behind the id of a heading or the name of a block, which are read at the end."""
    if MARK not in state.src:
        return
    said = state.env.setdefault(SAID, [])
    for token in state.tokens:
        start = _last_comment(token.content) if token.type == "inline" and token.map else 0
        if start and _NAME.search(token.content, 0, start):
            line = (token.map or (0,))[0] + token.content.count("\n", 0, start)
            said.append(_line_said(token.content[start:], line))
            token.content = token.content[:start].rstrip()


def _last_comment(text: str) -> int:
    """Where the comment to rlnotes starts that ends a text's last line; 0 without one, or if the text is only that."""
    start = text.rfind("<!--") if text.endswith("-->") else text.rfind("%%", 0, -2) if text.endswith("%%") else 0
    return start if start > 0 and is_for_us(text, start) and "\n" not in text[start:] else 0


def _line_said(comment: str, line: int) -> Said:
    """A comment that is read apart from its block, and speaks of its line."""
    block = Token("inline", "", 0, map=[line, line + 1], content=comment)
    return Said(Stamp(block, 0, len(comment)), line, line + 1)


def _gather(state: StateCore) -> None:
    if MARK not in state.src:
        return
    heard: dict[int, list[Stamp]] = {}
    for stamp in state.env.get(HEARD, ()):
        heard.setdefault(id(stamp.block), []).append(stamp)
    way = _Way(state.src.split("\n"), heard)
    for index in reversed(range(len(state.tokens))):
        _go_past(way, state.tokens[index], is_paragraph=state.tokens[index - 1].type == "paragraph_open")
    state.tokens = way.kept[::-1]
    state.env.setdefault(SAID, []).extend(way.said)


def _go_past(way: _Way, token: Token, *, is_paragraph: bool) -> None:
    if token.nesting < 0:
        way.containers.append(_Container())
        way.kept.append(token)
    elif token.nesting > 0:
        _leave(way, token)
    elif token.type == "inline":
        _read_inline(way, token, is_paragraph=is_paragraph)
    elif token.type in ("html_block", "comment_block"):
        _read_block(way, token)
    else:
        way.containers[-1].meet(_end(token))
        way.kept.append(token)


def _end(token: Token) -> int:
    return token.map[1] if token.map else 0


def _leave(way: _Way, token: Token) -> None:
    """Go past the token that opens a block, into what the block stands in."""
    inside = way.containers.pop()
    if inside.is_silent:
        way.kept.pop()
        return
    if token.type == "tr_open":
        way.said += _said_past_cells(way.rows, token)
    way.containers[-1].meet(inside.end or _end(token))  # blank lines below may count as a footnote's
    way.kept.append(token)


def _read_inline(way: _Way, token: Token, *, is_paragraph: bool) -> None:
    around, inside = way.containers[-2:]
    if stamps := way.heard.get(id(token)):
        rest = _without(token.content, stamps)
        inside.is_silent = is_paragraph and not rest.strip()
        end = 0 if not is_paragraph else around.next if inside.is_silent else _end(token)
        way.said += _said(token, stamps, rest, end)
    if not inside.is_silent:
        inside.meet(_end(token))
        way.kept.append(token)


def _read_block(way: _Way, token: Token) -> None:
    """Go past raw HTML, or past a comment between `%%`."""
    container = way.containers[-1]
    stamps = [stamp for stamp in _stamps(token) if is_for_us(token.content, stamp.start)]
    rest = _without(token.content, stamps)
    is_silent = not rest.strip() or is_only_comments(rest)
    way.said += _said(token, stamps, rest, container.next if is_silent else _end(token))
    if not is_silent:
        container.meet(_end(token))
    if rest.strip():
        way.kept.append(token)


def _stamps(token: Token) -> Iterator[Stamp]:
    if token.type == "comment_block":
        yield Stamp(token, 0, len(token.content))
    else:
        for found in _COMMENT.finditer(token.content):
            if found[0].endswith("-->"):
                yield Stamp(token, *found.span())


def _without(content: str, stamps: Iterable[Stamp]) -> str:
    """A block's content with blanks in the place of its comments."""
    pieces: list[str] = []
    place = 0
    for _, start, end in stamps:
        pieces += (content[place:start], _INK.sub(" ", content[start:end]))
        place = end
    return "".join((*pieces, content[place:]))


def _said(block: Token, stamps: Iterable[Stamp], rest: str, end: int) -> Iterator[Said]:
    """The comments in a block; `rest` is what else it holds, `end` how far those speak that stand alone on a line."""
    first = (block.map or (0,))[0]
    has_text = [bool(text.strip()) for text in rest.split("\n")]
    row = place = 0
    for stamp in stamps:
        row += rest.count("\n", place, stamp.start)
        place = stamp.start
        below = row + rest.count("\n", place, stamp.end) + 1
        is_alone = not any(has_text[row:below])
        yield Said(stamp, first + row, max(first + below, end) if is_alone else first + below)


def _said_past_cells(rows: Sequence[str], token: Token) -> Iterator[Said]:
    """The comment at the end of a table's row behind the last of its columns, where nothing else is read."""
    line = (token.map or (0,))[0]
    row = rows[line].rstrip(" \t|")
    start = _last_comment(row)
    if start and row[:start].rstrip().endswith("|"):
        yield _line_said(row[start:], line)
