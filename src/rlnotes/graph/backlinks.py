"""Backlinks: the links reversed; and the links whose type their author tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rlnotes.graph.resolution import NodeId, Resolution, target_node
from rlnotes.graph.site import Backlink, TypedEdge
from rlnotes.model.link import Link, Relation
from rlnotes.model.note import Note


def backlinks_of(
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    listed: frozenset[NodeId],
    nodes: Mapping[str, NodeId],
) -> dict[NodeId, tuple[Backlink, ...]]:
    """For each node the listed notes that link to it, by path; never a note itself."""
    found: defaultdict[NodeId, list[Backlink]] = defaultdict(list)
    for origin in sorted(resolutions):
        if nodes[origin] in listed:
            for node, backlink in links_out(notes[origin], resolutions[origin], nodes[origin]).items():
                found[node].append(backlink)
    return {node: tuple(found[node]) for node in sorted(found)}


def links_out(note: Note, resolutions: tuple[Resolution, ...], own: NodeId) -> dict[NodeId, Backlink]:
    """The nodes that a note's links lead to, never its `own`, with the backlink that each has from it."""
    found: dict[NodeId, list[int]] = {}
    for index, node in enumerate(map(target_node, resolutions)):
        if node and node != own:
            found.setdefault(node, []).append(index)
    typed = typed_links(note.links)
    if not typed:
        return {node: Backlink(note.path, tuple(links)) for node, links in found.items()}
    return {
        node: Backlink(note.path, tuple(links), tuple((index, typed[index]) for index in links if index in typed))
        for node, links in found.items()
    }


def typed_links(links: tuple[Link, ...]) -> dict[int, Relation]:
    """What the typed links among a note's links say, by index."""
    return {link.index: link.relation for link in links if link.relation}


def typed_edges(
    note: Note, resolutions: tuple[Resolution, ...], own: NodeId, listed: frozenset[NodeId]
) -> tuple[TypedEdge, ...]:
    """The typed edges from a listed note, whose node is `own`, each once in source order."""
    found = (
        TypedEdge(relation, node)
        for index, relation in typed_links(note.links).items()
        if (node := target_node(resolutions[index])) and node != own and node in listed
    )
    return tuple(dict.fromkeys(found))
