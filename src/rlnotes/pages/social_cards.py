"""Social cards: the picture that stands for a page where its address is shared, with its title and the little map.

Notes of every kind have one of their own, and so has the front page; lists and sources are shared with that of the
front page. Whoever reads about a picture wants an absolute address, so there are none without a base URL.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import OPENING, Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.labels import kind_label
from rlnotes.pages.metadata import has_card
from rlnotes.pages.neighbourhood import WIDTH, neighbourhood
from rlnotes.pages.orders import TOP_HUBS
from rlnotes.pages.site_files import COLLECTIONS, HOME
from rlnotes.pages.social_letters import Letters, can_write, card_text
from rlnotes.pages.text import pages_of_kind
from rlnotes.pages.urls import card_path
from rlnotes.pages.views.social import CARD, CardMap, CardPoint, SocialCardView
from rlnotes.words.direction import LEFT_TO_RIGHT, runs_against
from rlnotes.words.table import said

_KINDS: Final = tuple(kind for kind in Kind if kind is not Kind.SOURCE)
_MOST_HUBS: Final = 9


def outline_social_cards(edition: Edition) -> Iterator[tuple[str, str]]:
    """The card of the front page, about "", and those of notes, about their paths: of all that can be written."""
    if edition.imprint.letters is Letters.NONE:
        return
    lists = {HOME, *(COLLECTIONS[kind] for kind in edition.collections)}
    notes = edition.site.notes
    for page, path in pages_of_kind(edition, *_KINDS):
        opens_list = page in lists and notes[path].front.kind in OPENING
        if not opens_list and has_card(edition, notes[path].title):
            yield card_path(page), path
    if has_card(edition, edition.imprint.title):
        yield card_path(HOME), ""


def plan_social_card(edition: Edition, path: str, subject: str) -> Page:
    """The card of the note that it is about, or of the front page."""
    return Page(path, CARD, _of_note(edition, subject) if subject else _of_site(edition))


def _of_note(edition: Edition, path: str) -> SocialCardView:
    note, face = edition.site.notes[path], edition.faces[path]
    told = note.front.claim or note.front.description
    return _card(edition, (note.title, told, _kind(edition, face), edition.imprint.title), _around(edition, path))


def _kind(edition: Edition, face: Face) -> str:
    """What kind of thing a note is, as a card says it; a plain page is what it is."""
    label = "" if face.kind is Kind.PAGE else face.kind_label
    is_hub = label == kind_label(edition.words, Kind.HUB)
    return (said(edition.words, "page.topic_hub") if is_hub else label).upper()


def _of_site(edition: Edition) -> SocialCardView:
    host = urlsplit(edition.addresses.base_url).hostname or ""
    told = (edition.imprint.title, edition.imprint.description, "", host)
    top = edition.orders[TOP_HUBS]
    hubs = dict.fromkeys((*top, *(below for hub in top for below in edition.faces[hub].maps)))
    return _card(edition, told, _hubs(len(hubs)))


def _card(edition: Edition, told: tuple[str, str, str, str], shown: CardMap | None) -> SocialCardView:
    """A card that says `told`, less what can't be written."""
    bare = (card_text(each) for each in told)
    title, text, kind, site_title = (each if can_write(edition.imprint.letters, each) else "" for each in bare)
    return SocialCardView(title, text, kind, site_title, runs_against(title, LEFT_TO_RIGHT), shown)


def _around(edition: Edition, path: str) -> CardMap | None:
    """The little map of a note."""
    view = neighbourhood(edition, edition.addresses.paths[path], path)
    if view is None:
        return None
    points = (CardPoint(each.x, each.y, group.name, each.relation) for group in view.groups for each in group.nodes)
    return CardMap(view.x, view.y, WIDTH, view.height, tuple(points))


def _hubs(count: int) -> CardMap | None:
    """A site among so many hubs."""
    middle, shown = (WIDTH // 2, 100), min(count, _MOST_HUBS)
    if not shown:
        return None
    turns = (math.tau * place / shown - math.tau / 4 for place in range(shown))
    points = (
        CardPoint(middle[0] + round(105 * math.cos(a)), middle[1] + round(61 * math.sin(a)), "hubs") for a in turns
    )
    return CardMap(*middle, WIDTH, 2 * middle[1], tuple(points))
