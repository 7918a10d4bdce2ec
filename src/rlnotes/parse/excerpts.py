"""The sentence around a link or citation, as plain text."""

from __future__ import annotations

import re
from bisect import bisect_right

from rlnotes.model.link import Excerpt

_LONGEST = 300  # characters
_END = re.compile(r"[.!?…]['\")\]”’»]*\s+(?=['\"(\[“‘«]*[^\Wa-z_])|[。！？][”’」』）]*|\n\s*\n")
_ABBREVIATION = re.compile(
    r"\b(?:(?i:al|e\.g|i\.e|cf|vs|viz|resp|approx|ca|figs?|eqs?|secs?|sect|refs?|tabs?|chs?|chap|apps?|thm|prop|def|lem|cor"
    r"|nos?|pp?|vols?|eds?|drs?|profs?|mrs?|ms|st|jr|sr|inc|univ)|[A-Z])\.$"
)
_SPACE = re.compile(r"\s+")


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of `text` begin, in order, the first at 0."""
    ends = (match for match in _END.finditer(text) if not _is_inside(text, match))
    return [0, *(match.end() for match in ends)]


def excerpt(text: str, starts: list[int], start: int, end: int) -> Excerpt:
    """The sentence of `text` that holds the stretch from `start` to `end`, cut to a readable length."""
    first = bisect_right(starts, start) - 1
    last = bisect_right(starts, max(start, end - 1))
    sentence_end = starts[last] if last < len(starts) else len(text)
    marked = _cut_right(_spaced(text[start:end]), _LONGEST)
    room = _LONGEST - len(marked)
    before = _spaced(text[max(starts[first], start - 2 * _LONGEST) : start]).lstrip()
    after = _spaced(text[end : min(sentence_end, end + 2 * _LONGEST)]).rstrip()
    before_room = max(room // 2, room - len(after))
    shown = _cut_left(before, before_room)
    return Excerpt(shown, marked, _cut_right(after, room - len(shown)))


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial."""
    return bool(_ABBREVIATION.search(text[max(0, match.start() - 10) : match.start() + 1]))


def _spaced(text: str) -> str:
    return _SPACE.sub(" ", text)


def _cut_right(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    head, space, _ = text[: max(room - 1, 0)].rpartition(" ")
    return f"{head if space else text[: max(room - 1, 0)]}…"


def _cut_left(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    _, space, tail = text[len(text) - max(room - 1, 0) :].partition(" ")
    return f"…{tail if space else text[len(text) - max(room - 1, 0) :]}"
