"""Front matter that is changed key by key: all other characters of it stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rlnotes.app.importing.steps import Step
from rlnotes.parse.frontmatter_keys import normal_name
from rlnotes.parse.yaml_tree import Node, Pairs, Text, Tree, parse_yaml

_BLOCK = re.compile(r"\ufeff?---[^\S\n]*\n(?P<block>(?:.*\n)*?)(?P<closing>(?:---|\.\.\.)[^\S\n]*(?:\n|\Z))")
_PLAIN = re.compile(r"[A-Za-z0-9/][\w/.-]*")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a text: where its lines begin and end, where the body begins, and what it says.

    Without front matter all three places are the beginning of the text.
    """

    start: int
    end: int
    body: int
    tree: Tree
    pairs: tuple[tuple[Text, Node], ...]
    line_starts: tuple[int, ...]

    @property
    def is_there(self) -> bool:
        """Whether the text has front matter."""
        return self.body > self.start


def front_of(text: str) -> Front:
    """The front matter of `text`, which may have any line ends and a byte-order mark."""
    found = _BLOCK.match(text)
    if not found:
        start = 1 if text.startswith("\ufeff") else 0
        return Front(start, start, start, Tree(None), (), ())
    tree = parse_yaml(found["block"], first_line=2)
    pairs = tree.root.pairs if isinstance(tree.root, Pairs) else ()
    starts = (0, *(each.end() for each in re.finditer("\n", text[: found.end("block")])))
    return Front(found.start("block"), found.end("block"), found.end(), tree, pairs, starts)


def pair(front: Front, *names: str) -> tuple[Text, Node] | None:
    """The first key of one of these names, with its value."""
    return next((each for each in front.pairs if normal_name(each[0].text) in names), None)


def value(front: Front, *names: str) -> str:
    """The text under the first key of one of these names, "" if there is none or it is no text."""
    found = pair(front, *names)
    return found[1].text.strip() if found and isinstance(found[1], Text) else ""


def offset(front: Front, line: int, column: int) -> int:
    """The place in the text of a line and a column, both from 1."""
    return front.line_starts[min(line, len(front.line_starts)) - 1] + column - 1


def extent(front: Front, node: Node) -> tuple[int, int]:
    """Where a node of the front matter begins and ends in the text."""
    span = node.span
    return offset(front, span.line, span.column), offset(front, span.end_line, span.end_column)


def added(text: str, front: Front, keys: Mapping[str, str], why: Mapping[str, str]) -> Iterator[Step]:
    """The steps that give the front matter more keys; `why` is the kind of change for each."""
    if not keys or (front.is_there and front.tree.root is not None and not isinstance(front.tree.root, Pairs)):
        return
    end = "\r\n" if "\r\n" in text else "\n"
    place = front.start if front.tree.is_cut else front.end  # what stands below a mistake is not read
    lines = [f"{name}: {scalar(written)}{end}" for name, written in keys.items()]
    if not front.is_there:
        lines = [f"---{end}", *lines, f"---{end}"]
    yield Step(place, place, "".join(lines))
    for name, written in keys.items():
        yield Step(place, place, "", why[name], f"{name}: {scalar(written)}")


def scalar(written: str) -> str:
    """A value of YAML; whatever might be more than its letters stands in quotes."""
    return written if _PLAIN.fullmatch(written) else json.dumps(written, ensure_ascii=False)
