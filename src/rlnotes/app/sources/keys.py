"""Citation keys: those that files give, and those that are made of author, year and title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

from rlnotes.graph.works import plain_title
from rlnotes.model.naming import folded
from rlnotes.model.reference import Reference

_CITABLE = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]{0,198}\w)?")
"""What can be cited without braces, more or less: the parser of citations allows single marks between letters."""
_SUFFIX = re.compile(r" (?:jr|sr|ii|iii|iv)$")
_DOUBLED = re.compile(r"[^\w]{2}")
_WITHOUT_WEIGHT: Final = (
    "a an and are as at but by can do does for from how in into is it its not of on or our over the their this to "
    "toward towards under using via we what when where which who why with without "
    "das der die ein eine für und von zur le la les de des du et un une el los las en sur"
)
_STOP_WORDS: Final = frozenset(_WITHOUT_WEIGHT.split())
_LONGEST_PART: Final = 40


def is_citable(key: str) -> bool:
    """Whether `key` can be cited as it is and be part of an address."""
    return bool(_CITABLE.fullmatch(key)) and not _DOUBLED.search(key)


def made_key(record: Reference) -> str:
    """The key that a record gets: the first author's family name, the year, the first word of weight.

    As in `shao2024deepseekmath`.
    """
    first = record.authors[0] if record.authors else None
    author = _SUFFIX.sub("", plain_title(first.family or first.literal or first.given)) if first else ""
    words = [word for word in plain_title(record.title).split() if word not in _STOP_WORDS]
    year = str(record.issued[0]) if record.issued else "nd"
    family = author.replace(" ", "") if first and not first.literal else "".join(author.split()[:1])
    parts = (_letters(family) or "anon", year, _letters(words[0]) if words else "")
    return "".join(part[:_LONGEST_PART] for part in parts)


def _letters(word: str) -> str:
    """The letters and digits of a word."""
    return "".join(char for char in unicodedata.normalize("NFC", word) if char.isalnum())


def unique_key(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with a number where that key, or one that differs in letter case alone, is `taken` (folded)."""
    if folded(wanted) not in taken:
        return wanted
    return next(key for key in (f"{wanted}-{number}" for number in count(2)) if folded(key) not in taken)
