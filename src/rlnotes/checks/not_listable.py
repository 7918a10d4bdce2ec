"""not-listable: a hub, topic or line lists something that its list can't show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.graph.members import written_sections
from rlnotes.graph.resolution import FoundElsewhere, FoundFile, FoundFolder, Resolution, target_node
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import Link
from rlnotes.model.note import Kind, Note

_List: TypeAlias = tuple[str, frozenset[Kind], tuple[Link, ...]]
"""What a list wants, the kinds that are this, and the links of its entries."""

_ANY = frozenset(Kind)
_SUPPORT = _ANY - {Kind.LINE, Kind.SOURCE}


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for each entry that leads somewhere, but to nothing its list can hold."""
    site = subject.site
    for wanted, kinds, links in _lists(site.notes[path]):
        for link in links:
            made = MadeLink(site, path, link, site.resolutions[path][link.index])
            if _kind(made) not in (None, *kinds):
                yield about(made, "not-listable", f"'{link.target}' is not {wanted}", "take it out of this list")


def _lists(note: Note) -> Iterator[_List]:
    front = note.front
    match front.kind:
        case Kind.HUB:
            entries = tuple(entry for section in written_sections(note) for entry in section.entries)
            yield "a note", _ANY, tuple(entry.link for entry in entries)
        case Kind.TOPIC:
            yield "a note", _ANY, tuple(entry.link for entry in front.members.entries)
            yield "a hub", frozenset({Kind.HUB}), front.members.hubs
        case Kind.LINE:
            yield "a note to argue from", _SUPPORT, tuple(entry.link for entry in front.source_entries)
            yield "an inquiring line", frozenset({Kind.LINE}), front.next
        case _:
            pass


def _kind(made: MadeLink[Resolution]) -> Kind | str | None:
    """The kind of what a link leads to, words for what is no note or source; None if nowhere, as other rules tell."""
    if isinstance(made.resolution, FoundFile):
        return "file"
    if isinstance(made.resolution, FoundFolder):
        return "folder"
    if isinstance(made.resolution, FoundElsewhere):
        return "page of another site"
    node = target_node(made.resolution)
    if node is None:
        return None
    return made.site.notes[node].front.kind if node in made.site.notes else Kind.SOURCE
