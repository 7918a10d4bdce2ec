"""TOML as the tree that front matter is read from, as Hugo writes it between lines `+++`."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final

from rlnotes.config.toml_places import KeyPath, TomlPlaces, toml_places
from rlnotes.model.holes import without_noncharacters
from rlnotes.model.place import Span, span_on_line
from rlnotes.parse.yaml_mistakes import Mistake
from rlnotes.parse.yaml_tree import GREATEST_DEPTH, GREATEST_SIZE, Items, Node, Pairs, Text, Tree

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_MOST_DOTS: Final = 500  # the library takes time by the square of the parts of a key
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BEFORE = re.compile(r"(?:[\s,\[\]{}=]++|#[^\n]*+|(?:[\w\-.]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+=)*+")
_SCALAR = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|""?(?!"))*+"{3,5}'
    r"|'''(?:[^']|''?(?!'))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|[^\s,#\]}]++(?: [0-9][^\s,#\]}]*+)?"
)


def parse_toml(text: str, first_line: int = 1) -> Tree:
    """The tree of `text`, whose first line is line `first_line` of its file; a mistake leaves nothing of it."""
    if len(text) > GREATEST_SIZE:
        found = Mistake(f"front matter is larger than {GREATEST_SIZE // 1024} KiB", "move the text into the body")
        return _cut(Span(first_line, 1, first_line, 1), found)
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        return _cut(Span(first_line, 1, first_line, 1), Mistake("a line with very many dots", "shorten it"))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _cut(_place(str(error), text, first_line), Mistake(_PLACE.sub("", str(error)), "see https://toml.io"))
    except (RecursionError, ValueError):  # brackets by the thousand, whole numbers of 5,000 digits
        return _cut(Span(first_line, 1, first_line, 1), Mistake("nested too deeply, or a number too large", ""))
    reader = _Reader(text, first_line, toml_places(text))
    root = reader.table(table, (), 0)
    return Tree(root, tuple(reader.mistakes))


def _cut(span: Span, mistake: Mistake) -> Tree:
    return Tree(None, ((span, mistake),), is_cut=True)


def _place(message: str, text: str, first_line: int) -> Span:
    found = _PLACE.search(message)
    if found and found[1]:
        return span_on_line(first_line + int(found[1]) - 1, int(found[2]), 1)
    return span_on_line(first_line + text.count("\n"), 1, 1)


@dataclass(slots=True)
class _Reader:
    """The values of a table found again in its text, one after the other; `position` is behind the last."""

    text: str
    first_line: int
    places: TomlPlaces
    mistakes: list[tuple[Span, Mistake]] = field(default_factory=list)
    position: int = 0
    line_starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def table(self, table: Mapping[str, Any], path: KeyPath, depth: int) -> Pairs:
        pairs = []
        for name, value in table.items():
            place = self.places.span((*path, name, 0) if (*path, name, 0) in self.places.spans else (*path, name))
            key = Text(without_noncharacters(name), name, is_plain=False, span=self._in_file(place))
            if (*path, name) in self.places.spans:
                self.position = self._start_of(place)
            pairs.append((key, self.node(value, (*path, name), depth)))
        return Pairs(tuple(pairs), self._in_file(self.places.span(path)))

    def node(self, value: object, path: KeyPath, depth: int) -> Node:
        span = self._in_file(self.places.span(path))
        if depth >= GREATEST_DEPTH:
            self.mistakes.append((span, Mistake(f"nested deeper than {GREATEST_DEPTH} levels", "flatten it")))
            return Items((), span)
        if isinstance(value, dict):
            return self.table(value, path, depth + 1)
        if isinstance(value, list):
            items = tuple(self.node(item, (*path, place), depth + 1) for place, item in enumerate(value))
            return Items(items, span)
        return self.scalar(value)

    def scalar(self, value: object) -> Text:
        before = _BEFORE.match(self.text, self.position)
        start = before.end() if before else self.position
        found = _SCALAR.match(self.text, start)
        self.position = found.end() if found else start
        raw = self.text[start : self.position]
        span = self._span(start, self.position)
        if not isinstance(value, str):
            return Text(_plain(value), raw, is_plain=True, span=span)
        if _CONTROL.search(value):
            self.mistakes.append((span, Mistake("a control character or half a character", "remove it")))
        return Text(without_noncharacters(_CONTROL.sub("\ufffd", value)), raw, is_plain=False, span=span)

    def _in_file(self, span: Span) -> Span:
        before = self.first_line - 1
        return Span(span.line + before, span.column, span.end_line + before, span.end_column)

    def _start_of(self, place: Span) -> int:
        """Where the value of the key at `place` may begin."""
        return self.text.find("=", self.line_starts[place.line - 1] + place.end_column - 1) + 1

    def _span(self, start: int, end: int) -> Span:
        return Span(*self._at(start), *self._at(end))

    def _at(self, index: int) -> tuple[int, int]:
        row = bisect_right(self.line_starts, index) - 1
        return self.first_line + row, index - self.line_starts[row] + 1


def _plain(value: object) -> str:
    """What YAML would have for a value that is no text: where it stands may mislead, so it is not read from there."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date | time) else str(value)
