"""How nodes stand to each other: the relation of each link of the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from rlnotes.graph.communities import links_of
from rlnotes.graph.resolution import NodeId, target_node
from rlnotes.graph.site import Site
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.note import Kind, Note

LINKS: Final = "links"
CITES: Final = "cites"
EMBEDS: Final = "embeds"
LISTS: Final = "lists"
GATHERS: Final = "gathers"
ARGUES: Final = "argues"
NEXT: Final = "next"
RELATED: Final = "related"
RELATIONS: Final = (LINKS, CITES, EMBEDS, LISTS, GATHERS, ARGUES, NEXT, RELATED)
"""The relations that the graph has by itself; typed links add theirs by name."""

Ways: TypeAlias = str
"""The relations of one node to another, with spaces between; seldom more than one."""


def usual_ways(target: NodeId) -> Ways:
    """How a node stands to one that it links, unless something else is known: sources are cited, notes are linked."""
    return CITES if target.startswith("@") else LINKS


def ways_of(site: Site, node: NodeId) -> tuple[Ways, ...]:
    """How a node stands to each of `communities.links_of`, in order; () if to all of them as is usual."""
    targets = links_of(site, node)
    path = site.comments.get(node[1:]) if node.startswith("@") else node
    if path is None or not targets:
        return ()
    found = _found(site, path)
    ways = tuple(_told(found.get(target, ()), target) for target in targets)
    return () if all(map(_is_usual, ways, targets)) else ways


def _is_usual(ways: Ways, target: NodeId) -> bool:
    return ways == usual_ways(target)


def _told(found: Iterable[str], target: NodeId) -> Ways:
    """What was found, and that a source is cited; who says more of a note than a link does not say that it is one."""
    more = [way for way in found if way != LINKS]
    usual = usual_ways(target)
    return " ".join([usual, *more] if usual == CITES else more or [usual])


def _found(site: Site, path: str) -> dict[NodeId, dict[str, None]]:
    """The relations that the links of a note say, by node."""
    found: defaultdict[NodeId, dict[str, None]] = defaultdict(dict)
    for section in site.sections.get(path, ()):
        for member in section.members:
            found[member.node][LISTS] = None
    for member in site.topics.get(path, ()):
        found[member.node][GATHERS] = None
    note, is_line = site.notes[path], site.notes[path].front.kind is Kind.LINE
    special = dict(_special(note))
    for link, resolution in zip(note.links, site.resolutions[path], strict=True):
        if target := target_node(resolution):
            found[target][_way(site, link, target, special, is_line=is_line)] = None
    return found


def _special(note: Note) -> Iterator[tuple[int, str]]:
    """The relation of each entry of front matter that has one of its own, by the number of its link."""
    yield from ((link.index, NEXT) for link in note.front.next)
    yield from ((link.index, RELATED) for link in note.front.related)


def _way(site: Site, link: Link, target: NodeId, special: dict[int, str], *, is_line: bool) -> str:
    if link.relation:
        return link.relation.value
    if link.form is LinkForm.EMBED:
        return EMBEDS
    if link.index in special:
        return special[link.index]
    return ARGUES if is_line and target in site.notes and site.notes[target].front.kind is not Kind.LINE else LINKS


class Edge(Struct, frozen=True, gc=False, array_like=True):
    """A line of the graph: where it leads, and one relation."""

    target: NodeId
    relation: str


def edges_of(
    site: Site, links: Mapping[NodeId, tuple[NodeId, ...]], ways: Mapping[NodeId, tuple[Ways, ...]], node: NodeId
) -> tuple[Edge, ...]:
    """The edges that lead out of a listed node, in the order of its links, then what a topic gathers by its rule."""
    targets = links.get(node, ())
    told = ways.get(node) or map(usual_ways, targets)
    edges = [Edge(target, way) for target, all_ways in zip(targets, told, strict=True) for way in all_ways.split(" ")]
    met = frozenset(targets)
    gathered = (member.node for member in site.topics.get(node, ()))
    return (*edges, *(Edge(target, GATHERS) for target in gathered if target not in met))
