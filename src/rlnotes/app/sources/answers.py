"""What the services say of works, made into records: CSL-JSON of the DOI registries, Atom of arXiv."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from xml.etree import ElementTree

from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.parse.bibliography_record import iso_date
from rlnotes.parse.bibtex_names import parse_names
from rlnotes.parse.csl_json import parse_csl_json
from rlnotes.parse.identifiers import bare_arxiv, bare_doi, is_arxiv_number, is_doi, version_of, without_version
from rlnotes.parse.latex import tidy

_LONGEST_TITLE: Final = 2_000
_MOST_NAMES: Final = 20_000


class NoRecordError(Exception):
    """The answer has no record; the message says why."""


@dataclass(frozen=True, slots=True)
class Told:
    """A record as a service tells it, and what it says besides.

    `version` is that of an arXiv paper's newest text, 0 elsewhere; `published` the DOI of a preprint's published form;
    `withdrawn` says in words that the work was withdrawn or retracted, "" if nothing says so.
    """

    record: Reference
    version: int = 0
    published: str = ""
    withdrawn: str = ""


def told_by_registry(text: str, doi: str) -> Told:
    """What a registry says of the work with this DOI.

    Raises:
        NoRecordError: it is not the record of one work with a title.
    """
    try:
        item: Any = json.loads(text)
        if not isinstance(item, dict):
            raise NoRecordError("the answer is not the record of one work")
        own = {name: value for name, value in item.items() if name not in {"abstract", "note", "citation-key"}}
        (record,) = parse_csl_json(Source("", json.dumps({**own, "id": _NO_KEY}))).references
    except (ValueError, RecursionError) as error:
        raise NoRecordError("the answer is not CSL-JSON") from error
    if record.title == _NO_KEY:
        raise NoRecordError("the answer has no title")
    url = "" if bare_doi(record.url) != record.url else record.url
    named = record.doi if is_doi(record.doi) else doi
    bounded = replace(
        record, key="", title=record.title[:_LONGEST_TITLE], authors=record.authors[:_MOST_NAMES], doi=named, url=url
    )
    return Told(bounded, published=_published(item), withdrawn=_withdrawn(item, record.title))


_NO_KEY: Final = "\u2063no-key"
_TITLES: Final = ("retracted", "withdrawn", "retraction", "removed:")
_KINDS: Final = {"retraction": "retracted", "withdrawal": "withdrawn", "removal": "removed"}


def _withdrawn(item: Mapping[str, Any], title: str) -> str:
    """What Crossref says about it: notices about the work, the works that it is a notice about, the title itself."""
    for notice in _objects(item.get("updated-by")):
        if word := _KINDS.get(str(notice.get("type")).lower()):
            where = tidy(str(notice.get("DOI") or ""))[:200]
            return f"it was {word}" + (f" (doi:{where})" if where else "")
    for notice in _objects(item.get("update-to")):
        if str(notice.get("type")).lower() in _KINDS:
            return f"it is the notice that doi:{tidy(str(notice.get('DOI')))[:200]} was withdrawn"
    return "its title says that it was withdrawn" if title.lower().startswith(_TITLES) else ""


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _published(item: Mapping[str, Any]) -> str:
    """The DOI of the published form that Crossref knows for a preprint."""
    relations = item.get("relation")
    forms = _objects(relations.get("is-preprint-of")) if isinstance(relations, dict) else ()
    dois = (bare_doi(str(form.get("id"))) for form in forms if str(form.get("id-type")).lower() == "doi")
    return next((doi for doi in dois if is_doi(doi)), "")


_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"


def told_by_arxiv(text: str) -> Mapping[str, Told]:
    """What arXiv says, by number without version.

    Raises:
        NoRecordError: it is not a feed.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise NoRecordError("the answer is not a feed of arXiv")
    try:
        feed = ElementTree.fromstring(text)  # noqa: S314 - a document type, which alone declares what expands, was refused
    except (ElementTree.ParseError, ValueError) as error:
        raise NoRecordError("the answer is not a feed of arXiv") from error
    if feed.tag != f"{_ATOM}feed":
        raise NoRecordError("the answer is not a feed of arXiv")
    told = (_paper(entry) for entry in feed.iter(f"{_ATOM}entry"))
    return {without_version(paper.record.arxiv): paper for paper in told if paper}


def _paper(entry: ElementTree.Element) -> Told | None:
    """What an entry says; None where it tells of a mistake."""
    number, title = bare_arxiv(_text(entry, f"{_ATOM}id")), _text(entry, f"{_ATOM}title")
    if not is_arxiv_number(number) or not title:
        return None
    doi = bare_doi(_text(entry, f"{_ARXIV}doi").split(" ")[0])
    names = (_text(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")[:_MOST_NAMES])
    record = Reference(
        key="",
        type="article",
        title=title[:_LONGEST_TITLE],
        authors=tuple(_name(name) for name in names if name),
        issued=iso_date(_text(entry, f"{_ATOM}published")),
        publisher="arXiv",
        doi=doi if is_doi(doi) else "",
        arxiv=without_version(number),
    )
    withdrawn = "withdrawn" in _text(entry, f"{_ARXIV}comment").lower()
    words = "arXiv says that it was withdrawn" if withdrawn else ""
    return Told(record, version_of(number), record.doi, words)


def _text(entry: ElementTree.Element, tag: str) -> str:
    return tidy(entry.findtext(tag) or "")


_GROUPS: Final = ("team", "collaboration", "group", "consortium", "project", "lab", "labs")


def _name(written: str) -> Name:
    """A name as arXiv has it: `Jane van Doe`, or that of a group."""
    plain = "".join(char for char in written[:300] if char not in "{}\\$")
    if " " not in plain or plain.lower().endswith(_GROUPS):
        return Name(literal=plain)
    return next(iter(parse_names(plain).names), Name(literal=plain))
