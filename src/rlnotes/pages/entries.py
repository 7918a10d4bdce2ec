"""Publications, talks, courses and projects of an academic home page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.model.note import FrontMatter, Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.identifiers import arxiv_view, doi_view, entry_links
from rlnotes.pages.labels import kind_label
from rlnotes.pages.neighbourhood import neighbourhood
from rlnotes.pages.text import neighbour_links, own_template, pages_of_kind, text_of
from rlnotes.pages.views.pages import EntryView
from rlnotes.pages.views.parts import IdentifierView

_KINDS: Final = (Kind.PUBLICATION, Kind.TALK, Kind.TEACHING, Kind.PORTFOLIO)


def outline_entries(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the entries, each about its note."""
    return pages_of_kind(edition, *_KINDS)


def plan_entry(edition: Edition, _path: str, subject: str) -> Page:
    """The page of an entry, with those before and after it in time."""
    note = edition.site.notes[subject]
    text, front = text_of(edition, note), note.front
    previous, following = neighbour_links(edition, text.path, note.path)
    view = EntryView(
        page=text.page,
        title=text.title,
        body_html=text.body_html,
        kind_label=kind_label(edition.words, front.kind),
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        date=edition.site.dates[note.path].created,
        venue=front.venue,
        authors=front.authors,
        citation=front.citation,
        links=entry_links(edition.addresses, text.path, edition.faces[note.path].links),
        identifiers=_identifiers(front),
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
        neighbourhood=neighbourhood(edition, text.path, note.path),
    )
    return Page(text.path, "entry.html.jinja", view, own_template(note))


def _identifiers(front: FrontMatter) -> tuple[IdentifierView, ...]:
    views = (doi_view(front.doi), arxiv_view(front.arxiv))
    return tuple(view for view in views if view)
