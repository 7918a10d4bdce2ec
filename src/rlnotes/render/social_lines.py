"""A text to lines of a width: broken between words, within Chinese and Japanese anywhere, shrunk to fit, or cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

Measure: TypeAlias = Callable[[str], float]
"""The width of a text, in one font at one size."""

_HAN: Final = (
    "\u2e80-\u2fdf\u3041-\u30fa\u30fc-\u30ff\u3105-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_BEFORE: Final = "「『（《〈【〔“‘"
_AFTER: Final = "、。，．：；！？）」』】》〉〕・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ”’…"
_HYPHENS: Final = "\\-‐–—/"
_PIECES: Final = re.compile(f"[{_BEFORE}]*[{_HAN}][{_AFTER}]*|[^{_HAN}{_HYPHENS}]*[{_HYPHENS}]+|[^{_HAN}{_HYPHENS}]+")
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that stays on one line, its width, and that of the space before it, 0 for none."""

    text: str
    width: float
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines go: how wide they may be, and how many there is room for at each size, the largest first."""

    width: float
    rooms: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set: the size of its letters, and its lines."""

    size: int
    lines: tuple[str, ...]


def setting_of(text: str, column: Column, measure_at: Callable[[int], Measure]) -> Setting:
    """`text` in the largest letters that it fits in, its lines of like lengths; at the smallest it is cut."""
    for size, most in column.rooms:
        pieces = tuple(_pieces(text, measure_at(size)))
        lines = _lines(pieces, column.width)
        if len(lines) <= most and all(piece.width <= column.width for piece in pieces):
            return Setting(size, _texts(_balanced(pieces, column.width, len(lines))))
    size, most = column.rooms[-1]
    measure = measure_at(size)
    lines = _lines(tuple(_narrow(_pieces(text, measure), column.width, measure)), column.width)
    shown = _texts(lines[:most])
    if len(lines) > most:
        shown = (*shown[:-1], _cut(shown[-1], column.width, measure))
    return Setting(size, shown)


def _pieces(text: str, measure: Measure) -> Iterator[Piece]:
    space = measure(" ")
    for place, word in enumerate(text.split()):
        for found in _PIECES.finditer(word):
            is_first = found.start() == 0 and place > 0
            yield Piece(found[0], measure(found[0]), space if is_first else 0.0)


def _narrow(pieces: Iterator[Piece], width: float, measure: Measure) -> Iterator[Piece]:
    """The pieces, those wider than a line broken between letters."""
    for piece in pieces:
        if piece.width <= width:
            yield piece
            continue
        first, *rest = _letters(piece.text)
        yield Piece(first, measure(first), piece.space)
        yield from (Piece(letter, measure(letter)) for letter in rest)


def _letters(text: str) -> list[str]:
    """The letters of a text, each with the marks that belong to it."""
    letters: list[str] = []
    for each in text:
        if letters and unicodedata.category(each) in {"Mn", "Mc", "Me", "Cf"}:
            letters[-1] += each
        else:
            letters.append(each)
    return letters


def _lines(pieces: Sequence[Piece], width: float) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    used = 0.0
    for piece in pieces:
        if lines and used + piece.space + piece.width <= width:
            lines[-1].append(piece)
            used += piece.space + piece.width
        else:
            lines.append([replace(piece, space=0.0)])
            used = piece.width
    return lines


_HALVINGS: Final = 7


def _balanced(pieces: Sequence[Piece], width: float, count: int) -> list[list[Piece]]:
    """The lines in a column as narrow as it can be with no more of them."""
    narrow, wide = max((piece.width for piece in pieces), default=0.0), width
    for _ in range(_HALVINGS):
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(_lines(pieces, middle)) <= count else (middle, wide)
    return _lines(pieces, wide)


def _texts(lines: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    return tuple("".join(f" {piece.text}" if piece.space else piece.text for piece in line) for line in lines)


def _cut(line: str, width: float, measure: Measure) -> str:
    """The beginning of a line that has room for an ellipsis behind it, up to the end of a word if it has several."""
    letters = _letters(line)
    while letters and measure("".join(letters) + ELLIPSIS) > width:
        letters.pop()
    shown = "".join(letters)
    is_within_word = len(shown) < len(line) and not line[len(shown)].isspace()
    whole = shown.rpartition(" ")[0] if is_within_word else shown
    return (whole or shown).rstrip(" ,;:.-–—") + ELLIPSIS
