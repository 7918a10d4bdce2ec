"""Backlinks: the links reversed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rlnotes.graph.resolution import NodeId, Resolution, target_node
from rlnotes.graph.site import Backlink


def backlinks_of(
    resolutions: Mapping[str, tuple[Resolution, ...]], listed: frozenset[NodeId], nodes: Mapping[str, NodeId]
) -> dict[NodeId, tuple[Backlink, ...]]:
    """For each node the listed notes that link to it, by path, with the indexes of the links; never a note itself."""
    found: defaultdict[NodeId, dict[str, list[int]]] = defaultdict(dict)
    for origin in sorted(resolutions):
        if nodes[origin] not in listed:
            continue
        for index, resolution in enumerate(resolutions[origin]):
            node = target_node(resolution)
            if node and node != nodes[origin]:
                found[node].setdefault(origin, []).append(index)
    return {
        node: tuple(Backlink(origin, tuple(links)) for origin, links in found[node].items()) for node in sorted(found)
    }
