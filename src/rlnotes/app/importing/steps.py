"""Small changes of a text, each with the words that tell of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rlnotes.app.importing.outcome import Log
from rlnotes.parse.destinations import Edit, applied


@dataclass(frozen=True, slots=True)
class Step:
    """Characters from `start` to before `end` that become `new`, or stay and are reported where `new` is None.

    A step without a kind is a part of another one, and nobody is told of it.
    """

    start: int
    end: int
    new: str | None
    kind: str = ""
    text: str = ""


def stepped(path: str, text: str, steps: Iterable[Step], log: Log) -> str:
    """`text` after all steps that do not stand in the way of an earlier one; each is told in `log`."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    edits: list[Edit] = []
    for step in _apart(steps):
        line = bisect_right(starts, step.start)
        words = step.text or one_line(text[step.start : step.end])
        if step.new is None:
            log.lost(step.kind, path, line, words)
            continue
        edits.append(Edit(step.start, step.end, step.new))
        if step.kind:
            log.changed(step.kind, path, line, words)
    return applied(text, edits)


def _apart(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps in order, without changes that begin inside of another; what is only reported always is."""
    end = 0
    for step in sorted(steps, key=lambda each: (each.start, each.end)):
        if step.new is None:
            yield step
        elif step.start >= end:
            yield step
            end = max(end, step.end)


_LONGEST = 80


def one_line(text: str) -> str:
    """`text` in a line of a report."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def whole_line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line that holds nothing but the characters from `start` to `end`, its end included; else these alone."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last + 1
    return (start, end) if text[first:start].strip() or text[end:last].strip() else (first, last)


def pairs(text: str, marks: tuple[str, str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each opening mark begins and the closing mark after it ends, one after the other."""
    opener, closer = marks
    place = text.find(opener, start, end)
    while place >= 0:
        close = text.find(closer, place + len(opener), end)
        if close < 0:
            return
        yield place, close + len(closer)
        place = text.find(opener, close + len(closer), end)
