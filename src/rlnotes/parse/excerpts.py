"""The sentence around a link or citation, as plain text."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from rlnotes.model.link import Excerpt

_LONGEST = 300  # characters
# The first character stands apart from what may follow it: so the search leaps from one to the next.
_END = re.compile(
    r"""[.!?…。！？\n](?:(?<=[.!?…])['")\]”’»]*\s+(?=['"(\[“‘«]*[^\Wa-z_])|(?<=[。！？])[”’」』）]*|(?<=\n)\s*\n)"""
)
_SHORT_FORMS: Final = """
    al cf vs viz resp approx ca fig figs eq eqs sec secs sect ref refs tab tabs ch chs chap app apps thm prop def lem
    cor no nos p pp vol vols ed eds dr drs prof profs mr mrs ms st jr sr inc univ
"""
_ABBREVIATED: Final = frozenset(_SHORT_FORMS.split())
_ABBREVIATION = re.compile(rf"\b(?:(?i:e\.g|i\.e|{'|'.join(sorted(_ABBREVIATED))})|[A-Z])\.$")


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of `text` begin, in order, the first at 0."""
    return [0, *(match.end() for match in _END.finditer(text) if not _is_inside(text, match.start()))]


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


def _is_inside(text: str, end: int) -> bool:
    """Whether the full stop at `end` belongs to an abbreviation or an initial."""
    word = text[max(0, end - 10) : end].rpartition(" ")[2]
    if word.islower() and word.isascii() and word.isalpha():  # most words, decided without the slower search
        return word in _ABBREVIATED and text[end] == "."
    return bool(_ABBREVIATION.search(text[max(0, end - 10) : end + 1]))


def _spaced(text: str) -> str:
    """`text` with each run of space as one."""
    words = text.split()
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{' '.join(words)}{' ' if text[-1].isspace() else ''}"


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
