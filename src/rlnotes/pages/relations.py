"""Typed links in words: their signs in running text, and how a note stands to others."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.model.link import REVERSED, Relation
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import node_link
from rlnotes.pages.views.parts import RelationView
from rlnotes.words.table import Words, said

_SIGNS: Final[Mapping[Relation, str]] = {
    Relation.SUPPORTS: "+",
    Relation.CONTRADICTS: "≠",
    Relation.REFINES: "~",
    Relation.DEPENDS: "↓",
}
_WAYS: Final = (*(relation.value for relation in Relation), *REVERSED.values())
_MOST: Final = 5
"""How many notes are named of each way to stand to one; more of them would push the text away."""


def way_label(words: Words, way: str) -> str:
    """What a way to stand to another is called: "Contradicted by"."""
    return said(words, f"relation.{way.replace('-', '_')}")


def relation_sign(words: Words, relation: Relation) -> str:
    """What stands behind a typed link in running text."""
    label = escape(way_label(words, relation.value))
    name = f"relation relation-{relation.value}"
    return f'<span class="{name}" role="img" aria-label="{label}" title="{label}">{_SIGNS[relation]}</span>'


def ways_to_stand(edition: Edition, node: NodeId) -> dict[NodeId, str]:
    """The nodes that typed links tie to a node, with one way in which it stands to each: by its own links first."""
    return {other: way for way, nodes in reversed(_by_way(edition, node).items()) for other in nodes}


def relation_views(edition: Edition, origin: str, node: NodeId) -> tuple[RelationView, ...]:
    """How a node stands to others by its typed links, then by those of others."""
    return tuple(
        RelationView(
            way,
            way_label(edition.words, way),
            tuple(node_link(edition, origin, other) for other in nodes[:_MOST]),
            max(0, len(nodes) - _MOST),
        )
        for way, nodes in _by_way(edition, node).items()
    )


def _by_way(edition: Edition, node: NodeId) -> dict[str, list[NodeId]]:
    """The nodes to which a node stands in each way in which it stands to any."""
    site = edition.site
    edges, backlinks = site.relations.get(node, ()), site.backlinks.get(node, ())
    if not edges and not any(each.relations for each in backlinks):
        return {}
    found: dict[str, dict[NodeId, None]] = {way: {} for way in _WAYS}
    for edge in edges:
        found[edge.relation.value][edge.node] = None
    for each in backlinks:
        for _, relation in each.relations:
            found[REVERSED[relation]][site.nodes[each.origin]] = None
    return {way: list(nodes) for way, nodes in found.items() if nodes}
