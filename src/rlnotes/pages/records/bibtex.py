"""A source's record as a BibTeX entry, for readers to take along."""

from __future__ import annotations

import re
from typing import Final

from rlnotes.model.reference import Name, Reference

_TYPES: Final = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "manuscript": "unpublished",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "report": "techreport",
    "software": "software",
    "thesis": "phdthesis",
    "webpage": "online",
}
_VENUES: Final = {"article-journal": "journal", "chapter": "booktitle", "paper-conference": "booktitle"}
_PUBLISHERS: Final = {"report": "institution", "thesis": "school"}
_SPECIAL: Final = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)

_KEY_ENDS = re.compile(r"""[\s,{}"#%~\\=()']+""")


def bibtex_entry(reference: Reference) -> str:
    """The record as BibTeX in UTF-8; titles keep their capitals by braces."""
    fields = [(name, text) for name, text in _fields(reference) if text]
    width = max(len(name) for name, _ in fields)
    lines = [f"  {name:<{width}} = {{{text}}}" for name, text in fields]
    return (
        f"@{_TYPES.get(reference.type, 'misc')}{{{_KEY_ENDS.sub('-', reference.key)},\n" + ",\n".join(lines) + "\n}\n"
    )


def _fields(reference: Reference) -> tuple[tuple[str, str], ...]:
    year, month, day, *_ = (*map(str, reference.issued), "", "", "")
    return (
        ("title", f"{{{_escaped(reference.title or reference.key)}}}"),
        ("author", _names(reference.authors, has_more=reference.has_more_authors)),
        ("editor", _names(reference.editors, has_more=False)),
        ("year", year or _escaped(reference.status)),
        ("month", month),
        ("day", day),
        (_VENUES.get(reference.type, "howpublished"), _escaped(reference.venue)),
        ("volume", _escaped(reference.volume)),
        ("number", _escaped(reference.number)),
        ("pages", _escaped(reference.pages)),
        (_PUBLISHERS.get(reference.type, "publisher"), _escaped(reference.publisher)),
        ("address", _escaped(reference.place)),
        ("doi", _address(reference.doi)),
        ("eprint", _address(reference.arxiv)),
        ("archivePrefix", "arXiv" if reference.arxiv else ""),
        ("isbn", _address(reference.isbn)),
        ("url", _address(reference.url)),
        ("venueurl", _address(reference.venue_url)),
        ("note", _escaped(reference.remark)),
        ("abstract", _escaped(reference.abstract)),
    )


def _names(names: tuple[Name, ...], *, has_more: bool) -> str:
    written = [f"{{{_escaped(name.literal)}}}" if name.literal else _person(name) for name in names]
    return " and ".join([*written, "others"] if has_more else written)


def _person(name: Name) -> str:
    return ", ".join(_whole(part) for part in (name.family, name.given) if part)


def _whole(part: str) -> str:
    """A part of a name, in braces where BibTeX would take it apart."""
    return f"{{{_escaped(part)}}}" if "," in part or " and " in f" {part} ".lower() else _escaped(part)


def _address(text: str) -> str:
    """An identifier or URL, in which nothing is escaped but what would end the field."""
    return text.replace("{", "%7B").replace("}", "%7D")


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
