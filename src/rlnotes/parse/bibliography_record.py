"""What bibliographies of all formats share: the result, the check of addresses, the kinds of work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.place import Span
from rlnotes.model.reference import Reference
from rlnotes.model.url import is_safe_url

BAD: Final = "bad-bibliography"


@dataclass(frozen=True, slots=True)
class ParsedReferences:
    """The records of one bibliography, in source order, and what is wrong with it."""

    references: tuple[Reference, ...]
    diagnostics: Diagnostics = ()


def unique_references(references: tuple[Reference, ...]) -> ParsedReferences:
    """The first record of each key, and a finding for each later one."""
    first: dict[str, Reference] = {}
    found: list[Diagnostic] = []
    for reference in references:
        known = first.setdefault(reference.key, reference)
        if known is not reference:
            message = f"the key '{reference.key}' was used before, in line {known.span.line}"
            found.append(
                Diagnostic(reference.path, reference.span, "duplicate-source", message, "remove one of the two")
            )
    return ParsedReferences(tuple(first.values()), tuple(found))


def unsafe_url(path: str, span: Span, url: str) -> Diagnostic | None:
    """The finding about an address that a page may not link."""
    if not url or is_safe_url(url):
        return None
    return Diagnostic(path, span, "unsafe-url", f"an unsafe address '{url[:60]}'", "use an https address")


CSL_TYPES: Final[Mapping[str, str]] = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "manual": "report",
    "techreport": "report",
    "report": "report",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
}

_YEARLESS: Final = frozenset({"", "in press", "forthcoming", "to appear", "submitted", "under review", "n.d.", "nd"})
_NO_DATE: Final = frozenset({"", "n.d", "nd"})
_PUBLICATION_STATES: Final = {
    "inpress": "in press",
    "forthcoming": "forthcoming",
    "submitted": "submitted",
}  # BibLaTeX's
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T/].{0,60})?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)", re.ASCII)


def is_yearless(text: str) -> bool:
    """Whether `text` says in words that a work has no year yet."""
    return text.strip(" .").lower() in _YEARLESS or text.strip().lower() in _YEARLESS


def status_in(year: str, issued: tuple[int, ...] = ()) -> str:
    """What is said in the place of a year: "in press"; "" if a year is known, or nothing is said."""
    words = _PUBLICATION_STATES.get(year, year.strip(" ."))
    return "" if issued or not is_yearless(words) or words.lower() in _NO_DATE else words


def iso_date(text: str) -> tuple[int, ...]:
    """The year, month and day in `text` as far as given; the first of a range; () if it is no date."""
    found = _ISO_DATE.fullmatch(text.strip())
    return dated(*(found[1], found[2] or "", found[3] or "")) if found else ()


def dated(year: str, month: str, day: str) -> tuple[int, ...]:
    """A date from its parts as written, as far as they are numbers in their range."""
    found = _YEAR.search(year)
    if found is None:
        return ()
    parts = [int(found[1])]
    for part, greatest in ((month, 12), (day, 31)):
        number = int(part) if re.fullmatch(r"[0-9]{1,2}", part) else 0
        if not 1 <= number <= greatest:
            break
        parts.append(number)
    return tuple(parts)
