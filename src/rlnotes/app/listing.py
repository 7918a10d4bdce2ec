"""Lists for the command line: notes, orphans, hubs, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.graph.site import Site
from rlnotes.model.collection import Collection
from rlnotes.model.note import Kind


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: a file, a title, a kind, and a count that depends on the list."""

    path: str
    title: str
    kind: str
    count: int


def listing(what: str, collection: Collection, config: Config) -> tuple[Listed, ...]:
    """The list named `what`, one of `LISTS`.

    The count is: for notes and orphans the notes that link there, for hubs their members, for sources the notes that
    cite them.

    Raises:
        KeyError: There is no list of that name.
    """
    return tuple(LISTS[what](link(collection, config).site))


def _notes(site: Site) -> Iterator[Listed]:
    for path, note in site.notes.items():
        yield Listed(path, note.title, note.front.kind.value, len(site.backlinks.get(site.nodes[path], ())))


def _orphans(site: Site) -> Iterator[Listed]:
    """Notes that nothing links or lists; pages and entries of a home page stand for themselves."""
    kinds = (Kind.NOTE.value, Kind.HUB.value, Kind.LINE.value, Kind.TOPIC.value)
    for listed in _notes(site):
        if listed.kind in kinds and listed.count == 0 and not site.parents.get(listed.path):
            yield listed


def _hubs(site: Site) -> Iterator[Listed]:
    for path, sections in site.sections.items():
        note = site.notes[path]
        yield Listed(path, note.title, note.front.kind.value, sum(len(section.members) for section in sections))


def _sources(site: Site) -> Iterator[Listed]:
    for key, reference in site.references.items():
        yield Listed(site.comments.get(key, key), reference.title, reference.type, len(site.cited_by[key]))


LISTS: Final[Mapping[str, Callable[[Site], Iterator[Listed]]]] = {
    "notes": _notes,
    "orphans": _orphans,
    "hubs": _hubs,
    "sources": _sources,
}
