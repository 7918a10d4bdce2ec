"""All notes: everything the site lists, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.graph.site import Member, Site
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.cards import card
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import frame
from rlnotes.pages.urls import ALL_NOTES, HOME, generated_path
from rlnotes.pages.views import AllNotesView
from rlnotes.pages.views_parts import SectionView

_SECTIONS: Final = (
    ("Hubs", "hubs", (Kind.HUB,)),
    ("Topics", "topics", (Kind.TOPIC,)),
    ("Inquiring lines", "lines", (Kind.LINE,)),
    ("Notes", "notes", (Kind.NOTE,)),
    ("Posts", "posts", (Kind.POST,)),
    ("Publications", "publications", (Kind.PUBLICATION,)),
    ("Talks", "talks", (Kind.TALK,)),
    ("Teaching", "teaching", (Kind.TEACHING,)),
    ("Portfolio", "portfolio", (Kind.PORTFOLIO,)),
    ("Pages", "pages", (Kind.PAGE,)),
)


def plan_all_notes(edition: Edition) -> Iterator[Page]:
    """`all-notes.html`: the notes by kind, each kind by title."""
    path = generated_path(edition.addresses, ALL_NOTES)
    sections = tuple(
        SectionView(title, anchor, tuple(card(edition, path, Member(node)) for node in nodes))
        for title, anchor, nodes in listed_by_kind(edition)
        if nodes
    )
    note_count = sum(len(section.cards) for section in sections if section.id == "notes")
    view = AllNotesView(
        page=frame(edition, path, "All notes"), title="All notes", note_count=note_count, sections=sections
    )
    yield Page(path, "all_notes.html.jinja", view)


def listed_by_kind(edition: Edition) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """For each kind its heading, id, and listed notes by title; the home page's own note is in none."""
    site = edition.site
    return tuple((title, anchor, _of_kinds(edition, site, kinds)) for title, anchor, kinds in _SECTIONS)


def _of_kinds(edition: Edition, site: Site, kinds: tuple[Kind, ...]) -> tuple[str, ...]:
    fitting = [
        path
        for path, note in site.notes.items()
        if note.front.kind in kinds and path in site.listed and edition.addresses.paths[path] != HOME
    ]
    return tuple(sorted(fitting, key=lambda path: (folded(site.notes[path].title), path)))
