"""Rosters of sources: the entries of each page of the bibliography, a line each, for a script to filter and sort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from markupsafe import Markup

from rlnotes.graph.resolution import source_node
from rlnotes.model.page import Page
from rlnotes.model.reference import Reference, author_label
from rlnotes.pages.edition import Edition
from rlnotes.pages.paging import pages_of_list
from rlnotes.pages.site_files import BIBLIOGRAPHY, HOME
from rlnotes.pages.urls import generated_path, href
from rlnotes.pages.views.service import ChartView

_MOST_AUTHORS: Final = 50  # of one source that a filter finds; there are works by thousands


def outline_source_rosters(edition: Edition) -> Iterator[tuple[str, str]]:
    """`source-rosters/0.json` and so on, each about a page of the bibliography."""
    pages = pages_of_list(edition.batches, generated_path(edition.addresses, BIBLIOGRAPHY))
    return ((f"source-rosters/{number:x}.json", page) for number, page in enumerate(pages))


def plan_source_roster(edition: Edition, path: str, page: str) -> Page:
    """Citation key, title, address from the site's root, and what else a list shows or a filter asks for."""
    lines = [_line(edition, key) for key in edition.batches[page].entries]
    text = msgspec.json.encode({"sources": lines}).decode()
    return Page(path, "chart.json.jinja", ChartView(Markup(text)))  # noqa: S704 - no HTML


def _line(edition: Edition, key: str) -> list[Any]:
    reference, face = edition.site.references[key], edition.faces[source_node(key)]
    return [
        key,
        face.title,
        href(edition.addresses, HOME, face.path),
        author_label(reference) if reference.authors else "",
        _authors(reference),
        str(reference.issued[0]) if reference.issued else "",
        reference.venue,
        face.citing,
    ]


def _authors(reference: Reference) -> str:
    names = reference.authors[:_MOST_AUTHORS]
    return "; ".join(name.literal or f"{name.given} {name.family}".strip() for name in names)
