"""The lists of posts, publications, talks, courses and projects, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.body import body_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.identifiers import entry_links
from rlnotes.pages.labels import kind_title
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.referring import page_sources
from rlnotes.pages.site_files import COLLECTIONS
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import href
from rlnotes.pages.views.pages import CollectionView
from rlnotes.pages.views.parts import NO_HTML, EntryGroup, ListEntry
from rlnotes.words.table import said


def outline_collections(edition: Edition) -> Iterator[tuple[str, str]]:
    """A list for each kind of entry that the site has, where no hub, say, stands at its address."""
    for kind in edition.collections:
        yield from ((path, kind.value) for path in pages_of_list(edition.batches, COLLECTIONS[kind]))


def plan_collection(edition: Edition, path: str, subject: str) -> Page:
    """The list of the entries of a kind; a note at its address gives its title and opening text."""
    kind, batch = Kind(subject), edition.batches[path]
    own = edition.notes_at.get(COLLECTIONS[kind])
    note = edition.site.notes[own] if own else None
    title = note.title if note else kind_title(edition.words, kind)
    description = note.front.description if note else ""
    view = CollectionView(
        page=frame(edition, path, numbered(title, batch, edition.words), description, note, within=COLLECTIONS[kind]),
        title=title,
        groups=_groups(edition, path, batch.entries),
        breadcrumbs=(all_notes_crumb(edition, path),),
        description=description,
        intro_html=_intro(edition, own) if own and batch.number == 1 else NO_HTML,
        paging=paging_view(edition.addresses, path, batch),
    )
    return Page(path, "collection.html.jinja", view, own_template(note))


def _intro(edition: Edition, path: str) -> Markup:
    return body_html(edition, path, page_sources(edition, path, has_list=False))


def _groups(edition: Edition, origin: str, entries: tuple[NodeId, ...]) -> tuple[EntryGroup, ...]:
    """The entries by year, the undated last."""
    faces, undated = (edition.faces[node] for node in entries), said(edition.words, "page.undated")
    return tuple(
        EntryGroup(year or undated, f"year:{year or 'none'}", tuple(_entry(edition, origin, face) for face in group))
        for year, group in groupby(faces, key=lambda face: str(face.created.year) if face.created else "")
    )


def _entry(edition: Edition, origin: str, face: Face) -> ListEntry:
    return ListEntry(
        title=face.title,
        href=href(edition.addresses, origin, face.path),
        description=face.description,
        date=face.created,
        venue=face.venue,
        reading_minutes=reading_minutes(edition.site.bodies[face.node]) if face.kind is Kind.POST else None,
        links=entry_links(edition.addresses, origin, face.links),
        lang=face.lang,
    )
