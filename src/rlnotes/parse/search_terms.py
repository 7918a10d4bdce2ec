"""The terms by which a text is found: its words without case and accents; of scripts without spaces, pairs of letters.

templates/static/on-demand/search.js takes what a reader types apart in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, TypeAlias

Terms: TypeAlias = tuple[str, ...]
"""Terms by weight: in each text the weight, a digit, comes first, and the terms follow in order, a space between."""

TITLE, NAME, HEADING, TOLD = 9, 7, 5, 4
"""The weights of terms in titles, other names, headings, and what is told about a note; the body's are 1 to 3."""

_LONGEST: Final = 32
_ACCENTS: Final = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic; elsewhere marks are letters
_MARKS: Final = (
    "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff\u0f00-\u109f\u200c\u200d\ua8e0-\ua8ff"
)
_WITHOUT_SPACES: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[\w{_MARKS}{_WITHOUT_SPACES}]+")  # underscores are blanks by then
_RUN: Final = re.compile(f"([{_WITHOUT_SPACES}]+)")


def plain(text: str) -> str:
    """`text` as it is compared: compatible forms as one (NFKD), no accents, small letters, blanks for underscores."""
    if text.isascii():
        return text.lower().replace("_", " ")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return bare.replace("_", " ").replace("\u03c2", "\u03c3")  # the sigma that ends a word is one


def terms_in(text: str) -> list[str]:
    """The terms of a text in order, each as often as it is there."""
    bare = plain(text)
    words = _WORD.findall(bare)
    if not bare.isascii() and _RUN.search(bare):
        words = [part for word in words for run in _RUN.split(word) if run for part in _parts(run)]
    return [word if len(word) <= _LONGEST else word[:_LONGEST] for word in words]


def _parts(run: str) -> list[str]:
    """The pairs of letters of a run without spaces; a word is its only part."""
    return ["".join(pair) for pair in pairwise(run)] if len(run) > 1 and _RUN.match(run) else [run]


def weighed_terms(body: str, told: Iterable[tuple[int, str]]) -> Terms:
    """The terms of a note: of its `body`, by how often they are there, and of what is `told`, with other weights."""
    weights = {term: 3 if count > 5 else 2 if count > 2 else 1 for term, count in Counter(terms_in(body)).items()}
    for weight, text in sorted(told):
        weights.update(dict.fromkeys(terms_in(text), weight))
    groups: dict[int, list[str]] = {}
    for term, weight in weights.items():
        groups.setdefault(weight, []).append(term)
    return tuple(" ".join((str(weight), *sorted(groups[weight]))) for weight in sorted(groups))
