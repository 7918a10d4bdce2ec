"""dead-end: a note links no other note and cites no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import Subject, names_file
from rlnotes.graph.resolution import FoundFile, NodeId, Resolution, target_node
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic, at_top
from rlnotes.model.link import Link
from rlnotes.model.naming import is_index
from rlnotes.model.note import Kind, Note

_ARGUING: Final = frozenset({Kind.NOTE, Kind.LINE})


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a note that leads readers nowhere; a link that is broken means to, and other rules tell of it.

    A picture or another attachment, there or not, is part of the note: it leads nowhere.
    """
    site = subject.site
    note = site.notes[path]
    is_meant = note.front.is_unlisted or is_index(path)
    if note.front.kind in _ARGUING and not (is_meant or _links_on(site, path) or _cites(site, note)):
        message, way_out = "no link to another note, and no source", "link what it builds on, or cite it"
        yield at_top(path, "dead-end", message, way_out)


def _links_on(site: Site, path: str) -> bool:
    links = zip(site.notes[path].links, site.resolutions[path], strict=True)
    return any(_leads_on(link, resolution, site.nodes[path]) for link, resolution in links)


def _leads_on(link: Link, resolution: Resolution, own: NodeId) -> bool:
    if isinstance(resolution, FoundFile):
        return False
    node = target_node(resolution)
    return node != own if node else not names_file(link)


def _cites(site: Site, note: Note) -> bool:
    """Whether it cites something, known or not; an unknown `@word` in running text may be anything."""
    written = any(not citation.is_narrative for citation in note.citations)
    return written or bool(note.front.cited) or bool(site.cites[note.path])
