"""YAML as a tree that knows where each node stands; only the harmless part of YAML is accepted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml
from msgspec import Struct

from rlnotes.model.holes import without_noncharacters
from rlnotes.model.place import Span
from rlnotes.parse.yaml_mistakes import Mistake, mistake_of

GREATEST_SIZE: Final = 65_536
GREATEST_DEPTH: Final = 50

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it
_ALLOWED_TAGS: Final = frozenset(
    {None, "!", *(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "bool", "seq", "map", "timestamp"))}
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_IN_QUOTES: Final = "put the value in quotes"
_WIKILINK = re.compile(r"\[\[[^\[\]\n]+\]\]")


class Text(Struct, frozen=True, gc=False):
    """A scalar: its text, how it was written in the file, and whether it stands without quotes."""

    text: str
    raw: str
    is_plain: bool
    span: Span


class Items(Struct, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Pairs(Struct, frozen=True, gc=False):
    """A mapping, in source order, without the pairs whose key is no text or was there before."""

    pairs: tuple[tuple[Text, Node], ...]
    span: Span


Node: TypeAlias = Text | Items | Pairs


@dataclass(frozen=True, slots=True)
class Tree:
    """What could be read: the root node (None for an empty text), the mistakes met, and whether one stopped it."""

    root: Node | None
    mistakes: tuple[tuple[Span, Mistake], ...] = ()
    is_cut: bool = False


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """Why reading stops, and where."""

    def __init__(self, start: int, end: int, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.start, self.end, self.mistake = start, end, mistake


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end is still to come."""

    is_mapping: bool
    start: int
    is_flow: bool
    nodes: list[Node] = field(default_factory=list)


def parse_yaml(text: str, first_line: int = 1) -> Tree:
    """The tree of `text`, whose first line is line `first_line` of its file.

    Anchors, aliases, merge keys, tags, duplicate keys, control characters and more than one document are
    mistakes. After one that stops the reading, what stands before it is kept.
    """
    reader = _Reader(text, first_line)
    if len(text) > GREATEST_SIZE:
        mistake = Mistake(f"front matter is larger than {GREATEST_SIZE // 1024} KiB", "move the text into the body")
        return Tree(None, ((reader.span(0, 0), mistake),), is_cut=True)
    try:
        _read_events(reader)
        return Tree(reader.root, tuple(reader.mistakes))
    except _Refused as refused:
        reader.mistakes.append((reader.span(refused.start, refused.end), refused.mistake))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        index, mistake = mistake_of(error, text)
        reader.mistakes.append((reader.span(index, index + 1), mistake))
    return Tree(reader.finished(), tuple(reader.mistakes), is_cut=True)


@dataclass(slots=True)
class _Reader:
    """The nodes read so far; places are counted in our own lines, as YAML counts other breaks too."""

    text: str
    first_line: int
    line_starts: list[int] = field(init=False)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    mistakes: list[tuple[Span, Mistake]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", self.text))]

    def span(self, start: int, end: int) -> Span:
        line, column = self._place(start)
        length = end - start
        if length >= 0 and "\n" not in self.text[start:end]:
            return Span(line, column, line, column + length)
        return Span(line, column, *self._place(max(start, end)))

    def _place(self, index: int) -> tuple[int, int]:
        row = bisect_right(self.line_starts, index) - 1
        return self.first_line + row, index - self.line_starts[row] + 1

    def add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].nodes.append(node)
        else:
            self.root = node

    def open(self, opened: _Open) -> None:
        if len(self.stack) >= GREATEST_DEPTH:
            help_ = "put a value that starts with brackets in quotes"
            raise _Refused(
                opened.start, opened.start + 1, Mistake(f"nested deeper than {GREATEST_DEPTH} levels", help_)
            )
        self.stack.append(opened)

    def close(self, end: int) -> None:
        opened = self.stack.pop()
        span = self.span(opened.start, end)
        if opened.is_mapping:
            self.add(Pairs(tuple(self._pairs(opened.nodes)), span))
            return
        raw = self.text[opened.start : end]
        is_wikilink = opened.is_flow and _WIKILINK.fullmatch(raw)
        self.add(Text(raw, raw, is_plain=False, span=span) if is_wikilink else Items(tuple(opened.nodes), span))

    def _pairs(self, nodes: list[Node]) -> Iterator[tuple[Text, Node]]:
        seen: set[str] = set()
        for key, value in zip(nodes[::2], nodes[1::2], strict=False):  # an odd one is a key cut off from its value
            if not isinstance(key, Text):
                help_ = "put a value that starts with a bracket or brace in quotes"
                self.mistakes.append((key.span, Mistake("a key must be text", help_)))
            elif mistake := _key_mistake(key, seen):
                self.mistakes.append((key.span, mistake))
            else:
                seen.add(key.text)
                yield key, value

    def finished(self) -> Node | None:
        """The root, with everything that is still open closed."""
        while self.stack:
            self.close(len(self.text))
        return self.root


def _key_mistake(key: Text, seen: set[str]) -> Mistake | None:
    if key.is_plain and key.text == "<<":
        return Mistake("merge keys are not accepted", "write the keys out")
    return Mistake(f"'{key.text[:60]}' stands here a second time", "keep one of the two") if key.text in seen else None


def _read_events(reader: _Reader) -> None:
    events: Iterator[Any] = yaml.parse(reader.text, Loader=_LOADER)
    for event in events:
        read = _EVENTS.get(type(event))
        if read:
            read(reader, event, event.start_mark.index, event.end_mark.index)


def _alias(_: _Reader, _event: yaml.AliasEvent, start: int, end: int) -> None:
    raise _Refused(start, end, Mistake("'*' starts a YAML alias, which is not accepted", _IN_QUOTES))


def _refuse_cleverness(event: yaml.NodeEvent, tag: str | None, start: int, end: int) -> None:
    if event.anchor is not None:
        raise _Refused(start, end, Mistake("'&' starts a YAML anchor, which is not accepted", _IN_QUOTES))
    if tag not in _ALLOWED_TAGS:
        raise _Refused(start, end, Mistake("'!' starts a YAML tag, which is not accepted", _IN_QUOTES))


def _document(reader: _Reader, _: yaml.DocumentStartEvent, start: int, end: int) -> None:
    if reader.root is not None:
        raise _Refused(start, end, Mistake("a second YAML document starts here", "keep one '---' block"))


def _list(reader: _Reader, event: yaml.SequenceStartEvent, start: int, end: int) -> None:
    _refuse_cleverness(event, event.tag, start, end)
    reader.open(_Open(is_mapping=False, start=start, is_flow=bool(event.flow_style)))


def _mapping(reader: _Reader, event: yaml.MappingStartEvent, start: int, end: int) -> None:
    _refuse_cleverness(event, event.tag, start, end)
    reader.open(_Open(is_mapping=True, start=start, is_flow=bool(event.flow_style)))


def _end(reader: _Reader, _: yaml.CollectionEndEvent, _start: int, end: int) -> None:
    reader.close(end)


def _scalar(reader: _Reader, event: yaml.ScalarEvent, start: int, end: int) -> None:
    _refuse_cleverness(event, event.tag, start, end)
    text: str = event.value
    if not text.isprintable():  # then it has neither of these
        if _CONTROL.search(text):
            raise _Refused(start, end, Mistake("a control character or half a character", "remove it"))
        text = without_noncharacters(text)
    raw = reader.text[start:end]
    # libyaml ends a block scalar at the start of the next line
    trimmed = raw.rstrip() if event.style in ("|", ">") else raw
    reader.add(Text(text, trimmed, not event.style, reader.span(start, start + len(trimmed))))


_EVENTS: Final[Mapping[type, Callable[[_Reader, Any, int, int], None]]] = {
    yaml.AliasEvent: _alias,
    yaml.DocumentStartEvent: _document,
    yaml.SequenceStartEvent: _list,
    yaml.MappingStartEvent: _mapping,
    yaml.SequenceEndEvent: _end,
    yaml.MappingEndEvent: _end,
    yaml.ScalarEvent: _scalar,
}
