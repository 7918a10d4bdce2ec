"""RIS files, which reference managers and publishers export, to references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rlnotes.model.diagnostic import Diagnostic, sorted_diagnostics
from rlnotes.model.place import Source, Span, span_on_line
from rlnotes.model.reference import Name, Reference
from rlnotes.parse.bibliography_record import BAD, ParsedReferences, dated, is_yearless, iso_date, status_in, unsafe_url
from rlnotes.parse.identifiers import arxiv_in, bare_arxiv, bare_doi, is_arxiv_number
from rlnotes.parse.latex import tidy

_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {0,3}-(?: (.*)|)")
_CSL_TYPES: Final[Mapping[str, str]] = {
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "EJOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "EBOOK": "book",
    "EDBOOK": "book",
    "CHAP": "chapter",
    "ECHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "THES": "thesis",
    "RPRT": "report",
    "DATA": "dataset",
    "COMP": "software",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "SLIDE": "speech",
    "UNPB": "manuscript",
    "INPR": "article-journal",
    "PREPRINT": "article",
    "ELEC": "webpage",
    "BLOG": "post-weblog",
    "PAMP": "pamphlet",
}


@dataclass(slots=True)
class _Record:
    """One record as it is read: where it starts, and the values of its tags in order."""

    span: Span
    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *tags: str) -> str:
        return next((value for tag in tags for value in self.values.get(tag, ()) if value), "")

    def every(self, *tags: str) -> tuple[str, ...]:
        return tuple(value for tag in tags for value in self.values.get(tag, ()) if value)


def parse_ris(source: Source) -> ParsedReferences:
    """The references of an RIS file; a record without an identifier (`ID`) has the key ""."""
    found: list[Diagnostic] = []
    records = list(_records(source, found))
    for record in records:
        found += _problems(source.path, record)
    return ParsedReferences(
        tuple(_reference(source.path, record) for record in records if _title(record)), sorted_diagnostics(found)
    )


class _Line(NamedTuple):
    """A line with its number: its tag and text; a line without a tag goes on with the one before."""

    number: int
    length: int
    tag: str
    text: str


def _lines(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        tagged = _TAGGED.fullmatch(line.rstrip())
        yield _Line(number, len(line), *((tagged[1], tidy(tagged[2] or "")) if tagged else ("", tidy(line))))


def _records(source: Source, found: list[Diagnostic]) -> Iterator[_Record]:
    """The records, each from its type to its end; one whose end is missing ends where the next begins."""
    lines = tuple(_lines(source.text))
    starts = [place for place, line in enumerate(lines) if line.tag == "TY"]
    ends = [*starts[1:], len(lines)]
    found += _stray(source.path, lines[: starts[0] if starts else None])
    for start, end in zip(starts, ends, strict=False):
        last = next((place for place in range(start, end) if lines[place].tag == "ER"), end)
        record = _record(lines[start:last])
        if last == end:
            found.append(Diagnostic(source.path, record.span, BAD, "the record is not closed", "end it with 'ER  - '"))
        found += _stray(source.path, lines[last + 1 : end])
        yield record


def _stray(path: str, lines: Sequence[_Line]) -> Iterator[Diagnostic]:
    """A finding for the first line that says something where there is no record."""
    for line in (line for line in lines if line.text):
        span = span_on_line(line.number, 1, line.length)
        yield Diagnostic(path, span, BAD, "a line outside of any record", "begin the record with 'TY  - '")
        break


def _record(lines: Sequence[_Line]) -> _Record:
    record = _Record(span_on_line(lines[0].number, 1, lines[0].length))
    texts: list[str] = []
    for line in lines:
        if line.tag:
            texts = record.values.setdefault(line.tag, [])
            texts.append(line.text)
        else:
            texts[-1] = f"{texts[-1]} {line.text}".strip()
    return record


def _problems(path: str, record: _Record) -> Iterator[Diagnostic]:
    if not _title(record):
        yield Diagnostic(path, record.span, BAD, "a record has no title", "add 'TI  - '")
    year = _date(record)
    if year and not _issued(record) and not is_yearless(year):
        yield Diagnostic(path, record.span, BAD, f"no year in '{year[:60]}'", "write 'PY  - 2025'")
    if problem := unsafe_url(path, record.span, record.first("UR")):
        yield problem


def _title(record: _Record) -> str:
    return record.first("TI", "T1", "CT", "BT")


def _date(record: _Record) -> str:
    return record.first("DA", "PY", "Y1")


def _issued(record: _Record) -> tuple[int, ...]:
    """The date: year, month and day with slashes between, or as ISO has it; else the year that it names."""
    for written in record.every("DA", "PY", "Y1"):
        parts = (*written.split("/")[:3], "", "")[:3]
        if issued := dated(*parts) if "/" in written else iso_date(written) or dated(written, "", ""):
            return issued
    return ()


def _reference(path: str, record: _Record) -> Reference:
    url, *more = (*record.every("UR", "L2"), "")
    doi = bare_doi(record.first("DO"))
    arxiv = _arxiv(record, doi, url)
    sort = _CSL_TYPES.get(record.first("TY").upper(), "document")
    authors = record.every("AU", "A1")
    return Reference(
        key=record.first("ID"),
        type="article" if arxiv and sort in _PERHAPS_PREPRINTS else sort,
        title=_title(record),
        authors=_names(authors),
        has_more_authors=any(map(_is_more, authors)),
        issued=_issued(record),
        status=status_in(_date(record), _issued(record)),
        venue=record.first("JO", "JF", "T2", "JA", "BT", "C3"),
        volume=record.first("VL"),
        number=record.first("IS"),
        pages="–".join(record.every("SP")[:1] + record.every("EP")[:1]),
        publisher=record.first("PB"),
        editors=_names(record.every("ED", "A2")),
        doi=doi,
        arxiv=arxiv,
        isbn=record.first("SN") if record.first("TY").upper() in _HAVE_ISBN else "",
        url="" if unsafe_url(path, record.span, url) else url,
        venue_url=next((each for each in more if not unsafe_url(path, record.span, each)), ""),
        abstract=record.first("AB", "N2"),
        remark=record.first("N1"),
        place=record.first("CY", "PP"),
        path=path,
        span=record.span,
    )


_HAVE_ISBN: Final = frozenset({"BOOK", "EBOOK", "EDBOOK", "CHAP", "ECHAP", "CONF", "CPAPER"})


def _arxiv(record: _Record, doi: str, url: str) -> str:
    """The number of a preprint, wherever exporters put it."""
    named = (arxiv_in(text[:500]) for text in (doi, *record.every("JO", "JF", "T2", "M1", "AN", "C7", "PB", "N1")))
    from_url = bare_arxiv(url)
    return next((number for number in named if number), from_url if is_arxiv_number(from_url) else "")


_PERHAPS_PREPRINTS: Final = frozenset({"manuscript", "webpage", "document"})


def _is_more(name: str) -> bool:
    """Whether a name stands for those that are not named."""
    return name.lower().rstrip(".") in {"others", "et al"}


def _names(written: tuple[str, ...]) -> tuple[Name, ...]:
    return tuple(name for name in map(_name, written) if name != Name() and not _is_more(name.literal))


def _name(written: str) -> Name:
    """A name as RIS writes it: `Family, Given, Suffix`; without a comma that of a group."""
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 1:
        return Name(literal=parts[0])
    return Name(" ".join(part for part in (parts[0], *parts[2:]) if part), parts[1])
