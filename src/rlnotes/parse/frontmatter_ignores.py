"""Comments to rlnotes in front matter: `# rlnotes: ignore bad-date` speaks of its line, or of the next key or item."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rlnotes.model.place import span_on_line
from rlnotes.parse.ignores import MARK, Remark, words_in
from rlnotes.parse.yaml_tree import Items, Node, Text

_FIRST_LINE: Final = 2  # below the line that opens the front matter
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*+rlnotes:")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How front matter lies in its lines.

    `below` is for each line the next one that is neither empty nor a comment, 0 at the end; `ends` is for the line of
    each key and item the last line of what begins there.
    """

    scalars: Sequence[Text]
    starts: Sequence[tuple[int, int]]
    below: Sequence[int]
    ends: Mapping[int, int]


def front_remarks(block: str, root: Node | None) -> Iterator[Remark]:
    """The comments to rlnotes in front matter, given as text and as the tree that it is.

    One before everything else speaks of the first line of the file too, where findings about the whole note stand.
    """
    if MARK not in block:
        return
    lines = block.split("\n")
    layout = _layout(lines, root)
    is_top = True
    for number, line in enumerate(lines, _FIRST_LINE):
        start = _comment_start(number, line, layout)
        is_top = is_top and not _has_content(line)
        if start >= 0:
            yield _remark(number, line, start, _reach(number, layout, is_top=is_top, is_alone=not line[:start].strip()))


def _layout(lines: Sequence[str], root: Node | None) -> _Layout:
    scalars = tuple(_scalars(root)) if root else ()
    ends: dict[int, int] = {}
    for first, last in _entries(root) if root else ():
        ends.setdefault(first, last)
    below = [0]
    for number in range(len(lines) + 1, _FIRST_LINE, -1):
        below.append(number if _has_content(lines[number - _FIRST_LINE]) else below[-1])
    return _Layout(scalars, [(one.span.line, one.span.column) for one in scalars], below[::-1], ends)


def _has_content(line: str) -> bool:
    return not line.lstrip().startswith("#") and bool(line.strip())


def _scalars(node: Node) -> Iterator[Text]:
    """The scalars of a tree, keys among them, in source order."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)
    else:
        for name, value in node.pairs:
            yield name
            yield from _scalars(value)


def _entries(node: Node) -> Iterator[tuple[int, int]]:
    """The first and last line of each key and item, the outer ones first."""
    if isinstance(node, Items):
        for item in node.items:
            yield item.span.line, _last_line(item)
            yield from _entries(item)
    elif not isinstance(node, Text):
        for name, value in node.pairs:
            yield name.span.line, max(name.span.end_line, _last_line(value))
            yield from _entries(value)


def _last_line(node: Node) -> int:
    """The line of a node's last scalar: a list written as lines ends, for YAML, where the next thing starts."""
    return max((scalar.span.end_line for scalar in _scalars(node)), default=node.span.line)


def _comment_start(number: int, line: str, layout: _Layout) -> int:
    """Where a comment to rlnotes starts in a line, -1 without one."""
    return next(
        (found.start() for found in _COMMENT.finditer(line) if not _is_text(number, found.start() + 1, layout)), -1
    )


def _is_text(line: int, column: int, layout: _Layout) -> bool:
    """Whether a place is inside of a scalar; behind the `|` or `>` that begins one there are comments."""
    before = bisect_right(layout.starts, (line, column))
    if not before:
        return False
    scalar = layout.scalars[before - 1]
    is_header = scalar.raw[:1] in ("|", ">") and scalar.span.line == line
    return not is_header and (line, column) < (scalar.span.end_line, scalar.span.end_column)


def _reach(number: int, layout: _Layout, *, is_top: bool, is_alone: bool) -> tuple[int, int]:
    """The first and the last line that the comment in the line `number` speaks of."""
    below = layout.below[number - _FIRST_LINE]
    last = layout.ends.get(below, below) if is_alone else number
    return 1 if is_top else number, max(number, last)


def _remark(number: int, line: str, start: int, reach: tuple[int, int]) -> Remark:
    comment = line[start:].rstrip()
    words = ((word.text, span_on_line(number, start + word.start + 1, len(word.text))) for word in words_in(comment))
    return Remark(span_on_line(number, start + 1, len(comment)), tuple(words), *reach)
