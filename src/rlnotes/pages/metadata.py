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
from rlnotes.pages.site_files import HOME
from rlnotes.pages.social_letters import can_write, card_text
from rlnotes.pages.urls import absolute_url, card_path
from rlnotes.pages.views.frame import MetadataView
from rlnotes.pages.views.parts import LinkView
from rlnotes.pages.views.social import CARD_SIZE

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
    picture = _own_picture(edition, note) or tuple(_card_picture(edition, path, note.title))
    return MetadataView(
        names=(*scholarly_tags(edition, path, note, language), _size(picture)),
        properties=(*cards, *picture),
        json_ld=note_document(edition, path, note, crumbs, language),
    )


def source_metadata(edition: Edition, path: str, reference: Reference, crumbs: tuple[LinkView, ...]) -> MetadataView:
    """The metadata of the page of a source: it tells of the work, and is not the work."""
    title, picture = reference.title or reference.key, _site_picture(edition)
    return MetadataView(
        names=(_size(picture),),
        properties=(*_card(edition, path, title, "", "website"), *picture),
        json_ld=source_document(edition, path, reference, crumbs),
    )


def list_metadata(
    edition: Edition, path: str, title: str, description: str, crumbs: tuple[LinkView, ...]
) -> MetadataView:
    """The metadata of any other page."""
    picture = _site_picture(edition)
    return MetadataView(
        names=(_size(picture),),
        properties=(*_card(edition, path, title, description, "website"), *picture),
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


def has_card(edition: Edition, title: str) -> bool:
    """Whether a page with that title has a social card: one that has nothing to say, or can't say it, has none."""
    shown = card_text(title)
    return bool(shown) and can_write(edition.imprint.letters, shown)


def _own_picture(edition: Edition, note: Note) -> tuple[Pair, ...]:
    """The picture that front matter gives a note, if there is one that cards can show."""
    link = note.front.image
    found = edition.site.resolutions[note.path][link.index] if link else None
    if not isinstance(found, FoundFile) or not found.path.lower().endswith(_PICTURES):
        return ()
    url = absolute_url(edition.addresses, edition.addresses.files[found.path])
    return (("og:image", url),) if url else ()


def _site_picture(edition: Edition) -> tuple[Pair, ...]:
    """The card of the front page, which stands for every page without one of its own."""
    return tuple(_card_picture(edition, HOME, edition.imprint.title))


def _card_picture(edition: Edition, path: str, title: str) -> Iterator[Pair]:
    """The card of the page at `path`, if it has one."""
    if has_card(edition, title):
        yield "og:image", absolute_url(edition.addresses, card_path(path))
        yield "og:image:type", "image/png"
        yield "og:image:width", str(CARD_SIZE[0])
        yield "og:image:height", str(CARD_SIZE[1])
        yield "og:image:alt", title


def _size(picture: tuple[Pair, ...]) -> Pair:
    """The one tag of Twitter's that has no namesake in Open Graph."""
    return "twitter:card", "summary_large_image" if picture else "summary"
