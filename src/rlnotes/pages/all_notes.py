"""All notes: everything the site lists, by kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rlnotes.graph.site import Member
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.cards import card
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import frame
from rlnotes.pages.labels import kind_title
from rlnotes.pages.maps import map_of
from rlnotes.pages.orders import BY_KIND
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.rosters import roster_count
from rlnotes.pages.site_files import ALL_NOTES
from rlnotes.pages.urls import generated_path, href
from rlnotes.pages.views.pages import AllNotesView
from rlnotes.pages.views.parts import SectionView
from rlnotes.words.table import said

_SCRIPT: Final = "static/on-demand/all-notes.js"
_STYLES: Final = "static/on-demand/all-notes.css"


def outline_all_notes(edition: Edition) -> Iterator[tuple[str, str]]:
    """`all-notes.html` and its later pages."""
    first = generated_path(edition.addresses, ALL_NOTES)
    return ((path, first) for path in pages_of_list(edition.batches, first))


def plan_all_notes(edition: Edition, path: str, first: str) -> Page:
    """The notes by kind, each kind by title; the home page's own note is in none."""
    batch, title = edition.batches[path], said(edition.words, "page.all_notes")
    nodes_of = groupby(batch.entries, key=lambda node: edition.faces[node].kind)
    view = AllNotesView(
        page=frame(edition, path, numbered(title, batch, edition.words), within=first),
        title=title,
        note_count=len(edition.orders[Kind.NOTE.value]),
        sections=tuple(
            SectionView(
                kind_title(edition.words, kind),
                BY_KIND[kind],
                tuple(card(edition, path, Member(node)) for node in nodes),
            )
            for kind, nodes in nodes_of
        ),
        paging=paging_view(edition.addresses, path, batch),
        map=map_of(edition, path, batch.entries),
        script_href=href(edition.addresses, path, _SCRIPT),
        styles_href=href(edition.addresses, path, _STYLES),
        roster_count=roster_count(edition),
    )
    return Page(path, "all_notes.html.jinja", view)
