"""The front page: the hubs, the newest notes, the open lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Member, Site
from rlnotes.model.note import Kind, LineState
from rlnotes.model.page import Page
from rlnotes.pages.body import body_html
from rlnotes.pages.cards import card, colophon, member_count
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.labels import node_title
from rlnotes.pages.orders import newest_first
from rlnotes.pages.referring import page_sources
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import HOME, href
from rlnotes.pages.views import HomeView
from rlnotes.pages.views_parts import NO_COLOPHON, NO_HTML, CardView, PartView

_CLOSED = frozenset({LineState.ANSWERED, LineState.DROPPED})


def plan_home(edition: Edition) -> Iterator[Page]:
    """`index.html`; a note at that address (`index.md`) gives its title and opening text."""
    site, own = edition.site, edition.notes_at.get(HOME)
    note = site.notes[own] if own else None
    if note and note.front.kind not in (Kind.NOTE, Kind.PAGE):
        return  # a hub, say, that the author put in front
    title = note.title if note else edition.title
    view = HomeView(
        page=frame(edition, HOME, title, note.front.description if note else "", note),
        intro_html=body_html(edition, own, page_sources(edition, own, has_list=False)) if own else NO_HTML,
        hubs=tuple(_with_parts(edition, hub) for hub in _listed(site, top_hubs(site))),
        topics=_cards(edition, tuple(site.topics)),
        lines=_cards(edition, open_lines(site)),
        newest=_cards(edition, newest_notes(site, edition.config.newest_count)),
        all_notes=all_notes_crumb(edition, HOME),
        colophon=colophon(edition, own) if own else NO_COLOPHON,
    )
    yield Page(HOME, "home.html.jinja", view, own_template(note))


def _cards(edition: Edition, nodes: tuple[NodeId, ...]) -> tuple[CardView, ...]:
    return tuple(card(edition, HOME, Member(node)) for node in _listed(edition.site, nodes))


def _listed(site: Site, nodes: tuple[NodeId, ...]) -> tuple[NodeId, ...]:
    return tuple(node for node in nodes if node in site.listed)


def _with_parts(edition: Edition, hub: str) -> CardView:
    """The card of a hub with the maps below it, each once."""
    site = edition.site
    below = dict.fromkeys(member.node for section in site.sections[hub] for member in section.members)
    parts = tuple(
        PartView(node_title(site, node), href(edition.addresses, HOME, edition.addresses.paths[node]), count)
        for node in _listed(site, tuple(below))
        if node in site.sections and (count := member_count(edition, node))
    )
    return replace(card(edition, HOME, Member(hub)), parts=parts)


def top_hubs(site: Site) -> tuple[str, ...]:
    """The hubs that no other hub lists; all of them where they list each other in a circle."""
    hubs = sorted(site.sections, key=lambda path: (site.notes[path].front.weight, path))
    return tuple(hub for hub in hubs if not any(p in site.sections for p in site.parents.get(hub, ()))) or tuple(hubs)


def open_lines(site: Site) -> tuple[str, ...]:
    """The inquiring lines that are neither answered nor dropped, by weight, then path."""
    lines = [note for note in site.notes.values() if note.front.kind is Kind.LINE and note.front.state not in _CLOSED]
    return tuple(note.path for note in sorted(lines, key=lambda note: (note.front.weight, note.path)))


def newest_notes(site: Site, most: int) -> tuple[str, ...]:
    """The notes written last, by date, then path; those without a date are not among them."""
    dated = [path for path in site.notes if site.dates[path].created and _is_news(site, path)]
    return newest_first(site, dated)[:most]


def _is_news(site: Site, path: str) -> bool:
    return path in site.listed and site.notes[path].front.kind in (Kind.NOTE, Kind.POST)
