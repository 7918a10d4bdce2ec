"""The terms by which a text is found: its words without case and accents; of scripts without spaces, pairs of letters.

templates/static/on-demand/search.js takes what a reader types apart in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final, TypeAlias

Terms: TypeAlias = tuple[str, ...]
"""Terms by weight: in each text the weight, a digit, comes first, and the terms follow in order, a space between."""

TITLE, NAME, HEADING, TOLD = 9, 7, 5, 4
"""The weights of terms in titles, other names, headings, and what is told about a note; the body's are 1 to 3."""

_FEW, _SOME = 2, 5
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
_BLANKS: Final = bytes(byte if byte >= 128 or chr(byte).isalnum() else 32 for byte in range(256))
_RUN: Final = re.compile(f"([{_WITHOUT_SPACES}]+)")


def plain(text: str) -> str:
    """`text` as it is compared: compatible forms as one (NFKD), no accents, small letters, blanks for underscores."""
    if text.isascii():
        return text.lower().replace("_", " ")
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return bare.replace("_", " ").replace("\u03c2", "\u03c3")  # the sigma that ends a word is one


def terms_in(text: str) -> list[str]:
    """The terms of a text in order, each as often as it is there."""
    return [term for word in _pieces(text) for term in _parts(word)]


def _pieces(text: str) -> list[str]:
    """A plain text cut at spaces and whatever of ASCII is no letter or digit: as bytes, which is quick."""
    return plain(text).encode().translate(_BLANKS).decode().split()


def _parts(piece: str) -> list[str]:
    """The terms of a piece: itself, or its words, or the pairs of letters of runs without spaces in them."""
    if piece.isascii():
        return [piece[:_LONGEST]]
    runs = (run for word in _WORD.findall(piece) for run in _RUN.split(word) if run)
    return [term for run in runs for term in (_pairs(run) if len(run) > 1 and _RUN.match(run) else [run[:_LONGEST]])]


def _pairs(run: str) -> list[str]:
    return ["".join(pair) for pair in pairwise(run)]


def _counted(text: str) -> Mapping[str, int]:
    """How often each term is in a text: `terms_in`, but each word is taken apart once however often it is there."""
    counts: dict[str, int] = Counter(_pieces(text))
    odd = [piece for piece in counts if not piece.isascii() or len(piece) > _LONGEST]
    for piece, count in [(piece, counts.pop(piece)) for piece in odd]:
        for term in _parts(piece):
            counts[term] = counts.get(term, 0) + count
    return counts


def weighed_terms(body: str, told: Iterable[tuple[int, str]]) -> Terms:
    """The terms of a note: of its `body`, by how often they are there, and of what is `told`, with other weights."""
    weights = {term: weight for weight, text in sorted(told) for term in terms_in(text)}
    counts = [(term, count) for term, count in _counted(body).items() if term not in weights]
    groups = {
        1: [term for term, count in counts if count <= _FEW],
        2: [term for term, count in counts if _FEW < count <= _SOME],
        3: [term for term, count in counts if count > _SOME],
    }
    for term, weight in weights.items():
        groups.setdefault(weight, []).append(term)
    return tuple(" ".join((str(weight), *sorted(groups[weight]))) for weight in sorted(groups) if groups[weight])
