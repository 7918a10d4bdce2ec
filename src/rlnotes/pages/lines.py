"""Inquiring lines: the essay, the notes it argues from, where to go next."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.graph.lines import line_sources
from rlnotes.graph.site import Member
from rlnotes.graph.support import support_of
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.cards import card, mixed_cards
from rlnotes.pages.edition import Edition
from rlnotes.pages.neighbourhood import neighbourhood
from rlnotes.pages.packs import pack_links
from rlnotes.pages.questions import support_view
from rlnotes.pages.text import own_template, pages_of_kind, text_of
from rlnotes.pages.views.pages import LineView


def outline_lines(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the lines, each about its note."""
    return pages_of_kind(edition, Kind.LINE)


def plan_line(edition: Edition, _path: str, subject: str) -> Page:
    """The page of an inquiring line."""
    note = edition.site.notes[subject]
    text = text_of(edition, note)
    view = LineView(
        page=text.page,
        title=text.title,
        body_html=text.body_html,
        sources=mixed_cards(edition, text.path, line_sources(edition.site, note.path), with_claim=True),
        support=support_view(edition, text.path, support_of(edition.site, note.path)),
        next_lines=tuple(card(edition, text.path, Member(line)) for line in edition.next_lines[note.path]),
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
        packs=pack_links(edition, text.path, note.path),
        colophon=text.colophon,
        neighbourhood=neighbourhood(edition, text.path, note.path),
    )
    return Page(text.path, "line.html.jinja", view, own_template(note))
