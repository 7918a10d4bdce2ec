"""What scholarly indexes and reference managers read of a page: the meta elements that HighWire Press began with.

Google Scholar's inclusion guidelines for webmasters name them; Zotero and others read them, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from rlnotes.model.note import Kind, Note
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.urls import absolute_url

Pair: TypeAlias = tuple[str, str]
"""The name of a meta element and its content."""

_CITABLE: Final = frozenset({Kind.NOTE, Kind.LINE, Kind.POST, Kind.PUBLICATION, Kind.TALK})
_VENUES: Final = {"article-journal": "journal", "paper-conference": "conference", "chapter": "inbook"}
_MOST_AUTHORS: Final = 20  # of a source that is referred to; there are works by thousands
_REMEMBERED: Final = 65_536


def scholarly_tags(edition: Edition, path: str, note: Note, language: str) -> tuple[Pair, ...]:
    """The tags of the page at output path `path` of a note that can be cited, one for each source that it cites."""
    if note.front.kind not in _CITABLE:
        return ()
    return tuple(_tags(edition, path, note, language))


def _tags(edition: Edition, path: str, note: Note, language: str) -> Iterator[Pair]:
    front, face = note.front, edition.faces[edition.site.nodes[note.path]]
    yield "citation_title", note.title
    for author in front.authors or filter(None, (edition.imprint.author,)):
        yield "citation_author", author
    if face.created:
        yield "citation_publication_date", face.created.strftime("%Y/%m/%d")
    yield "citation_language", language
    yield from _where_it_is(edition, path, note, face)
    for tag in face.tags:
        yield "citation_keywords", tag
    for key in edition.site.cites[note.path]:
        yield "citation_reference", _reference(edition.site.references[key])


def _where_it_is(edition: Edition, path: str, note: Note, face: Face) -> Iterator[Pair]:
    front = note.front
    if url := absolute_url(edition.addresses, path):
        yield "citation_public_url", url
    for name, value in (("doi", front.doi), ("arxiv_id", front.arxiv)):
        if value:
            yield f"citation_{name}", value
    if front.venue:
        yield f"citation_{'conference' if front.kind is Kind.TALK else 'journal'}_title", front.venue
    for place in face.links:
        there = place.url or absolute_url(edition.addresses, place.path)
        if there.lower().endswith(".pdf"):
            yield "citation_pdf_url", there
            return


@lru_cache(maxsize=_REMEMBERED)
def _reference(reference: Reference) -> str:
    """A source as the content of one tag: fields by name, apart by semicolons, which therefore can't be in them."""
    year = str(reference.issued[0]) if reference.issued else ""
    fields = [("title", reference.title or reference.key)]
    fields += [("author", inverted(name)) for name in reference.authors[:_MOST_AUTHORS]]
    fields += [
        ("publication_date", year),
        (f"{_VENUES.get(reference.type, 'journal')}_title", reference.venue),
        ("volume", reference.volume),
        ("issue", reference.number),
        ("doi", reference.doi),
        ("arxiv_id", reference.arxiv),
        ("isbn", reference.isbn),
    ]
    return "; ".join(f"citation_{name}={value.replace(';', ',')}" for name, value in fields if value)


def inverted(name: Name) -> str:
    """A name, the family first: "Shao, Zhihong"."""
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)
