"""The word an author most likely meant, for suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FARTHEST: Final = 3
_FEW: Final = 12


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice with the fewest edits from `word`, "" when every one is too far to be meant.

    Up to three edits count as near, and never more than a third of the word.
    """
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake asks for it
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - as above

    known = tuple(choices)
    if word in known:
        return word
    limit = min(_FARTHEST, max(1, len(word) // 3))
    found = process.extractOne(word[:100].lower(), known, scorer=DamerauLevenshtein.distance, score_cutoff=limit)
    return found[0] if found else ""


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The help of a finding about an unknown `word`: the nearest choice, or all of them if they are few."""
    known = tuple(choices)
    near = nearest(word, known)
    if near:
        return f"did you mean '{near}'?"
    return f"one of {', '.join(known)}" if 0 < len(known) <= _FEW else ""
