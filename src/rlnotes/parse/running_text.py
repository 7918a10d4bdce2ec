"""The running text of a note as its author wrote it, without links, code, formulas, headings and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Final

from markdown_it.token import Token

from rlnotes.model.place import Source, Span
from rlnotes.parse.frontmatter import parse_front_matter
from rlnotes.parse.markdown import parser_for
from rlnotes.parse.places import Lines, Stamp, span_at
from rlnotes.parse.reading import plain_lines

_HIDDEN: Final = "\0"  # is in no text, which has U+FFFD for it
_TAG: Final = re.compile(r"#[\w/-]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one block; what is not running text in it is NUL characters, so that places stay.

    `is_cell` tells a cell of a table, where a bar has to be escaped.
    """

    text: str
    is_cell: bool
    _block: Token
    _lines: Lines

    def span(self, start: int, end: int) -> Span:
        """Where a part of the text stands in the file."""
        return span_at(Stamp(self._block, start, end), self._lines)


def running_text(source: Source) -> Iterator[Passage]:
    """The passages of the note `source`, in order."""
    front = parse_front_matter(Source(source.path, plain_lines(source.text)))
    body = plain_lines(front.body)
    env: dict[str, Any] = {}
    tokens = parser_for(body).parse(body, env)
    lines = Lines(body.split("\n"), front.body_line)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and not (before and before.type == "heading_open"):
            yield Passage(_shown(token), bool(token.meta.get("cell")), token, lines)


def _without_code(block: Token) -> str:
    """The content of a block with its code spans hidden, which the parser does not say the places of."""
    text, pieces, here = block.content, list[str](), 0
    for token in block.children or ():
        if token.type != "code_inline":
            continue
        fence = re.compile(rf"(?<!`){token.markup}(?!`)")
        ends = pairwise(fence.finditer(text, here))
        fitting = (pair for pair in ends if _as_code(text[pair[0].end() : pair[1].start()]) == token.content)
        for opening, closing in islice(fitting, 1):
            pieces += (text[here : opening.start()], _HIDDEN * (closing.end() - opening.start()))
            here = closing.end()
    return "".join((*pieces, text[here:]))


def _as_code(written: str) -> str:
    """What a code span shows of what stands between its backticks (CommonMark 6.1)."""
    line = written.replace("\n", " ")
    is_padded = len(line) > 1 and line[0] == line[-1] == " " and line.strip(" ")
    return line[1:-1] if is_padded else line


def _shown(block: Token) -> str:
    """The content of a block with everything hidden that is a token of its own, and what stands in an HTML link."""
    text = _without_code(block)
    opened = None
    for token in block.children or ():
        stamp = token.meta.get("at")
        if stamp is None or stamp.block is not block or token.type == "softbreak":
            continue
        start, end = stamp.start, stamp.end
        if token.type == "html_inline" and token.content[:2].lower() == "<a":
            opened = start
        elif token.type == "html_inline" and token.content[:3].lower() == "</a" and opened is not None:
            start, opened = opened, None
        text = text[:start] + _HIDDEN * (end - start) + text[end:]
    return _TAG.sub(lambda match: _HIDDEN * len(match[0]), text)
