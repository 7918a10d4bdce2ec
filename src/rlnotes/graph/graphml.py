"""A graph as GraphML, for programs that draw and measure graphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from rlnotes.graph.resolution import NodeId


def graphml(
    nodes: Iterable[tuple[NodeId, Mapping[str, str | int]]], edges: Iterable[tuple[NodeId, NodeId, str]]
) -> str:
    """Nodes with what is known of each, and edges with their relations; no text may hold what XML forbids."""
    graph: nx.MultiDiGraph[NodeId] = nx.MultiDiGraph()
    for node, known in nodes:
        graph.add_node(node, **known)
    for number, (source, target, relation) in enumerate(edges):
        graph.add_edge(source, target, key=f"e{number}", relation=relation)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "".join(f"{line}\n" for line in (head, *nx.generate_graphml(graph)))
