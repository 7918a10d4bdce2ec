"""Topic hubs and sub-maps: the author's text, then sections of cards."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from rlnotes.graph.site import HubSection
from rlnotes.model.note import Kind, Note
from rlnotes.model.page import Page
from rlnotes.pages.body import part_html
from rlnotes.pages.cards import mixed_cards
from rlnotes.pages.edition import Edition
from rlnotes.pages.maps import map_of
from rlnotes.pages.packs import pack_links
from rlnotes.pages.parts import HubText, hub_text
from rlnotes.pages.referring import page_sources
from rlnotes.pages.text import Text, own_template, pages_of_kind, text_of
from rlnotes.pages.urls import path_segment
from rlnotes.pages.views.pages import HubView
from rlnotes.pages.views.parts import SectionView


def outline_hubs(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the hubs, each about its note."""
    return pages_of_kind(edition, Kind.HUB)


def plan_hub(edition: Edition, _path: str, subject: str) -> Page:
    """The page of a hub."""
    note = edition.site.notes[subject]
    text = text_of(edition, note)
    return Page(text.path, "hub.html.jinja", _view(edition, note, text), own_template(note))


def _view(edition: Edition, note: Note, text: Text) -> HubView:
    listed = edition.site.sections[note.path]
    html = _rendered(edition, note.path, hub_text(edition.site, note.path))
    sections = tuple(
        SectionView(
            title=section.title,
            id=_section_id(note, section, number),
            cards=mixed_cards(edition, text.path, section.members),
            date=section.date,
            text_html=Markup("<p>{}</p>").format(section.text) if section.text else part,
        )
        for number, (section, part) in enumerate(zip(listed, html[1:-1], strict=True), 1)
    )
    return HubView(
        page=text.page,
        title=text.title,
        note_count=sum(len(section.cards) for section in sections),
        sections=sections,
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        intro_html=html[0],
        outro_html=html[-1],
        tags=text.tags,
        references=text.references,
        backlinks=text.backlinks,
        related=text.related,
        packs=pack_links(edition, text.path, note.path),
        colophon=text.colophon,
        map=map_of(edition, text.path, (member.node for section in listed for member in section.members)),
    )


def _rendered(edition: Edition, path: str, text: HubText) -> tuple[Markup, ...]:
    sources = page_sources(edition, path)
    return tuple(part_html(edition, path, (text.before, *text.sections, text.after), sources))


def _section_id(note: Note, section: HubSection, number: int) -> str:
    """The id of a section: that of its heading in the body, else one that no heading has."""
    if section.heading is not None:
        return note.headings[section.heading].id
    return f"section:{number}:{path_segment(section.title)}" if section.title else f"section:{number}"
