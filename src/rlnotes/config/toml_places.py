"""Where the keys of a TOML text stand, which tomllib does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from rlnotes.model.place import TOP, Span, span_on_line

_HEADER = re.compile(r"[ \t]*(\[\[?)[ \t]*([^\]\n]+)\]")
_KEY = re.compile(r"[ \t]*((?:[A-Za-z0-9_\-]+|\"[^\"\\\n]*\"|'[^'\n]*')(?:[ \t]*\.[ \t]*[A-Za-z0-9_\-\"']+)*)[ \t]*=")


KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys and list positions that lead to a value."""


@dataclass(frozen=True, slots=True)
class TomlPlaces:
    """The first place of each path."""

    spans: Mapping[KeyPath, Span]

    def span(self, path: KeyPath) -> Span:
        """Where `path` stands, or the nearest table around it, or the top."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans.get(path, TOP)


NO_PLACES: Final = TomlPlaces({})


def toml_places(text: str) -> TomlPlaces:
    """The places of the keys in `text`, read line by line.

    A line inside a multi-line text that looks like a key can only mislead about a place: of two lines
    for one key the first counts.
    """
    spans: dict[KeyPath, Span] = {}
    table: KeyPath = ()
    lengths = Counter[KeyPath]()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _table_path(header, lengths)
            spans.setdefault(table, span_on_line(number, header.start(2) + 1, len(header[2])))
        elif key := _KEY.match(line):
            path = (*table, *_parts(key[1]))
            spans.setdefault(path, span_on_line(number, key.start(1) + 1, len(key[1])))
            spans.setdefault(path[: len(table) + 1], spans[path])
    return TomlPlaces(spans)


def _table_path(header: re.Match[str], lengths: Counter[KeyPath]) -> KeyPath:
    """The path of a table; `lengths` are how many there are already of each table that is an item of a list."""
    name: KeyPath = _parts(header[2])
    if header[1] == "[[":
        lengths[name] += 1
        return (*name, lengths[name] - 1)
    last = lengths[name[:1]] - 1
    return name if last < 0 else (name[0], last, *name[1:])


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in dotted.split("."))
