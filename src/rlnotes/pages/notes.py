"""Notes and plain pages."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.text import neighbour_links, notes_of_kind, own_template, text_of
from rlnotes.pages.urls import COLLECTIONS, HOME
from rlnotes.pages.views import NoteView


def plan_notes(edition: Edition) -> Iterator[Page]:
    """A page for each note of kind note or page, save those that open the home page or a collection."""
    taken = {HOME, *(COLLECTIONS[kind] for kind in edition.collections)}
    for note in notes_of_kind(edition, Kind.NOTE, Kind.PAGE):
        if edition.addresses.paths[note.path] in taken:
            continue
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
            previous=previous,
            next=following,
            colophon=text.colophon,
        )
        yield Page(text.path, "note.html.jinja", view, own_template(note))
