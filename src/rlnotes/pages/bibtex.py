"""A source's record as a BibTeX entry, for readers to take along."""

from __future__ import annotations

from typing import Final

from rlnotes.model.reference import Name, Reference

_TYPES: Final = {
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_SPECIAL: Final = str.maketrans(
    {c: f"\\{c}" for c in "#$%&_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def bibtex_entry(reference: Reference) -> str:
    """The record as BibTeX in UTF-8; titles keep their capitals by braces."""
    fields = [(name, text) for name, text in _fields(reference) if text]
    width = max(len(name) for name, _ in fields)
    lines = [f"  {name:<{width}} = {{{text}}}" for name, text in fields]
    return f"@{_TYPES.get(reference.type, 'misc')}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(reference: Reference) -> tuple[tuple[str, str], ...]:
    venue = "journal" if reference.type == "article-journal" else "booktitle"
    year, month, *_ = (*map(str, reference.issued), "", "")
    return (
        ("title", f"{{{_escaped(reference.title or reference.key)}}}"),
        ("author", _names(reference.authors, has_more=reference.has_more_authors)),
        ("editor", _names(reference.editors, has_more=False)),
        ("year", year),
        ("month", month),
        (venue, _escaped(reference.venue)),
        ("volume", _escaped(reference.volume)),
        ("number", _escaped(reference.number)),
        ("pages", _escaped(reference.pages)),
        ("publisher", _escaped(reference.publisher)),
        ("doi", reference.doi),
        ("eprint", reference.arxiv),
        ("archivePrefix", "arXiv" if reference.arxiv else ""),
        ("isbn", reference.isbn),
        ("url", reference.url),
        ("note", _escaped(reference.remark)),
    )


def _names(names: tuple[Name, ...], *, has_more: bool) -> str:
    written = [f"{{{_escaped(name.literal)}}}" if name.literal else _person(name) for name in names]
    return " and ".join([*written, "others"] if has_more else written)


def _person(name: Name) -> str:
    return ", ".join(_escaped(part) for part in (name.family, name.given) if part)


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)
