"""CSL-JSON files to references."""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from rlnotes.model.diagnostic import Diagnostic, sorted_diagnostics
from rlnotes.model.place import Source, Span, span_on_line
from rlnotes.model.reference import Name, Reference
from rlnotes.parse.bibliography_record import (
    BAD,
    ParsedReferences,
    dated,
    iso_date,
    status_in,
    unique_references,
    unsafe_url,
)
from rlnotes.parse.identifiers import arxiv_in, bare_arxiv, bare_doi
from rlnotes.parse.latex import tidy

_SPACE = re.compile(r"[ \t\n\r]*")
_ITEMS = re.compile(r'\{\s{0,1000}"items"\s{0,1000}:\s{0,1000}\[')
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|span|sc|jats:[a-z]{1,20}|p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_LONGEST_NUMBER: Final = 18


class _Broken(Exception):  # noqa: N818 - never leaves this module
    """Where and why the JSON can't be read on."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index, self.message = index, message


def parse_csl_json(source: Source) -> ParsedReferences:
    """The references of a CSL-JSON file: a list of items, one item, or an object with `items`.

    What stands before a mistake of JSON is kept.
    """
    text = source.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    line_starts = [0, *(end.end() for end in re.finditer("\n", text))]
    references: list[Reference] = []
    found: list[Diagnostic] = []
    try:
        for index, item in _items(text):
            span = _span(line_starts, index)
            found += _problems(source.path, span, item)
            if isinstance(item, dict) and _key(item):
                references.append(_reference(source.path, span, item))
    except _Broken as broken:
        span = _span(line_starts, broken.index)
        found.append(Diagnostic(source.path, span, BAD, broken.message, "check commas and quotes"))
    unique = unique_references(tuple(references))
    return ParsedReferences(unique.references, sorted_diagnostics([*found, *unique.diagnostics]))


def _span(line_starts: list[int], index: int) -> Span:
    row = bisect_right(line_starts, index) - 1
    return span_on_line(row + 1, index - line_starts[row] + 1, 1)


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """The items and where each starts: json itself does not tell, so the list is read item by item."""
    start = _after_space(text, 0)
    opening = _ITEMS.match(text, start)
    if text[start : start + 1] != "[" and opening is None:
        yield start, _decoded(text, start)[0]
        return
    index = _after_space(text, opening.end() if opening else start + 1)
    while text[index : index + 1] != "]":
        item, end = _decoded(text, index)
        yield index, item
        index = _after_space(text, end)
        if text[index : index + 1] == ",":
            index = _after_space(text, index + 1)
        elif text[index : index + 1] != "]":
            raise _Broken(index, "not valid JSON: expected ',' or ']' after an item")


def _after_space(text: str, index: int) -> int:
    space = _SPACE.match(text, index)
    return space.end() if space else index


def _decoded(text: str, index: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, index)
    except json.JSONDecodeError as error:
        raise _Broken(error.pos, f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}") from error
    except RecursionError as error:
        raise _Broken(index, "not valid JSON: nested too deeply") from error


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER: Final = json.JSONDecoder(parse_int=_number, parse_float=str, parse_constant=str)


def _problems(path: str, span: Span, item: object) -> Iterator[Diagnostic]:
    if not isinstance(item, dict):
        yield Diagnostic(path, span, BAD, "an item must be an object", 'write {"id": ..., "type": ..., "title": ...}')
        return
    if not _key(item):
        yield Diagnostic(path, span, BAD, "an item has no id", 'add "id": the citation key')
    if not _text(item, "title"):
        yield Diagnostic(path, span, BAD, f"'{_key(item) or 'an item'}' has no title", 'add "title"')
    if problem := unsafe_url(path, span, _address(item, "URL")):
        yield problem


def _key(item: dict[str, Any]) -> str:
    return _text(item, "citation-key", "id")


def _text(item: dict[str, Any], *names: str) -> str:
    """The first of the fields that has text or a number, without the markup that CSL allows."""
    for name in names:
        value = item.get(name)
        if isinstance(value, list):  # as Crossref gives titles
            value = next(iter(value), "")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return tidy(html.unescape(_MARKUP.sub("", str(value))))
    return ""


def _address(item: dict[str, Any], name: str) -> str:
    """An identifier or address, in which `<` is no markup: `10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3`."""
    value = item.get(name)
    return tidy(html.unescape(value) if "&lt;" in value else value) if isinstance(value, str) else _text(item, name)


def _reference(path: str, span: Span, item: dict[str, Any]) -> Reference:
    url = _address(item, "URL")
    doi = bare_doi(_address(item, "DOI"))
    authors = _names(item.get("author"))
    return Reference(
        key=_key(item),
        type=_type(item),
        title=_title(item),
        authors=tuple(name for name in authors if name != _OTHERS),
        has_more_authors=_OTHERS in authors,
        issued=_issued(item.get("issued")),
        status=_status(item),
        venue=_text(item, "container-title", "event-title"),
        volume=_text(item, "volume"),
        number=_text(item, "issue") or ("" if arxiv_in(_text(item, "number")) else _text(item, "number")),
        pages=_text(item, "page"),
        publisher=_text(item, "publisher"),
        editors=_names(item.get("editor")),
        doi=doi,
        arxiv=bare_arxiv(_text(item, "arxiv")) or arxiv_in(_text(item, "number")) or arxiv_in(doi),
        isbn=_text(item, "ISBN"),
        url="" if unsafe_url(path, span, url) else url,
        abstract=_text(item, "abstract"),
        remark=_text(item, "note"),
        place=_text(item, "publisher-place", "event-place"),
        path=path,
        span=span,
    )


_OTHERS: Final = Name(literal="others")
"""What stands for BibTeX's `and others`, for want of a word in CSL-JSON."""
_TYPES: Final = {
    "journal-article": "article-journal",
    "proceedings-article": "paper-conference",
    "book-chapter": "chapter",
    "posted-content": "article",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "proceedings": "book",
    "dissertation": "thesis",
    "peer-review": "review",
}
"""CSL's types for those that Crossref has of its own."""


def _type(item: dict[str, Any]) -> str:
    written = _text(item, "type")
    return _TYPES.get(written, written) or "document"


def _title(item: dict[str, Any]) -> str:
    """The title, with its subtitle where Crossref keeps that apart."""
    title, subtitle = _text(item, "title"), _text(item, "subtitle")
    return (f"{title}: {subtitle}" if subtitle and subtitle not in title else title) or _key(item)


def _names(value: object) -> tuple[Name, ...]:
    people = value if isinstance(value, list) else []
    names = (_name(person) for person in people if isinstance(person, dict))
    return tuple(name for name in names if name != Name())


def _name(person: dict[str, Any]) -> Name:
    if literal := _text(person, "literal", "name"):
        return Name(literal=literal)
    particles = [_text(person, name) for name in ("dropping-particle", "non-dropping-particle", "family", "suffix")]
    return Name(family=" ".join(part for part in particles if part), given=_text(person, "given"))


def _status(item: dict[str, Any]) -> str:
    """What is said in the place of a year, under a key of its own or in words where the date would be."""
    issued = item.get("issued")
    said = _text(issued, "literal", "raw") if isinstance(issued, dict) else ""
    return "" if _issued(issued) else status_in(said) or _text(item, "status")


def _issued(value: object) -> tuple[int, ...]:
    """The first date of CSL's `date-parts`, else a date as text."""
    if isinstance(value, str):
        return iso_date(value)
    if not isinstance(value, dict):
        return ()
    match value.get("date-parts"):
        case [[*parts], *_]:
            return dated(*(*(str(part) for part in parts), "", "", "")[:3])
        case _:
            return iso_date(_text(value, "raw", "literal"))
