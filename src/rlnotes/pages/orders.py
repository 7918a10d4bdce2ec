"""The orders in which the site's nodes stand, worked out once for all pages: by kind, date and tag, along the hubs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.collation import sort_key
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind, LineState
from rlnotes.model.reference import Reference, author_label
from rlnotes.pages.faces import Face, Faces
from rlnotes.pages.postings import facets_of
from rlnotes.pages.site_files import COLLECTIONS, HOME
from rlnotes.pages.urls import tags_above

BY_KIND: Final[Mapping[Kind, str]] = {
    Kind.HUB: "hubs",
    Kind.TOPIC: "topics",
    Kind.LINE: "lines",
    Kind.NOTE: "notes",
    Kind.POST: "posts",
    Kind.PUBLICATION: "publications",
    Kind.TALK: "talks",
    Kind.TEACHING: "teaching",
    Kind.PORTFOLIO: "portfolio",
    Kind.PAGE: "pages",
}
"""The kinds in the order in which lists of everything have them, with the id of their heading."""

PAPERS: Final = "papers"
KINDS: Final = "kinds"
YEARS: Final = "years"
TAGS: Final = "tags"
LISTED: Final = "listed"
LISTS: Final = "lists"
TOP_HUBS: Final = "top hubs"
TOPICS: Final = "topics"
OPEN_LINES: Final = "open lines"
QUESTIONS: Final = "questions"
NEWEST: Final = "newest"
COMMUNITIES: Final = "communities"
CHARTS: Final = "charts"
OBJECTS: Final = "objects"
FOLDERS: Final = "folders"
UPDATED: Final = "updated"

_CLOSED: Final = frozenset({LineState.ANSWERED, LineState.DROPPED})


class Tag(Struct, frozen=True, gc=False, array_like=True):
    """A tag: output path of its page, spelling, and how many listed nodes carry it or one below it."""

    path: str
    spelling: str
    count: int


@dataclass(frozen=True, slots=True)
class Carriers:
    """How a tag is spelled, as the first in code point order, and the listed nodes that carry it or one below it."""

    spelling: str
    nodes: tuple[NodeId, ...]


class Neighbours(Struct, frozen=True, gc=False, array_like=True):
    """The nodes before and after another in some order; None at its ends."""

    previous: NodeId | None = None
    next: NodeId | None = None


def orders_of(site: Site, faces: Faces, newest_count: int, language: str) -> dict[str, tuple[str, ...]]:
    """The lists of the whole site by name.

    They are: `LISTED`, every node of lists, feeds and sitemaps; the notes of each kind (by its value) by title, without
    the home page's own; what the home page shows; `PAPERS`, the citation keys by author; `KINDS`
    and `YEARS` of listed pages.
    """
    listed = [face for face in faces.values() if face.is_listed]
    kinds, years = facets_of(site, faces)
    return {
        LISTED: tuple(face.node for face in listed),
        **_by_kind(listed),
        TOP_HUBS: _top_hubs(site, listed),
        TOPICS: tuple(face.node for face in listed if face.kind is Kind.TOPIC),
        OPEN_LINES: _open_lines(listed),
        QUESTIONS: _questions(listed),
        NEWEST: _newest_notes(listed)[:newest_count],
        UPDATED: tuple(face.node for face in newest_first(listed) if face.kind not in _STANDING)[:_MOST_UPDATED],
        PAPERS: by_author(site.references, site.references, language),
        KINDS: kinds,
        YEARS: years,
    }


def _by_kind(listed: Iterable[Face]) -> dict[str, tuple[NodeId, ...]]:
    found: dict[str, list[NodeId]] = {kind.value: [] for kind in BY_KIND}
    for face in sorted(listed, key=_by_title):
        if face.kind is not Kind.SOURCE and face.path != HOME:
            found[face.kind.value].append(face.node)
    return {kind: tuple(nodes) for kind, nodes in found.items()}


def _by_title(face: Face) -> tuple[str, NodeId]:
    return (face.filed, face.node)


def _by_weight(face: Face) -> tuple[int, NodeId]:
    return (face.weight, face.node)


def _newest(face: Face) -> tuple[int, NodeId]:
    """The rank of a note among those newest first, the undated last, ties by path."""
    return (-face.created.toordinal() if face.created else 0, face.node)


def _top_hubs(site: Site, listed: Iterable[Face]) -> tuple[NodeId, ...]:
    """The hubs that no other hub lists; all of them where they list each other in a circle."""
    hubs = [face.node for face in sorted(listed, key=_by_weight) if face.kind is Kind.HUB]
    return tuple(hub for hub in hubs if not any(p in site.sections for p in site.parents.get(hub, ()))) or tuple(hubs)


def _open_lines(listed: Iterable[Face]) -> tuple[NodeId, ...]:
    """The inquiring lines that are neither answered nor dropped, by weight, then path."""
    lines = (face for face in listed if face.kind is Kind.LINE and face.state not in _CLOSED)
    return tuple(face.node for face in sorted(lines, key=_by_weight))


def state_of(line: Face) -> LineState:
    """Where a line stands: it is open unless its author says otherwise."""
    return line.state or LineState.OPEN


_STATES: Final[Mapping[LineState, int]] = {state: rank for rank, state in enumerate(LineState)}


def _questions(listed: Iterable[Face]) -> tuple[NodeId, ...]:
    """All inquiring lines by state, in each by weight, then path."""
    lines = (face for face in listed if face.kind is Kind.LINE)
    return tuple(face.node for face in sorted(lines, key=lambda face: (_STATES[state_of(face)], *_by_weight(face))))


def _newest_notes(listed: Iterable[Face]) -> tuple[NodeId, ...]:
    """The notes and posts by date, then path; those without a date are not among them."""
    news = (face for face in listed if face.created and face.kind in (Kind.NOTE, Kind.POST))
    return tuple(face.node for face in sorted(news, key=_newest))


_STANDING: Final = frozenset({Kind.PAGE, Kind.SOURCE})  # pages are not news, and sources have feeds of their own
_MOST_UPDATED: Final = 20


def newest_first(faces: Iterable[Face]) -> list[Face]:
    """The faces with a date by their last change, the newest first, then by node."""
    dated = [(-day.toordinal(), face.node, face) for face in faces if (day := face.updated or face.created)]
    return [face for _, _, face in sorted(dated, key=lambda each: each[:2])]


def by_author(references: Mapping[str, Reference], keys: Iterable[str], language: str) -> tuple[str, ...]:
    """Citation keys ordered by author, year, title and key, as the language orders names."""

    def rank(key: str) -> tuple[str, tuple[int, ...], str, str]:
        reference = references[key]
        author, title = sort_key(author_label(reference), language), sort_key(reference.title, language)
        return (author, reference.issued, title, key)

    return tuple(sorted(keys, key=rank))


def collections_of(faces: Faces) -> dict[Kind, tuple[str, ...]]:
    """The listed entries of each collection that has any, newest first, the undated last, ties by path."""
    entries: defaultdict[Kind, list[Face]] = defaultdict(list)
    for face in faces.values():
        if face.is_listed and face.kind in COLLECTIONS:
            entries[face.kind].append(face)
    return {
        kind: tuple(face.node for face in sorted(entries[kind], key=_newest)) for kind in COLLECTIONS if kind in entries
    }


def carriers_of(site: Site, faces: Faces, language: str) -> dict[str, Carriers]:
    """The tags of the listed notes and those above them, by folded name in alphabetical order, and who carries them."""
    spellings: dict[str, str] = {}
    nodes: defaultdict[str, dict[NodeId, None]] = defaultdict(dict)
    for path, note in site.notes.items():
        node = site.nodes[path]
        for tag in note_tags(note) if faces[node].is_listed else ():
            for spelling, name in zip(tags_above(tag), tags_above(folded(tag)), strict=True):
                spellings[name] = min(spelling, spellings.get(name, spelling))
                nodes[name][node] = None
    names = sorted(nodes, key=lambda name: sort_key(name, language))
    return {name: Carriers(spellings[name], titled(faces, nodes[name])) for name in names}


def titled(faces: Faces, nodes: Iterable[NodeId]) -> tuple[NodeId, ...]:
    """Nodes by title."""
    return tuple(sorted(nodes, key=lambda node: _by_title(faces[node])))


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
