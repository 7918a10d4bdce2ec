"""Concordances: where the sentences and citations of a long note stand, so that they need no search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.graph.site import Site
from rlnotes.model.link import Citation
from rlnotes.model.note import Note

MANY: Final = 64
"""A note with more links and citations than this has a concordance."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """The places of a note's mentions, by whether they cite and their index, and its citations by how they are written.

    Without it a note that lists every other would be gone through once for each of them.
    """

    places: Mapping[tuple[bool, int], int]
    citations: Mapping[str, Citation]


def is_long(note: Note) -> bool:
    """Whether a note has a concordance."""
    return len(note.links) + len(note.citations) > MANY


def concordances_of(site: Site) -> dict[str, Concordance]:
    """The concordances of the notes that need one, by path."""
    found = ((path, concordance_of(site, path)) for path in site.notes)
    return {path: concordance for path, concordance in found if concordance}


def concordance_of(site: Site, path: str) -> Concordance | None:
    """The concordance of the note at `path`, None if it needs none."""
    if not is_long(site.notes[path]):
        return None
    places = {(one.is_citation, one.index): place for place, one in enumerate(site.mentions[path])}
    return Concordance(places, {citation.written: citation for citation in site.notes[path].citations})
