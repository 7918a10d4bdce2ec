"""A source's record in RIS, which reference managers read, for readers to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.model.reference import Name, Reference, year_label

_TYPES: Final = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
_DASHES: Final = ("–", "-")
_OTHERS: Final = "et al."


def ris_entry(reference: Reference) -> str:
    """The record as RIS in UTF-8: one field to a line, the end of the record told."""
    fields = [(tag, " ".join(text.split())) for tag, text in _fields(reference)]
    lines = [f"{tag}  - {text}" for tag, text in fields if text]
    return "\n".join((*lines, "ER  - ", ""))


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(reference.type, "GEN")
    yield "ID", reference.key
    yield "TI", reference.title or reference.key
    for name in reference.authors:
        yield "AU", _inverted(name)
    yield "AU", _OTHERS if reference.has_more_authors else ""
    for name in reference.editors:
        yield "A2", _inverted(name)
    yield "PY", year_label(reference)
    yield "DA", _day(reference.issued) if len(reference.issued) > 1 else ""
    yield "T2", reference.venue
    yield "VL", reference.volume
    yield "IS", reference.number
    first, last = _pages(reference.pages)
    yield from (("SP", first), ("EP", last))
    yield "PB", reference.publisher
    yield "CY", reference.place
    yield "SN", reference.isbn
    yield "DO", reference.doi
    yield "AN", f"arXiv:{reference.arxiv}" if reference.arxiv else ""
    yield from (("UR", reference.url), ("UR", reference.venue_url))
    yield "AB", reference.abstract
    yield "N1", reference.remark


def _inverted(name: Name) -> str:
    """A name, the family first; a comma can't stand for itself there, so a group's name goes without."""
    if name.literal:
        return name.literal.replace(",", "")
    return ", ".join(part.replace(",", "") for part in (name.family, name.given) if part)


def _day(issued: tuple[int, ...]) -> str:
    """A date as "2024/02/05/", what is not known left empty."""
    return "/".join((str(issued[0]), *(f"{part:02}" for part in issued[1:]), *[""] * (4 - len(issued))))


def _pages(pages: str) -> tuple[str, str]:
    """The first and last of a range of pages; anything else as a whole."""
    for dash in _DASHES:
        first, found, last = pages.partition(dash)
        if found and first and last and not any(other in last for other in _DASHES):
            return first, last
    return pages, ""
