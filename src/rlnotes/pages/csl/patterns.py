"""Entries of many works alike, formatted once: the processor's entry for one with marks in it, filled for each.

The processor takes milliseconds for an entry, and a site may have ten thousand notes that differ in title, address and
year alone. A title that the processor might write otherwise than it stands is formatted by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import escape
from typing import Final

from rlnotes.model.reference import Reference
from rlnotes.pages.csl.processor import Cited, Style, reference_html

_MARK: Final = "\ufdd5"  # can't come from a note
_TITLE: Final = f"aa{_MARK}Bb cc Dd"  # small and capital letters, to notice a style that changes the case of titles
_URL: Final = f"https://example.org/{_MARK}"
_YEAR: Final = 7_654_321
_REMEMBERED: Final = 4096
_AS_WRITTEN = re.compile(r"(?:[\w]+(?:[,:]? |[-–—/’]))*\w+")
_ENDS: Final = "?!."


def entry_html(style: Style, reference: Reference) -> str:
    """The entry of a work, as `reference_html` has it."""
    title = reference.title
    end = title[-1:] if title.endswith(tuple(_ENDS)) else ""
    if _AS_WRITTEN.fullmatch(title.removesuffix(end)):
        pattern = _pattern(style, _marked(reference, end))
        told = pattern.replace(str(_YEAR), "".join(map(str, reference.issued[:1])))
        if told:
            return told.replace(_TITLE, escape(title.removesuffix(end))).replace(_URL, escape(reference.url))
    return reference_html(style, Cited(reference))


def _marked(reference: Reference, end: str) -> Reference:
    """The work with marks for what differs from note to note; there are no more of them than days in a year."""
    issued = (_YEAR, *reference.issued[1:]) if reference.issued else ()
    return replace(reference, key="", title=_TITLE + end, url=_URL if reference.url else "", issued=issued)


@lru_cache(maxsize=_REMEMBERED)
def _pattern(style: Style, marked: Reference) -> str:
    """The entry of a marked work; "" where the style does not leave the marks as they are."""
    pattern = reference_html(style, Cited(marked))
    return "" if _MARK in pattern.replace(_TITLE, "").replace(_URL, "") else pattern
