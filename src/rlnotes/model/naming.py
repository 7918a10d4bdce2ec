"""When two names are the same to their readers, and which names stand for a folder."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import Final

_INDEX_STEMS: Final = frozenset({"index", "readme", "_index"})


def folded(name: str) -> str:
    """`name` without regard to letter case and Unicode form (the Unicode Standard, 3.13, caseless matching)."""
    if name.isascii():  # as most names are; for these the rule comes to this, and quickly
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_index(path: str) -> bool:
    """Whether the note at `path` stands for its folder."""
    return posixpath.splitext(posixpath.basename(path))[0].lower() in _INDEX_STEMS
