"""The lists of posts, publications, talks, courses and projects, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rlnotes.model.note import Kind, Note
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame, node_link, present_collections
from rlnotes.pages.identifiers import entry_links
from rlnotes.pages.labels import COLLECTION_TITLES
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.urls import COLLECTIONS, href
from rlnotes.pages.views import CollectionView
from rlnotes.pages.views_parts import EntryGroup, LinkView, ListEntry


def plan_collections(edition: Edition) -> Iterator[Page]:
    """A list for each kind of entry that the site has; a note at its address makes the list unnecessary."""
    taken = frozenset(edition.addresses.paths.values())
    for kind in present_collections(edition):
        path = COLLECTIONS[kind]
        if path not in taken:
            title = COLLECTION_TITLES[kind]
            view = CollectionView(page=frame(edition, path, title), title=title, groups=_groups(edition, path, kind))
            yield Page(path, "collection.html.jinja", view)


def _groups(edition: Edition, origin: str, kind: Kind) -> tuple[EntryGroup, ...]:
    """The entries by year, the undated last."""
    by_year = groupby(newest_first(edition, kind), key=lambda note: _year(edition, note))
    return tuple(
        EntryGroup(year or "Undated", f"y-{year or 'undated'}", tuple(_entry(edition, origin, note) for note in notes))
        for year, notes in by_year
    )


def _year(edition: Edition, note: Note) -> str:
    created = edition.site.dates[note.path].created
    return str(created.year) if created else ""


def newest_first(edition: Edition, kind: Kind) -> tuple[Note, ...]:
    """The listed notes of a kind, newest first, the undated last, ties by path."""
    notes = [
        note for note in edition.site.notes.values() if note.front.kind is kind and note.path in edition.site.listed
    ]
    return tuple(sorted(notes, key=lambda note: (-_ordinal(edition, note), note.path)))


def _ordinal(edition: Edition, note: Note) -> int:
    created = edition.site.dates[note.path].created
    return created.toordinal() if created else 0


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


def collection_crumbs(edition: Edition, origin: str, note: Note) -> tuple[LinkView, ...]:
    """The breadcrumbs of an entry: all notes, then its collection where the site shows one."""
    kind = note.front.kind
    if kind not in present_collections(edition):
        return (all_notes_crumb(edition, origin),)
    link = LinkView(COLLECTION_TITLES[kind], href(edition.addresses, origin, COLLECTIONS[kind]))
    return (all_notes_crumb(edition, origin), link)


def date_neighbours(edition: Edition, origin: str, note: Note) -> tuple[LinkView | None, LinkView | None]:
    """The entries of the same kind written before and after `note`."""
    notes = newest_first(edition, note.front.kind)
    if note not in notes:
        return None, None
    place = notes.index(note)
    older = notes[place + 1] if place + 1 < len(notes) else None
    newer = notes[place - 1] if place > 0 else None
    return _link(edition, origin, older), _link(edition, origin, newer)


def _link(edition: Edition, origin: str, note: Note | None) -> LinkView | None:
    return node_link(edition, origin, note.path, note.title) if note else None
