"""The front page: the hubs, or else the folders, the newest notes, the open lines."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Member
from rlnotes.model.page import Page
from rlnotes.pages.body import body_html
from rlnotes.pages.cards import card, colophon
from rlnotes.pages.edition import OPENING, Edition
from rlnotes.pages.folders import folders_below
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.orders import NEWEST, OPEN_LINES, TOP_HUBS, TOPICS
from rlnotes.pages.referring import page_sources
from rlnotes.pages.site_files import HOME
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import href
from rlnotes.pages.views.pages import HomeView
from rlnotes.pages.views.parts import NO_COLOPHON, NO_HTML, CardView, PartView


def outline_home(edition: Edition) -> Iterator[tuple[str, str]]:
    """`index.html`, about the note at that address, if there is one; none where the author put a hub, say, in front."""
    own = edition.notes_at.get(HOME, "")
    if not own or edition.site.notes[own].front.kind in OPENING:
        yield HOME, own


def plan_home(edition: Edition, _path: str, own: str) -> Page:
    """The front page; a note at its address (`index.md`) gives its title and opening text."""
    note = edition.site.notes[own] if own else None
    title = note.title if note else edition.imprint.title
    view = HomeView(
        page=frame(edition, HOME, title, note.front.description if note else "", note),
        intro_html=body_html(edition, own, page_sources(edition, own, has_list=False)) if own else NO_HTML,
        hubs=tuple(_with_parts(edition, hub) for hub in edition.orders[TOP_HUBS]),
        topics=_cards(edition, edition.orders[TOPICS]),
        lines=_cards(edition, edition.orders[OPEN_LINES]),
        newest=_cards(edition, edition.orders[NEWEST]),
        folders=() if edition.orders[TOP_HUBS] or edition.orders[TOPICS] else folders_below(edition, HOME, ""),
        all_notes=all_notes_crumb(edition, HOME),
        colophon=colophon(edition, own) if own else NO_COLOPHON,
    )
    return Page(HOME, "home.html.jinja", view, own_template(note))


def _cards(edition: Edition, nodes: tuple[NodeId, ...]) -> tuple[CardView, ...]:
    return tuple(card(edition, HOME, Member(node)) for node in nodes)


def _with_parts(edition: Edition, hub: str) -> CardView:
    """The card of a hub with the maps below it, each once."""
    below = (edition.faces[node] for node in edition.faces[hub].maps)
    parts = tuple(
        PartView(face.title, href(edition.addresses, HOME, face.path), face.member_count)
        for face in below
        if face.member_count
    )
    return replace(card(edition, HOME, Member(hub)), parts=parts)
