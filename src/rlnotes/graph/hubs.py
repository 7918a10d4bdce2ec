"""The order of hubs: the way down from the top to a note, and circles where there should be none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site

if TYPE_CHECKING:
    import networkx as nx


def lineages(site: Site) -> dict[NodeId, tuple[str, ...]]:
    """For each listed node the hubs above it, topmost first, along the deepest hub that lists it.

    The first by path counts among equally deep ones. Hubs that list each other in a circle don't stand above each
    other. Nodes that no hub lists are left out.
    """
    above = {
        node: tuple(lister for lister in listers if lister in site.sections) for node, listers in site.parents.items()
    }
    ways = _ways_to_hubs(site, above)
    below = {node: _deepest((*ways[hub], hub) for hub in hubs) for node, hubs in above.items() if node not in ways}
    return {node: way for node, way in {**ways, **below}.items() if way}


def _ways_to_hubs(site: Site, above: Mapping[NodeId, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The way down to each hub, () for those at the top."""
    ways: dict[str, tuple[str, ...]] = dict.fromkeys(site.sections, ())
    edges = [(parent, hub) for hub in site.sections for parent in above.get(hub, ())]
    for circle in _circles(_graph(edges)) if edges else ():
        for hub in circle:
            outer = [parent for parent in above.get(hub, ()) if parent not in circle]
            ways[hub] = _deepest((*ways[parent], parent) for parent in outer)
    return ways


def _deepest(ways: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return min(ways, key=lambda way: (-len(way), way), default=())


def _graph(edges: Iterable[tuple[str, str]]) -> nx.DiGraph[str]:
    import networkx as nx  # noqa: PLC0415 - a heavy import that only collections with hubs pay for

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges)
    return graph


def _circles(graph: nx.DiGraph[str]) -> list[set[str]]:
    """The strongly connected components, each after all that lead to it (Tarjan 1972, by networkx)."""
    import networkx as nx  # noqa: PLC0415 - as in `_graph`

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
    import networkx as nx  # noqa: PLC0415 - as in `_graph`

    ends = (node for node in graph.predecessors(group[0]) if node in group)
    ways = (tuple(nx.shortest_path(graph, group[0], end)) for end in ends)
    return min(ways, key=lambda way: (len(way), way))
