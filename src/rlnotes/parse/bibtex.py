"""BibTeX and BibLaTeX files to references."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import Block, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from rlnotes.model.diagnostic import Diagnostic, sorted_diagnostics
from rlnotes.model.place import Source, Span, span_on_line
from rlnotes.model.reference import Reference
from rlnotes.parse.bibliography_record import (
    BAD,
    CSL_TYPES,
    ParsedReferences,
    dated,
    is_yearless,
    iso_date,
    status_in,
    unique_references,
    unsafe_url,
)
from rlnotes.parse.bibtex_inheritance import Heir, estate_of, inherited, orphaned
from rlnotes.parse.bibtex_names import parse_names
from rlnotes.parse.bibtex_values import MONTHS, parse_value
from rlnotes.parse.identifiers import arxiv_in, bare_arxiv, bare_doi, is_arxiv_number
from rlnotes.parse.latex import plain_address, plain_doi, plain_text, tidy

# bibtexparser tells the log what we report as findings.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class _Record:
    """One entry of the file: the texts of its fields by lower-case name, with macros put in."""

    path: str
    span: Span
    type: str
    key: str
    fields: Mapping[str, str]

    def first(self, *names: str) -> str:
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


def parse_bibtex(source: Source) -> ParsedReferences:
    """The references of a `.bib` file; an entry that can't be read is reported and left out."""
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    found: list[Diagnostic] = []
    records: list[_Record] = []
    macros = dict(MONTHS)
    for block in parse_string(text, parse_stack=[]).blocks:
        span = _block_span(block, lines)
        entry = _entry(block, source.path, span, found)
        if isinstance(entry, String):
            macros[entry.key.lower()] = parse_value(entry.value, macros).text
        elif entry is not None:
            records.append(_record(entry, macros, source.path, span, found))
    records = _whole(records, found)
    keyed = [record for record in records if record.key]
    unique = unique_references(tuple(_reference(record) for record in keyed))
    found += (problem for record in records for problem in _problems(record))
    return ParsedReferences(unique.references, sorted_diagnostics([*found, *unique.diagnostics]))


def _whole(records: list[_Record], found: list[Diagnostic]) -> list[_Record]:
    """The records of works, each with what it takes from others."""
    heirs = [Heir(record.type, record.key, record.fields) for record in records]
    estate = estate_of(heirs)
    whole: list[_Record] = []
    for record, heir in zip(records, heirs, strict=True):
        found += (_orphan(record, name) for name in orphaned(estate, heir))
        if record.type not in _NO_WORKS:
            whole.append(replace(record, fields=inherited(estate, heir)))
    return whole


def _orphan(record: _Record, name: str) -> Diagnostic:
    message = f"'{record.key}' takes fields from '{name[:60]}', which is not in this file"
    return Diagnostic(record.path, record.span, BAD, message, "add that entry, or take the field out", name)


_FARTHEST_COLUMN: Final = 10_000
_NO_WORKS: Final = frozenset({"xdata", "set", "control", "bibnote"})


def _block_span(block: Block, lines: list[str]) -> Span:
    row = min(block.start_line or 0, len(lines) - 1)
    head = (block.raw or "").split("\n", 1)[0]
    # bibtexparser tells no column; on a line that holds a whole file, looking for it would take too long
    column = lines[row].find(head, 0, _FARTHEST_COLUMN)
    return span_on_line(row + 1, max(column, 0) + 1, len(head))


def _entry(block: Block, path: str, span: Span, found: list[Diagnostic]) -> Entry | String | None:
    """The entry or macro in a block, also if it is there twice; what else is wrong with it is reported."""
    if isinstance(block, DuplicateFieldKeyBlock):
        names = ", ".join(f"'{name}'" for name in sorted(block.duplicate_keys))
        found.append(Diagnostic(path, span, BAD, f"the entry has {names} twice", "keep one"))
    if isinstance(block, ParsingFailedBlock):
        if isinstance(block.error, BlockAbortedException):
            found.append(Diagnostic(path, span, BAD, *_wording(block.error.abort_reason)))
        block = block.ignore_error_block or block
    return block if isinstance(block, Entry | String) else None


def _wording(reason: str) -> tuple[str, str]:
    if reason.startswith("Expected comma"):
        return "the entry has no citation key", "write @type{key, field = {value}}"
    if reason.startswith("Expected a `=`"):
        return "a field of the entry has no value, or a comma is missing", "write field = {value}, with a comma behind"
    return "the entry is not closed", "close every '{' and every quotation mark"


def _undefined(name: str) -> tuple[str, str]:
    if any(char in name for char in ' {}"='):
        return f"a value that is not closed, or a comma is missing, at '{name[:60]}'", "write field = {value},"
    return f"no @string '{name[:60]}'", "put the value in braces, or define it by @string"


def _record(entry: Entry, macros: Mapping[str, str], path: str, span: Span, found: list[Diagnostic]) -> _Record:
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = parse_value(str(field.value), macros)
        fields.setdefault(field.key.lower(), value.text)
        line = span_on_line(field.start_line + 1, 1, 1)
        found += (Diagnostic(path, line, BAD, *_undefined(name)) for name in value.undefined)
    return _Record(path, span, entry.entry_type.lower(), tidy(entry.key), fields)


def _problems(record: _Record) -> Iterator[Diagnostic]:
    """What is wrong with a record that can be read."""
    name = f"'{record.key}'" if record.key else "the entry"
    if not record.key:
        yield Diagnostic(record.path, record.span, BAD, "the entry has no citation key", "write @type{key, ...}")
    if not plain_text(record.first("title")):
        yield Diagnostic(record.path, record.span, BAD, f"{name} has no title", "add title = {...}")
    year = record.first("date", "year")
    if not _issued(record) and not is_yearless(plain_text(year)):
        yield Diagnostic(record.path, record.span, BAD, f"{name} has no year in '{year[:60]}'", "write year = {2025}")
    for field in ("url", "venueurl"):
        if problem := unsafe_url(record.path, record.span, plain_address(record.first(field))):
            yield problem


def _issued(record: _Record) -> tuple[int, ...]:
    month = record.first("month").strip().lower()
    written = dated(record.first("year"), MONTHS.get(month[:3], month), record.first("day"))
    return iso_date(record.first("date")) or written


def _safe(record: _Record, field: str) -> str:
    url = plain_address(record.first(field))
    return "" if unsafe_url(record.path, record.span, url) else url


def _arxiv(record: _Record) -> str:
    number = bare_arxiv(plain_address(record.first("eprint")))
    archive = record.first("archiveprefix", "eprinttype").strip().lower()
    if number and (archive == "arxiv" or (not archive and is_arxiv_number(number))):
        return number
    return arxiv_in(record.first("doi")[:500]) or arxiv_in(record.first("journal", "journaltitle")[:500])


_PERHAPS_PREPRINTS: Final = frozenset({"misc", "online", "unpublished", "electronic"})


def _csl_type(record: _Record) -> str:
    if record.type in _PERHAPS_PREPRINTS and _arxiv(record):
        return "article"
    if record.type == "misc":
        return "document"
    return CSL_TYPES.get(record.type, "document")


# The fields of a reference that are plain text, and the BibTeX fields they come from, the best first.
_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "volume": ("volume",),
    "number": ("number", "issue"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "venue": ("journal", "journaltitle", "booktitle", "eventtitle", "howpublished"),
    "pages": ("pages",),
    "abstract": ("abstract",),
    "remark": ("note", "annote"),
    "place": ("location", "address"),
}


def _reference(record: _Record) -> Reference:
    authors, editors = parse_names(record.first("author")), parse_names(record.first("editor"))
    return Reference(
        key=record.key,
        type=_csl_type(record),
        title=_title(record) or record.key,
        authors=authors.names,
        has_more_authors=authors.has_more,
        issued=_issued(record),
        status=status_in(plain_text(record.first("date", "year", "pubstate")), _issued(record)),
        editors=editors.names,
        arxiv=_arxiv(record),
        url=_safe(record, "url"),
        venue_url=_safe(record, "venueurl"),
        path=record.path,
        span=record.span,
        **{name: plain_text(record.first(*fields)) for name, fields in _TEXTS.items()},
        doi=bare_doi(plain_doi(record.first("doi"))),
        isbn=plain_address(record.first("isbn")),
    )


def _title(record: _Record) -> str:
    """The title with its subtitle, which BibLaTeX keeps apart."""
    parts = (plain_text(record.first(field)) for field in ("title", "subtitle"))
    return ": ".join(part for part in parts if part)
