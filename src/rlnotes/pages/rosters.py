"""Rosters: all notes in a few files, a line for each, so that a script can filter and sort lists of many pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from markupsafe import Markup

from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.groups import PREVIEWS
from rlnotes.pages.labels import kind_title
from rlnotes.pages.orders import BY_KIND
from rlnotes.pages.site_files import ALL_NOTES, HOME
from rlnotes.pages.urls import generated_path, href
from rlnotes.pages.views.service import ChartView

_FOLDER: Final = "rosters/"
_GROUPS_IN_ONE: Final = 32
"""How many groups of previews one roster has the notes of: so it has a few hundred, and a new note changes one."""


def roster_count(edition: Edition) -> int:
    """How many rosters there are; none where all notes stand on one page, which a script can read itself."""
    batch = edition.batches.get(generated_path(edition.addresses, ALL_NOTES))
    return max(1, edition.imprint.preview_count // _GROUPS_IN_ONE) if batch and batch.count > 1 else 0


def outline_rosters(edition: Edition) -> Iterator[tuple[str, str]]:
    """`rosters/0.json` and so on."""
    count = roster_count(edition)
    return ((f"{_FOLDER}{number:x}.json", f"{number:x}") for number in range(count))


def plan_roster(edition: Edition, path: str, number: str) -> Page:
    """The notes of one roster: title, address from the site's root, place of the kind, and what else a list shows."""
    groups = range(int(number, 16), edition.imprint.preview_count, roster_count(edition))
    names = (f"{PREVIEWS}{group:x}.json" for group in groups)
    faces = (edition.faces[node] for name in names for node in edition.previews.get(name, ()))
    kinds = {kind: place for place, kind in enumerate(BY_KIND)}
    lines = [_line(edition, face, kinds[face.kind]) for face in faces if _is_in_lists(face)]
    content = {"kinds": [kind_title(edition.words, kind) for kind in BY_KIND], "notes": lines}
    return Page(path, "chart.json.jinja", ChartView(Markup(msgspec.json.encode(content).decode())))  # noqa: S704 - no HTML


def _is_in_lists(face: Face) -> bool:
    return face.is_listed and face.kind is not Kind.SOURCE and face.path != HOME


def _line(edition: Edition, face: Face, kind: int) -> list[Any]:
    facts = [each.value.replace("-", " ") for each in (face.state, face.status) if each]
    date = face.created.isoformat() if face.created else ""
    return [face.title, href(edition.addresses, HOME, face.path), kind, date, facts]
