"""The orders in which the site's notes stand, worked out once for all pages: by date, by tag, along the hubs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind
from rlnotes.pages.urls import COLLECTIONS, Addresses, tag_spellings, tags_above


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as its page shows it: output path, spelling, the listed notes that carry it, or one below it, by title."""

    path: str
    spelling: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nodes before and after another in some order; None at its ends."""

    previous: NodeId | None = None
    next: NodeId | None = None


def collections_of(site: Site) -> dict[Kind, tuple[str, ...]]:
    """The listed entries of each collection that has any, newest first, the undated last, ties by path."""
    entries: defaultdict[Kind, list[str]] = defaultdict(list)
    for path, note in site.notes.items():
        if path in site.listed:
            entries[note.front.kind].append(path)
    return {kind: newest_first(site, entries[kind]) for kind in COLLECTIONS if kind in entries}


def newest_first(site: Site, paths: list[str]) -> tuple[str, ...]:
    """The notes at `paths`, newest first, the undated last, ties by path."""

    def rank(path: str) -> tuple[int, str]:
        created = site.dates[path].created
        return (-created.toordinal() if created else 0, path)

    return tuple(sorted(paths, key=rank))


def tags_of(site: Site, addresses: Addresses) -> dict[str, Tag]:
    """The tags of the listed notes and those above them, by folded name in alphabetical order."""
    carriers: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for path, note in site.notes.items():
        for tag in note_tags(note):
            for part in tags_above(folded(tag)):
                carriers[part][path] = None
    return {
        name: Tag(addresses.tags[name], spelling, by_title(site, _listed(site, carriers[name])))
        for name, spelling in tag_spellings(site).items()
    }


def _listed(site: Site, paths: Iterable[str]) -> list[str]:
    return [path for path in paths if site.nodes[path] in site.listed]


def by_title(site: Site, paths: list[str]) -> tuple[str, ...]:
    """The notes at `paths` by title, then path."""
    return tuple(sorted(paths, key=lambda path: (folded(site.notes[path].title), path)))


def neighbours_of(
    site: Site, collections: Mapping[Kind, tuple[str, ...]], lineages: Mapping[NodeId, tuple[str, ...]]
) -> dict[NodeId, Neighbours]:
    """For an entry of a collection those written before and after it; for another node those in its nearest hub."""
    rows = {hub: _neighbours(_members(site, hub)) for hub in site.sections}
    found = {node: rows[way[-1]][node] for node, way in lineages.items() if way}
    for entries in collections.values():
        found |= _neighbours(entries[::-1])
    return found


def _members(site: Site, hub: str) -> tuple[NodeId, ...]:
    return tuple(dict.fromkeys(member.node for section in site.sections[hub] for member in section.members))


def _neighbours(nodes: tuple[NodeId, ...]) -> dict[NodeId, Neighbours]:
    rows = zip((None, *nodes), nodes, (*nodes[1:], None), strict=False)
    return {node: Neighbours(before, after) for before, node, after in rows}
