"""The record of a paper or other work, as CSL-JSON names its fields."""

from __future__ import annotations

from dataclasses import dataclass

from rlnotes.model.place import TOP, Span


@dataclass(frozen=True, slots=True)
class Name:
    """A person (`family`, `given`, particles inside `family`) or, with `literal`, a group named as a whole."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One source. Text fields are plain Unicode: LaTeX and markup are decoded.

    `type` is a CSL type ("article-journal", "paper-conference", "book", ...). `has_more_authors` is BibTeX's
    `and others`. `path` and `span` say where the record stands. `issued` is (year,), (year, month)
    or (year, month, day); () when unknown.
    """

    key: str
    type: str
    title: str
    authors: tuple[Name, ...] = ()
    has_more_authors: bool = False
    issued: tuple[int, ...] = ()
    venue: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    editors: tuple[Name, ...] = ()
    doi: str = ""
    arxiv: str = ""
    isbn: str = ""
    url: str = ""
    venue_url: str = ""
    abstract: str = ""
    remark: str = ""  # BibTeX `note`
    path: str = ""
    span: Span = TOP
    place: str = ""  # of the publisher, or of the conference
    status: str = ""  # of a work without a year: "in press"


def author_label(reference: Reference) -> str:
    """Who wrote it, for running text: "Shao", "Shao and Xu", "Shao et al.", "Kimi Team", or the title."""
    names = [name.literal or name.family or name.given for name in reference.authors]
    if not names:
        return reference.title
    if reference.has_more_authors or len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def short_label(reference: Reference) -> str:
    """Author and year, for lists and reasons: "Shao et al. 2024"."""
    return f"{author_label(reference)} {year_label(reference) or 'n.d.'}"


def year_label(reference: Reference) -> str:
    """The year it came out, or what its record says in words instead: "in press"; "" if it says nothing."""
    return str(reference.issued[0]) if reference.issued else reference.status
