"""The order of hubs: the way down from the top to a note, and circles where there should be none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site

if TYPE_CHECKING:
    import networkx as nx


def lineage(site: Site, node: NodeId) -> tuple[str, ...]:
    """The hubs above `node`, topmost first, along the deepest hub that lists it (the first by path among equals).

    Hubs that list each other in a circle don't stand above each other.
    """
    parents = {hub: _hubs_above(site, hub) for hub in (node, *_ancestors(site, node))}
    circles = _circles(_graph((parent, hub) for hub in parents for parent in parents[hub]))
    ways: dict[str, tuple[str, ...]] = {}
    for circle in circles:
        above = {hub: [parent for parent in parents[hub] if parent not in circle] for hub in circle}
        ways |= {hub: _deepest((*ways[parent], parent) for parent in above[hub]) for hub in circle}
    return ways.get(node, ())


def _hubs_above(site: Site, node: NodeId) -> tuple[str, ...]:
    return tuple(lister for lister in site.parents.get(node, ()) if lister in site.sections)


def _ancestors(site: Site, node: NodeId) -> Iterator[str]:
    """The hubs above `node`, each once, near ones first."""
    seen: dict[str, None] = {}
    waiting = [node]
    for each in waiting:
        new = [hub for hub in _hubs_above(site, each) if hub not in seen and hub != node]
        seen |= dict.fromkeys(new)
        waiting += new
    return iter(seen)


def _deepest(ways: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return min(ways, key=lambda way: (-len(way), way), default=())


def _graph(edges: Iterable[tuple[str, str]]) -> nx.DiGraph[str]:
    import networkx as nx  # noqa: PLC0415 - a heavy import that only collections with hubs pay for

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges)
    return graph


def _circles(graph: nx.DiGraph[str]) -> list[set[str]]:
    """The strongly connected components, each after all that lead to it (Tarjan 1972, by networkx)."""
    import networkx as nx  # noqa: PLC0415

    return list(nx.strongly_connected_components(graph))[::-1]


def hub_cycles(members: Mapping[str, tuple[NodeId, ...]]) -> tuple[tuple[str, ...], ...]:
    """The circles in which hubs list each other, sorted: of hubs that reach each other, the shortest through the first.

    A circle starts with the first of its hubs by path; one that lists itself is a circle alone.
    """
    edges = [(hub, node) for hub, nodes in sorted(members.items()) for node in nodes if node in members]
    graph = _graph(edges)
    groups = [sorted(group) for group in _circles(graph)]
    return tuple(sorted(_shortest_circle(graph, group) for group in groups if _goes_round(graph, group)))


def _goes_round(graph: nx.DiGraph[str], group: list[str]) -> bool:
    return len(group) > 1 or graph.has_edge(group[0], group[0])


def _shortest_circle(graph: nx.DiGraph[str], group: list[str]) -> tuple[str, ...]:
    import networkx as nx  # noqa: PLC0415

    ends = (node for node in graph.predecessors(group[0]) if node in group)
    ways = (tuple(nx.shortest_path(graph, group[0], end)) for end in ends)
    return min(ways, key=lambda way: (len(way), way))
