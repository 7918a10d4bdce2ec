"""Search: its page, the files of postings, the endings of terms for mistyped words, and what pages can be picked by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from rlnotes.model.note import LineState, Status
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.labels import CHOICES, kind_label
from rlnotes.pages.orders import KINDS, LISTED, TAGS, TOPICS, YEARS
from rlnotes.pages.postings import FACETS, WIDTH
from rlnotes.pages.urls import href
from rlnotes.pages.views.maps import SearchView
from rlnotes.pages.views.service import ChartView
from rlnotes.words.table import said, term

_SCRIPT: Final = "static/on-demand/search.js"
_STYLES: Final = "static/on-demand/search.css"
MOST: Final = 1_000
"""A term on more pages than this tells little: its file has it only where it weighs more than in a text."""
_IN_TEXT: Final = "123"
_IS_COMMON: Final = "~"


def outline_search(edition: Edition) -> Iterator[tuple[str, str]]:
    """`search.html`, `search/facets.json`."""
    if edition.signposts.search:
        yield edition.signposts.search, ""


def plan_search(edition: Edition, path: str, _subject: str) -> Page:
    """The page of search; without a script it leads to all notes."""
    title = said(edition.words, "page.search")
    view = SearchView(
        page=replace(frame(edition, path, title), is_indexable=False),
        title=title,
        script_href=href(edition.addresses, path, _SCRIPT),
        styles_href=href(edition.addresses, path, _STYLES),
        all_notes=all_notes_crumb(edition, path),
    )
    return Page(path, "search.html.jinja", view)


def outline_postings(edition: Edition) -> Iterator[tuple[str, str]]:
    """`search/0.json` and so on."""
    return ((path, path) for path in edition.postings)


def plan_postings(edition: Edition, path: str, _subject: str) -> Page:
    """The postings of some terms; of a common one, marked by a tilde, those alone that weigh more than in a text."""
    return _json(path, {term: told(term, text) for term, text in edition.postings[path].items()})


def told(term: str, text: str) -> str:
    """What the file of a term says of its postings."""
    if len(text) <= MOST * WIDTH or ":" in term:
        return text
    kept = (text[start : start + WIDTH] for start in range(0, len(text), WIDTH))
    return _IS_COMMON + "".join(posting for posting in kept if posting[-1] not in _IN_TEXT)


def outline_endings(edition: Edition) -> Iterator[tuple[str, str]]:
    """`search/ends/0.json` and so on."""
    return ((path, path) for path in edition.endings)


def plan_endings(edition: Edition, path: str, _subject: str) -> Page:
    """The terms whose last letters are alike."""
    return _json(path, edition.endings[path])


def outline_facets(edition: Edition) -> Iterator[tuple[str, str]]:
    """`search/facets.json`."""
    if edition.signposts.search:
        yield FACETS, ""


def plan_facets(edition: Edition, path: str, _subject: str) -> Page:
    """What pages can be picked by: for each facet its values with their names, in order."""
    kinds, topics = edition.orders[KINDS], (edition.faces[node] for node in edition.orders[TOPICS])
    content: dict[str, object] = {
        "total": len(edition.orders[LISTED]),
        "kind": [[kind.value, kind_label(edition.words, kind)] for kind in CHOICES if kind.value in kinds],
        "topic": [[face.node, face.short_title] for face in topics],
        "tag": [[name, edition.tags[name].spelling] for name in edition.orders[TAGS]],
        "year": [[year, year] for year in edition.orders[YEARS]],
        "status": [[each.value, term(edition.words, each.value)] for each in (*Status, *LineState)],
    }
    return _json(path, content)


def _json(path: str, content: object) -> Page:
    return Page(path, "chart.json.jinja", ChartView(Markup(msgspec.json.encode(content).decode())))  # noqa: S704 - no HTML
