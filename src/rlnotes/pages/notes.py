"""Notes and plain pages."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.page import Page
from rlnotes.pages.edition import OPENING, Edition
from rlnotes.pages.neighbourhood import neighbourhood
from rlnotes.pages.site_files import COLLECTIONS, HOME
from rlnotes.pages.text import neighbour_links, own_template, pages_of_kind, text_of
from rlnotes.pages.views.pages import NoteView


def outline_notes(edition: Edition) -> Iterator[tuple[str, str]]:
    """The notes of kind note or page, save those that open the home page or a collection."""
    taken = {HOME, *(COLLECTIONS[kind] for kind in edition.collections)}
    return ((path, note) for path, note in pages_of_kind(edition, *OPENING) if path not in taken)


def plan_note(edition: Edition, _path: str, subject: str) -> Page:
    """The page of a note or a plain page."""
    note = edition.site.notes[subject]
    text = text_of(edition, note)
    previous, following = neighbour_links(edition, text.path, note.path)
    view = NoteView(
        page=text.page,
        title=text.title,
        body_html=text.body_html,
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        toc=text.toc,
        hubs=text.hubs,
        topics=text.topics,
        tags=text.tags,
        references=text.references,
        backlinks=text.backlinks,
        related=text.related,
        cite=text.cite,
        previous=previous,
        next=following,
        colophon=text.colophon,
        neighbourhood=neighbourhood(edition, text.path, note.path),
    )
    return Page(text.path, "note.html.jinja", view, own_template(note))
