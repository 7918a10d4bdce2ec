"""The place of a title in a list: near what the Unicode Collation Algorithm says, and quick."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from rlnotes.model.alphabets import Alphabet, alphabet_of, in_places, letter_at_start
from rlnotes.model.naming import folded

# What accents a letter: a difference that counts only where all else is alike (Unicode Technical Standard 10, 1.1).
# Vowel signs of the scripts of India and South-East Asia are letters and stay.
_ACCENTS: Final = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x0E47, 0x0E4E),
    (0x0EC8, 0x0ECD),
    (0x3099, 0x309A),
)
_LETTERS: Final = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
_KATAKANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_MARKS: Final[dict[int, str | int | None]] = {code: None for first, last in _ACCENTS for code in range(first, last + 1)}
_PLAIN: Final = _MARKS | _KATAKANA | {ord(letter): plain for letter, plain in _LETTERS.items()}
_LONGEST: Final = 8  # characters that may make one letter
_DIGITS: Final = re.compile(r"\d+")
_THAI_VOWEL_FIRST: Final = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])([\u0e01-\u0e2e\u0e81-\u0eae])")


def sort_key(text: str, language: str = "") -> str:
    """What to sort `text` by among titles in a language: letter case and accents count last, numbers by their value."""
    alphabet = alphabet_of(language)
    if text.isascii() and not alphabet.has_pairs and not alphabet.is_dotless:
        return _DIGITS.sub(_by_value, text.lower())
    sounded = _sounded(in_places(_small(text, alphabet), alphabet))
    return f"{_DIGITS.sub(_by_value, sounded)}\0{folded(text)}"


def first_letter(text: str, language: str = "") -> str:
    """The letter that `text` is filed under in a language, upper case: without accents, unless they make it another."""
    alphabet = alphabet_of(language)
    small = _small(text[:_LONGEST], alphabet)
    letter = letter_at_start(small, alphabet) or _sounded(small)[:1]
    return "İ" if alphabet.is_dotless and letter == "i" else letter.capitalize()


def _small(text: str, alphabet: Alphabet) -> str:
    """Small letters taken apart (NFKD)."""
    dotted = text.replace("I", "ı").replace("İ", "i") if alphabet.is_dotless else text
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", dotted).casefold())


def _sounded(small: str) -> str:
    """Without accents, each vowel behind the consonant that is said before it."""
    return _THAI_VOWEL_FIRST.sub(r"\2\1", small.translate(_PLAIN))


def _by_value(run: re.Match[str]) -> str:
    """Digits such that they stand in the order of what they say: the longer after the shorter."""
    digits = run[0] if run[0].isascii() else "".join(str(unicodedata.digit(digit)) for digit in run[0])
    value = digits.lstrip("0")
    return f"{min(len(value), 99):02}{value}"
