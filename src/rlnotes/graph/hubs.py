"""The order of hubs: the way down from the top to a note, and circles where there should be none."""

from __future__ import annotations

from collections.abc import Mapping

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site


def lineage(site: Site, node: NodeId) -> tuple[str, ...]:
    """The hubs above `node`, topmost first, along the deepest hub that lists it (the first by path among equals)."""
    return _lineage(site, node, frozenset({node}))


def _lineage(site: Site, node: NodeId, below: frozenset[NodeId]) -> tuple[str, ...]:
    parents = [hub for hub in site.parents.get(node, ()) if hub in site.sections and hub not in below]
    ways = [(*_lineage(site, hub, below | {hub}), hub) for hub in parents]
    return min(ways, key=lambda way: (-len(way), way), default=())


def hub_cycles(members: Mapping[str, tuple[NodeId, ...]]) -> tuple[tuple[str, ...], ...]:
    """The groups of hubs that list each other in a circle, each group and the list of groups sorted.

    These are the strongly connected components with an inner edge (Tarjan 1972, by networkx).
    """
    import networkx as nx  # noqa: PLC0415 - a heavy import that only collections with hubs pay for

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((hub, node) for hub, nodes in members.items() for node in nodes if node in members)
    loops = set(nx.nodes_with_selfloops(graph))
    components = nx.strongly_connected_components(graph)
    return tuple(sorted(tuple(sorted(group)) for group in components if len(group) > 1 or group & loops))
