"""Heading ids: GitHub's slugs, for rendering and for checking alike."""

from __future__ import annotations

import re
import unicodedata

# GitHub keeps letters, marks, numbers and connector punctuation, the hyphen and the space.
_KEPT_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
_ASCII_REMOVED = re.compile(r"[\x00-\x1f!-,./:-@A-Z\[-^`{-\x7f]")


def heading_slug(text: str) -> str:
    """The id GitHub gives a heading with `text`, before repeats are numbered; "" when nothing is left."""
    lowered = _ASCII_REMOVED.sub("", unicodedata.normalize("NFC", text).lower())
    kept = lowered if lowered.isascii() else "".join(filter(_is_kept, lowered))
    return kept.replace(" ", "-")


def unique_slug(slug: str, seen: dict[str, int]) -> str:
    """`slug`, numbered when `seen` has it; `seen` counts how often each was met, and learns this one."""
    found = slug
    while found in seen:
        seen[slug] += 1
        found = f"{slug}-{seen[slug]}"
    seen[found] = 0
    return found


def _is_kept(character: str) -> bool:
    return character in " -" or unicodedata.category(character) in _KEPT_CATEGORIES
