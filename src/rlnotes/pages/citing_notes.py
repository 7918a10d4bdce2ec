"""How to cite a note of the site itself: its record, as one of a work, and that record in every format."""

from __future__ import annotations

import posixpath
from typing import Final

from markupsafe import Markup

from rlnotes.graph.sources import written_name
from rlnotes.model.note import Kind, Note
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.csl.patterns import entry_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.records.exports import export_views
from rlnotes.pages.urls import absolute_url, path_segment
from rlnotes.pages.views.citing import CiteView

_TYPES: Final = {Kind.NOTE: "webpage", Kind.LINE: "webpage", Kind.POST: "post-weblog"}


def cite_view(edition: Edition, path: str, note: Note) -> CiteView | None:
    """How to cite the note whose page is at output path `path`; None where nobody is named as its author.

    Pages that list what others wrote, and entries, which tell of works that are published elsewhere, are not cited.
    """
    authors = note.front.authors or tuple(filter(None, (edition.imprint.author,)))
    if not authors or note.front.kind not in _TYPES:
        return None
    record = _record(edition, path, note, tuple(map(written_name, authors)))
    dates = edition.site.dates[note.path]
    return CiteView(
        html=Markup(entry_html(edition.style, record)),  # noqa: S704 - texts escaped before
        exports=export_views(record),
        version=dates.updated or dates.created,
        url=record.url,
    )


def _record(edition: Edition, path: str, note: Note, authors: tuple[Name, ...]) -> Reference:
    dates = edition.site.dates[note.path]
    version = dates.updated or dates.created
    return Reference(
        key=_key(note, authors[0], str(version.year) if version else ""),
        type=_TYPES[note.front.kind],
        title=note.title,
        authors=authors,
        issued=(version.year, version.month, version.day) if version else (),
        venue=edition.imprint.title,
        url=absolute_url(edition.addresses, path),
    )


def _key(note: Note, author: Name, year: str) -> str:
    """A citation key: "lovelace-2026-reward-hacking"."""
    name = posixpath.basename(note.path).rpartition(".")[0]
    return "-".join(filter(None, (path_segment(author.literal or author.family), year, path_segment(name))))
