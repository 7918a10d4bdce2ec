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
    found: defaultdict[NodeId, list[Backlink]] = defaultdict(list)
    for origin in sorted(resolutions):
        if nodes[origin] in listed:
            for node, links in linked_nodes(resolutions[origin], nodes[origin]).items():
                found[node].append(Backlink(origin, tuple(links)))
    return {node: tuple(found[node]) for node in sorted(found)}


def linked_nodes(resolutions: tuple[Resolution, ...], own: NodeId) -> dict[NodeId, list[int]]:
    """The nodes that a note's links lead to, with the indexes of the links; never its `own`."""
    found: dict[NodeId, list[int]] = {}
    for index, node in enumerate(map(target_node, resolutions)):
        if node and node != own:
            found.setdefault(node, []).append(index)
    return found
