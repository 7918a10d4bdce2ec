"""Topic hubs and sub-maps: the author's text, then sections of cards.

A hub written as a body is taken apart at its headings: a part with a list of links becomes a section of cards, what
stands before the first such part opens the page, and what stands after it without a list closes the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from rlnotes.graph.site import HubSection
from rlnotes.model.holes import CLOSE, OPEN
from rlnotes.model.note import Kind, Note
from rlnotes.model.page import Page
from rlnotes.pages.body import part_html
from rlnotes.pages.cards import mixed_cards
from rlnotes.pages.edition import Edition
from rlnotes.pages.referring import page_sources
from rlnotes.pages.text import Text, notes_of_kind, template_name, text_of
from rlnotes.pages.urls import path_segment
from rlnotes.pages.views import HubView
from rlnotes.pages.views_parts import NO_HTML, SectionView

_HEADING_HOLE = re.compile(f"{OPEN}H([0-9]+){CLOSE}")
_HEADING = re.compile(r"\s*<h[1-6][^>]*>.*?</h[1-6]>", re.DOTALL)
_MEMBER_LIST = re.compile(f"{OPEN}M([0-9]+){CLOSE}.*?{OPEN}m\\1{CLOSE}", re.DOTALL)


def plan_hubs(edition: Edition) -> Iterator[Page]:
    """A page for each hub."""
    for note in notes_of_kind(edition, Kind.HUB):
        text = text_of(edition, note)
        sections = edition.site.sections[note.path]
        is_body = not note.front.sections and bool(sections)
        view = _body_hub(edition, note, text, sections) if is_body else _listed_hub(edition, text, sections)
        yield Page(text.path, template_name(note, "hub.html.jinja"), view)


def _listed_hub(edition: Edition, text: Text, sections: tuple[HubSection, ...]) -> HubView:
    views = tuple(
        SectionView(
            title=section.title,
            id=f"section-{number}-{path_segment(section.title)}",
            cards=mixed_cards(edition, text.path, section.members),
            date=section.date,
            text_html=Markup("<p>{}</p>").format(section.text) if section.text else NO_HTML,
        )
        for number, section in enumerate(sections, 1)
    )
    return _view(text, views, text.body_html, NO_HTML)


def _body_hub(edition: Edition, note: Note, text: Text, sections: tuple[HubSection, ...]) -> HubView:
    parts = body_parts(note.body)
    places = [_part_number(parts, section) for section in sections]
    sources = page_sources(edition, note.path)

    def html(chosen: list[str]) -> Markup:
        return part_html(edition, note.path, "".join(chosen), sources)

    views = tuple(
        SectionView(
            title=section.title,
            id=f"section-{number}" if section.heading is None else note.headings[section.heading].id,
            cards=mixed_cards(edition, text.path, section.members),
            text_html=html([_without_list(parts[place][1])]),
        )
        for number, (section, place) in enumerate(zip(sections, places, strict=True), 1)
    )
    others = [(place, part) for place, (_, part) in enumerate(parts) if place not in places]
    before = html([part for place, part in others if place < places[0]])
    return _view(text, views, before, html([part for place, part in others if place > places[0]]))


def body_parts(body: str) -> tuple[tuple[int | None, str], ...]:
    """A body taken apart at its headings: the index of each part's heading (None above the first) and its HTML."""
    first, *rest = _HEADING_HOLE.split(body)
    return ((None, first), *((int(index), html) for index, html in zip(rest[::2], rest[1::2], strict=True)))


def _part_number(parts: tuple[tuple[int | None, str], ...], section: HubSection) -> int:
    return next(place for place, (heading, _) in enumerate(parts) if heading == section.heading)


def _without_list(html: str) -> str:
    """What a section says besides its heading and its list of members."""
    return _MEMBER_LIST.sub("", _HEADING.sub("", html, count=1)).strip()


def _view(text: Text, sections: tuple[SectionView, ...], intro: Markup, outro: Markup) -> HubView:
    return HubView(
        page=text.page,
        title=text.title,
        note_count=sum(len(section.cards) for section in sections),
        sections=sections,
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        intro_html=intro,
        outro_html=outro,
        tags=text.tags,
        references=text.references,
        backlinks=text.backlinks,
        related=text.related,
        colophon=text.colophon,
    )
