"""What a page tells programs of itself: for scholarly indexes, for search engines, for those who share it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rlnotes.graph.resolution import FoundFile
from rlnotes.model.note import Kind, Note
from rlnotes.model.reference import Reference
from rlnotes.pages.edition import Edition
from rlnotes.pages.linked_data import list_document, note_document, source_document
from rlnotes.pages.scholar import Pair, scholarly_tags
from rlnotes.pages.urls import absolute_url
from rlnotes.pages.views_parts import LinkView, MetadataView

_PAGES: Final = frozenset({Kind.HUB, Kind.TOPIC, Kind.PAGE})
"""Kinds of notes that are no articles."""
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp")  # of those that show cards, none draws SVG


def note_metadata(edition: Edition, path: str, note: Note, crumbs: tuple[LinkView, ...]) -> MetadataView:
    """The metadata of the page at output path `path`, which shows a note."""
    language = note.front.lang or edition.words.language
    kind = "website" if note.front.kind in _PAGES else "article"
    cards = tuple(_card(edition, path, note.title, note.front.description or note.front.claim, kind))
    if kind == "article":
        cards += tuple(_dates(edition, note))
    picture = _picture(edition, note)
    return MetadataView(
        names=(*scholarly_tags(edition, path, note, language), _size(picture)),
        properties=(*cards, *((("og:image", picture),) if picture else ())),
        json_ld=note_document(edition, path, note, crumbs, language),
    )


def source_metadata(edition: Edition, path: str, reference: Reference, crumbs: tuple[LinkView, ...]) -> MetadataView:
    """The metadata of the page of a source: it tells of the work, and is not the work."""
    title = reference.title or reference.key
    return MetadataView(
        names=(_size(""),),
        properties=tuple(_card(edition, path, title, "", "website")),
        json_ld=source_document(edition, path, reference, crumbs),
    )


def list_metadata(
    edition: Edition, path: str, title: str, description: str, crumbs: tuple[LinkView, ...]
) -> MetadataView:
    """The metadata of any other page."""
    return MetadataView(
        names=(_size(""),),
        properties=tuple(_card(edition, path, title, description, "website")),
        json_ld=list_document(edition, path, title, description, crumbs),
    )


def _card(edition: Edition, path: str, title: str, description: str, kind: str) -> Iterator[Pair]:
    """The properties of the Open Graph protocol that every page has."""
    yield "og:type", kind
    yield "og:title", title
    if description or edition.imprint.description:
        yield "og:description", description or edition.imprint.description
    yield "og:site_name", edition.imprint.title
    if url := absolute_url(edition.addresses, path):
        yield "og:url", url


def _dates(edition: Edition, note: Note) -> Iterator[Pair]:
    dates = edition.site.dates[note.path]
    known: tuple[tuple[str, date | None], ...] = (("published", dates.created), ("modified", dates.updated))
    for name, day in known:
        if day:
            yield f"article:{name}_time", day.isoformat()
    for tag in edition.faces[edition.site.nodes[note.path]].tags:
        yield "article:tag", tag


def _picture(edition: Edition, note: Note) -> str:
    """The absolute address of the picture that front matter gives a note, "" if there is none that cards can show."""
    link = note.front.image
    found = edition.site.resolutions[note.path][link.index] if link else None
    if not isinstance(found, FoundFile) or not found.path.lower().endswith(_PICTURES):
        return ""
    return absolute_url(edition.addresses, edition.addresses.files[found.path])


def _size(picture: str) -> Pair:
    """The one tag of Twitter's that has no namesake in Open Graph."""
    return "twitter:card", "summary_large_image" if picture else "summary"
