"""What records lack, which of them are of one work, and what the services say is new about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.items import Item
from rlnotes.app.sources.wanted import Sort, Wanted
from rlnotes.graph.works import ids_of, works
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, sorted_diagnostics
from rlnotes.model.reference import Reference
from rlnotes.parse.identifiers import is_arxiv_number, is_doi, version_of, without_version

RULES = frozenset({"incomplete-source", "newer-version", "retracted-source", "same-work"})
"""The rules of `rlnotes sources check`, which no other command runs."""


def offline_findings(records: Sequence[Reference]) -> Diagnostics:
    """What can be said of records without asking anyone."""
    return sorted_diagnostics((*_gaps(records), *_doubles(records)))


def _gaps(records: Sequence[Reference]) -> Iterator[Diagnostic]:
    for record in records:
        if lacking := tuple(_lacking(record)):
            message = f"'{record.key}' has no {_listed(lacking)}"
            way_out = "add what is known; a DOI or an arXiv number can bring the rest"
            yield Diagnostic(record.path, record.span, "incomplete-source", message, way_out, record.key)


def _lacking(record: Reference) -> Iterator[str]:
    if not record.title or record.title == record.key:
        yield "title"
    if not (record.authors or record.editors):
        yield "author"
    if not record.issued:
        yield "year"
    if not (record.doi or record.arxiv or record.isbn or record.url or record.venue_url):
        yield "link or identifier"


def _listed(words: Sequence[str]) -> str:
    return " and no ".join((", no ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def _doubles(records: Sequence[Reference]) -> Iterator[Diagnostic]:
    for places in works(records):
        first = records[places[0]]
        for place in places[1:]:
            second = records[place]
            message = f"'{second.key}' is of the same work as '{first.key}' ({first.path}:{first.span.line})"
            way_out = "keep one record and cite that"
            yield Diagnostic(second.path, second.span, "same-work", message, way_out, second.key)


def asked_about(record: Reference) -> Wanted | None:
    """By what the services know a record: its DOI, else its arXiv number; None if it has neither."""
    ids = ids_of(record)
    if any(name.startswith("doi:") for name in ids) and is_doi(record.doi):
        return Wanted(Sort.DOI, record.doi)
    papers = (name.removeprefix("arxiv:") for name in ids if name.startswith("arxiv:"))
    return next((Wanted(Sort.ARXIV, paper) for paper in papers if is_arxiv_number(paper)), None)


def online_findings(records: Sequence[Reference], told: Mapping[Wanted, Told], lock: Mapping[str, Item]) -> Diagnostics:
    """What the services say that the records don't; `lock` has the items of the lock by key."""
    found: list[Diagnostic] = []
    for record in records:
        asked = asked_about(record)
        if asked and asked in told:
            found += _news(record, told[asked], lock.get(record.key))
    return sorted_diagnostics(found)


def _news(record: Reference, told: Told, item: Item | None) -> Iterator[Diagnostic]:
    if told.withdrawn:
        message = f"'{record.key}': {told.withdrawn}"
        way_out = "say so where it is cited, or cite another work"
        yield Diagnostic(record.path, record.span, "retracted-source", message, way_out, record.key)
    if told.published and not any(name.startswith("doi:") for name in ids_of(record)):
        message = f"'{record.key}' was published as doi:{told.published}"
        yield _newer(record, message, item)
    seen = version_of(record.arxiv) or _version(item)
    if 0 < seen < told.version:
        message = (
            f"'{record.key}' is version {seen} of arXiv:{without_version(told.record.arxiv)}; {told.version} is out"
        )
        yield _newer(record, message, item)


def _newer(record: Reference, message: str, item: Item | None) -> Diagnostic:
    way_out = (
        f"`rlnotes sources update {record.key}` takes it over" if item else "look whether what you cite still holds"
    )
    return Diagnostic(record.path, record.span, "newer-version", message, way_out, record.key)


def _version(item: Item | None) -> int:
    written = str(item.get("version") or "") if item else ""
    return int(written) if written.isdecimal() and written.isascii() and len(written) < 4 else 0
