"""Letters that stand apart in an alphabet, of a script or of one language, and where Han characters stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

AFTER: Final = "\U0010fffe"
"""What stands in a key between a letter and the number of the one behind it: after each letter that may follow."""

# A letter, those that count as it behind a slash, then the letters that come behind it, in order. What is missing is
# where Unicode has it: accents count last (after Unicode CLDR 48, which the tests ask through ICU).
_ALL: Final = "ء آ|г ґ|д ђ|е є|з ѕ|и і ї й ј|л љ|н њ|т ћ|у ў|ч џ|า ำ|ب پ|ت/ة ٹ|ج چ|د ڈ|ر ڑ|ز ژ|ك/ک گ|ه/ہ/ھ|ي/ى/ی"
_NORDIC: Final = "y/ü|z å ä/æ ö/ø"
_DANISH: Final = "y/ü|z æ/ä ø/ö å/aa"
_CROATIAN: Final = "c č ć|d dž đ|l lj|n nj|s š|z ž"
_OF_LANGUAGES: Final[Mapping[str, str]] = {
    "az": "c ç|e ə|g ğ|h x ı|k q|o ö|s ş|u ü|z w",
    "bs": _CROATIAN,
    "cs": "c č|h ch|r ř|s š|z ž",
    "cy": "c ch|d dd|f ff|g ng|l ll|p ph|r rh|t th",
    "da": _DANISH,
    "eo": "c ĉ|g ĝ|h ĥ|j ĵ|s ŝ|u ŭ",
    "es": "n ñ",
    "et": "s š z ž|w õ ä ö ü",
    "fa": "و ه/ہ/ھ",
    "fi": _NORDIC,
    "gl": "n ñ",
    "hr": _CROATIAN,
    "hu": "c cs|d dz dzs|g gy|l ly|n ny|o ö/ő|s sz|t ty|u ü/ű|z zs",
    "is": "a á|d ð|e é|i í|o ó|u ú|y ý|z þ æ/ä ö/ø å",
    "lt": "c č|i/y|s š|z ž",
    "lv": "c č|g ģ|i/y|k ķ|l ļ|n ņ|r ŗ|s š|z ž",
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "pl": "a ą|c ć|e ę|l ł|n ń|o ó|s ś|z ź ż",
    "ro": "a ă â|i î|s ș/ş|t ț/ţ",
    "sk": "a ä|c č|h ch|o ô|r ř|s š|z ž",
    "sl": "c č ć|d đ|s š|z ž",
    "sq": "c ç|d dh|e ë|g gj|l ll|n nj|r rr|s sh|t th|x xh|z zh",
    "sv": _NORDIC,
    "tr": "c ç|g ğ|h ı|o ö|s ş|u ü",
    "vi": "a ă â|d đ|e ê|o ô ơ|u ư",
}
_DOTLESS: Final = frozenset({"az", "tr"})
_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
_HAN: Final = re.compile("[\u3400-\u9fff]")
_BELOW: Final = "\u0323"


class Alphabet(NamedTuple):
    """The letters with places of their own as a pattern for small letters taken apart (NFKD), and their keys.

    `is_dotless` tells of a small letter of I without a dot, `charset` is one that has Han characters in their order.
    """

    pattern: re.Pattern[str]
    places: Mapping[str, str]
    has_pairs: bool
    is_dotless: bool
    charset: str


@cache
def alphabet_of(language: str) -> Alphabet:
    """The alphabet of a language tag; "" is that of all which have no letters of their own."""
    name, *rest = language.lower().split("-")
    own = _OF_LANGUAGES.get(name, "")
    places = _places(_ALL) | (_places(own) if own else {})
    longest_first = sorted(places, key=lambda letter: (-len(letter), letter))
    pattern = re.compile("|".join(map(_written, longest_first)))
    has_pairs = any(letter.isascii() for letter in places)
    return Alphabet(pattern, places, has_pairs, name in _DOTLESS, _charset(name, frozenset(rest)))


def _places(groups: str) -> dict[str, str]:
    """The key of each letter in groups of a letter and those behind it."""
    found: dict[str, str] = {}
    for group in groups.split("|"):
        (base, *same), *behind = (token.split("/") for token in group.split())
        found |= {_apart(letter): _apart(base) for letter in same}
        for number, letters in enumerate(behind):
            found |= {_apart(letter): f"{_apart(base)}{AFTER}{chr(ord('a') + number)}" for letter in letters}
    return found


def _apart(letter: str) -> str:
    return unicodedata.normalize("NFKD", letter)


def _written(letter: str) -> str:
    """The pattern of a letter: a dot below it comes before a mark above it."""
    return f"{re.escape(letter[0])}{_BELOW}?{re.escape(letter[1:])}" if unicodedata.combining(letter[-1]) else letter


def _charset(name: str, rest: frozenset[str]) -> str:
    if name == "ja":
        return "euc_jp"
    return ("big5" if rest & _TRADITIONAL else "gb2312") if name == "zh" else ""


def in_places(text: str, alphabet: Alphabet) -> str:
    """Small letters taken apart, each in its place."""
    placed = alphabet.pattern.sub(lambda found: alphabet.places[found[0].replace(_BELOW, "")], text)
    return _HAN.sub(lambda found: _place_of_han(found[0], alphabet.charset), placed) if alphabet.charset else placed


def letter_at_start(text: str, alphabet: Alphabet) -> str:
    """The letter with a place of its own that small letters taken apart begin with, or the one that it counts as."""
    found = alphabet.pattern.match(text)
    if found is None:
        return ""
    place = alphabet.places[found[0].replace(_BELOW, "")]
    names = (letter for letter, there in alphabet.places.items() if there == place)
    return unicodedata.normalize("NFC", next(names) if AFTER in place else place)


def _place_of_han(character: str, charset: str) -> str:
    """The character at its number in the character set, or after all that have one."""
    code = character.encode(charset, errors="ignore")
    return chr(0x3400 + int.from_bytes(code) - _FIRST) if len(code) == 2 else f"{_LAST}{character}"


_FIRST: Final = 0xA440  # of Big5; the others begin later
_LAST: Final = "\u9fff"
