"""The lists of posts, publications, talks, courses and projects, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rlnotes.model.note import Kind, Note
from rlnotes.model.page import Page
from rlnotes.pages.body import body_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.identifiers import entry_links
from rlnotes.pages.labels import COLLECTION_TITLES
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.referring import page_sources
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import COLLECTIONS, href
from rlnotes.pages.views import CollectionView
from rlnotes.pages.views_parts import NO_HTML, EntryGroup, LinkView, ListEntry


def plan_collections(edition: Edition) -> Iterator[Page]:
    """A list for each kind of entry that the site has; a note at its address gives its title and opening text."""
    for kind in edition.collections:
        path = COLLECTIONS[kind]
        own = edition.notes_at.get(path)
        note = edition.site.notes[own] if own else None
        title = note.title if note else COLLECTION_TITLES[kind]
        description = note.front.description if note else ""
        view = CollectionView(
            page=frame(edition, path, title, description, note),
            title=title,
            groups=_groups(edition, path, kind),
            breadcrumbs=(all_notes_crumb(edition, path),),
            description=description,
            intro_html=body_html(edition, own, page_sources(edition, own, has_list=False)) if own else NO_HTML,
        )
        yield Page(path, "collection.html.jinja", view, own_template(note))


def _groups(edition: Edition, origin: str, kind: Kind) -> tuple[EntryGroup, ...]:
    """The entries by year, the undated last."""
    notes = (edition.site.notes[path] for path in edition.collections[kind])
    return tuple(
        EntryGroup(year or "Undated", f"year:{year or 'none'}", tuple(_entry(edition, origin, note) for note in group))
        for year, group in groupby(notes, key=lambda note: _year(edition, note))
    )


def _year(edition: Edition, note: Note) -> str:
    created = edition.site.dates[note.path].created
    return str(created.year) if created else ""


def _entry(edition: Edition, origin: str, note: Note) -> ListEntry:
    return ListEntry(
        title=note.title,
        href=href(edition.addresses, origin, edition.addresses.paths[note.path]),
        description=note.front.description,
        date=edition.site.dates[note.path].created,
        venue=note.front.venue,
        reading_minutes=reading_minutes(note) if note.front.kind is Kind.POST else None,
        links=entry_links(note.front),
    )


def collection_crumbs(edition: Edition, origin: str, kind: Kind) -> tuple[LinkView, ...]:
    """The breadcrumbs of an entry: all notes, then its collection where the site shows one."""
    if kind not in edition.collections:
        return (all_notes_crumb(edition, origin),)
    link = LinkView(COLLECTION_TITLES[kind], href(edition.addresses, origin, COLLECTIONS[kind]))
    return (all_notes_crumb(edition, origin), link)
