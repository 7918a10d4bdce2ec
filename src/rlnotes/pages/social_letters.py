"""Which letters a social card can be written in: those of the font that comes with rlnotes, or those of the site's own.

A page says whether it has a card before any font is read, so what ours has stands here, and a test holds it against
the file.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Final


class Letters(StrEnum):
    """What cards can be written in.

    `NONE` where no cards are drawn, `OWN` for the font of rlnotes. A font of the site's own is taken
    to have all letters, but those that have to be joined or set in order can be drawn only where that can be done.
    """

    NONE = ""
    OWN = "own"
    UNJOINED = "unjoined"
    ALL = "all"


MOST: Final = 400
"""How many characters of a text are looked at; no card has room for more."""

OWN_RANGES: Final = """20-7E A0-AC AE-12B 12E-131 134-165 168-17F 18F 192 1A0-1A1 1AF-1B0 1CD-1DC 1E6-1E7 1F8-1F9
218-21B 237 251 259 261 2B0 2B2-2B3 2B7-2B8 2BB-2BC 2BE-2BF 2C6-2CC 2D8-2DD 2E1-2E3 300-304 306-30C 31B 323-324 326-329
32E 331 374-375 37E 384-38A 38C 38E-3A1 3A3-3CE 3D7 3D9 3DB 3DD 3E1 400-45F 462-463 472-475 490-493 496-49B 4A0-4A3
4AA-4AB 4AE-4B3 4B6-4B7 4BA-4BB 4C0-4C2 4CF-4D1 4D4-4D9 4E2-4E3 4E6-4E9 4EE-4EF 4F2-4F3 1D43 1D47-1D49 1D4D 1D4F-1D50
1D52 1D56-1D58 1D5B 1D9C 1DA0 1DBB 1E0C-1E0F 1E20-1E21 1E24-1E25 1E2A-1E2B 1E36-1E3B 1E3E-1E3F 1E42-1E49 1E5A-1E63
1E6C-1E6F 1E80-1E85 1E8E-1E8F 1E92-1E93 1E97 1E9E 1EA0-1EF9 2002-2007 2009-200A 2010-2015 2018-201A 201C-201E 2020-2022
2025-2026 202F-2030 2032-2033 2039-203A 203C 2044 2047-2049 2070-2071 2074-2079 207D-2089 208D-208E 20A1 20A4 20A6-20A7
20A9 20AB-20AC 20AE 20B1-20B2 20B4-20B5 20B8-20BA 20BD 20BF 2113 2116-2117 2120 2122 2126 212E 2153-2154 215B-215E
2190-2193 2196-2199 2202 2206 220F 2211-2212 2215 2219-221A 221E 222B 2248 2260 2264-2265 25A0 25B2-25B3 25B6-25B7
25BC-25BD 25C0-25C1 25C6 25C9-25CA 2610-2611 266A 2713 2752 2E3A-2E3B FB00-FB04 1F12F 1F16A-1F16C"""
"""What the font of rlnotes has: Latin, Greek and Cyrillic letters, and signs."""

# Scripts whose letters are joined, reordered or run from right to left, from Hebrew to Khmer, and their other forms.
JOINED: Final = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\u200c\u200d\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
_JOINERS: Final = "\u200c\u200d"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def card_text(text: str) -> str:
    """The beginning of a text as a card shows it: composed, on one line, without characters that show nothing.

    What turns the direction of others goes, too; what joins letters stays where there are such letters.
    """
    seen = "".join(" " if each.isspace() else each for each in text[:MOST] if _is_seen(each))
    bare = unicodedata.normalize("NFC", " ".join(seen.split()))
    has_joined = JOINED.search(bare.translate(_WITHOUT_JOINERS))
    return bare if has_joined else bare.translate(_WITHOUT_JOINERS)


_WITHOUT_JOINERS: Final = dict.fromkeys(map(ord, _JOINERS))


def _is_seen(each: str) -> bool:
    return each in _JOINERS or each.isspace() or unicodedata.category(each) not in _UNSEEN


def can_write(letters: Letters, text: str) -> bool:
    """Whether a card can have `text`, which is as `card_text` gives it."""
    if letters is Letters.OWN:
        return own_letters().fullmatch(text) is not None
    return letters is Letters.ALL or (letters is Letters.UNJOINED and JOINED.search(text) is None)


@cache
def own_letters() -> re.Pattern[str]:
    """What matches a text in the font of rlnotes."""
    bounds = (each.partition("-") for each in OWN_RANGES.split())
    ranges = (f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}" for first, _, last in bounds)
    return re.compile(f"[{''.join(ranges)}]*")
