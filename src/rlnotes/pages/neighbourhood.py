"""Where a note stands: hubs above it, what it builds on, what builds on it, the papers it shares, in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from rlnotes.graph.resolution import NodeId
from rlnotes.model.reference import short_label
from rlnotes.pages.edition import Edition
from rlnotes.pages.relations import way_label, ways_to_stand
from rlnotes.pages.urls import href
from rlnotes.pages.views.maps import NeighbourGroup, NeighbourhoodView, NeighbourView
from rlnotes.pages.whole_map import address_on_map
from rlnotes.words.table import said

WIDTH: Final = 320
_SIDE: Final = 44  # from the edge to what stands at a side
_STEP: Final = (48, 26)  # from one node of a row, of a column, to the next
_EDGE: Final = 16
_ROW: Final = 40  # from a row to what stands below or above it
_MOST: Final = {"hubs": 3, "before": 4, "after": 4, "papers": 3}
_LABELS: Final = {"hubs": "listed_in", "before": "builds_on", "after": "built_on_by", "papers": "shared_papers"}


def neighbourhood(edition: Edition, origin: str, path: str) -> NeighbourhoodView | None:
    """The neighbourhood of the note at `path`, whose page is at `origin`; None for a note that stands alone."""
    node = edition.site.nodes[path]
    above = edition.site.parents.get(node, ())
    links = edition.atlas.links.get(node, ())
    if not (above or links or node in edition.site.backlinks):
        return None
    before = _nearest(edition, node, (other for other in links if other not in above and other[0] != "@"))
    linking = (edition.site.nodes[backlink.origin] for backlink in edition.site.backlinks.get(node, ()))
    after = _nearest(edition, node, (other for other in linking if other not in above and other not in before))
    papers = tuple(other for other in links if other[0] == "@" and other[1:] in edition.atlas.shared)
    sides = {"hubs": _hubs_first(edition, node, above), "before": before, "after": after, "papers": papers}
    return _drawn(edition, origin, node, sides) if any(sides.values()) else None


def _hubs_first(edition: Edition, node: NodeId, above: tuple[str, ...]) -> tuple[str, ...]:
    """What lists a node, the nearest hub first."""
    nearest = edition.lineages.get(node, ())[-1:]
    return (*nearest, *(other for other in above if other not in nearest))


def _nearest(edition: Edition, node: NodeId, others: Iterable[NodeId]) -> tuple[NodeId, ...]:
    """Nodes beside a note, those first that are close to it for other reasons too."""
    ranks = {related.node: rank for rank, related in enumerate(edition.related.get(node, ()))}
    return tuple(sorted(dict.fromkeys(others), key=lambda other: ranks.get(other, len(ranks))))


def _drawn(edition: Edition, origin: str, node: NodeId, sides: Mapping[str, tuple[NodeId, ...]]) -> NeighbourhoodView:
    counts = {name: min(len(nodes), _MOST[name]) for name, nodes in sides.items()}
    top = _EDGE + 8 + (_ROW if counts["hubs"] else 0)
    bottom = top + max(0, counts["before"] - 1, counts["after"] - 1) * _STEP[1]
    middle = (WIDTH // 2, (top + bottom) // 2)
    points = {
        "hubs": _row(counts["hubs"], _EDGE),
        "before": _column(counts["before"], _SIDE, middle[1]),
        "after": _column(counts["after"], WIDTH - _SIDE, middle[1]),
        "papers": _row(counts["papers"], bottom + _ROW),
    }
    groups = tuple([_group(edition, origin, name, nodes, points[name]) for name, nodes in sides.items() if nodes])
    if typed := ways_to_stand(edition, node):
        groups = tuple([_typed(edition, each, sides[each.name], typed) for each in groups])
    plain = [each for group in groups for each in group.nodes if not each.relation]
    lines = "".join([f"M{middle[0]} {middle[1]}L{each.x} {each.y}" for each in plain])
    height = bottom + _EDGE + (_ROW if counts["papers"] else 0)
    map_href = address_on_map(edition, origin, node) if edition.faces[node].is_listed else ""
    return NeighbourhoodView(height, *middle, lines, groups, map_href)


def _row(count: int, y: int) -> list[tuple[int, int]]:
    first = WIDTH // 2 - (count - 1) * _STEP[0] // 2
    return [(first + place * _STEP[0], y) for place in range(count)]


def _column(count: int, x: int, middle: int) -> list[tuple[int, int]]:
    first = middle - (count - 1) * _STEP[1] // 2
    return [(x, first + place * _STEP[1]) for place in range(count)]


def _group(
    edition: Edition, origin: str, name: str, nodes: tuple[NodeId, ...], points: list[tuple[int, int]]
) -> NeighbourGroup:
    """The first nodes of a side at `points`, which may be fewer; how many there are more."""
    shown = [_neighbour(edition, origin, node, *point) for node, point in zip(nodes, points, strict=False)]
    return NeighbourGroup(name, said(edition.words, f"page.{_LABELS[name]}"), tuple(shown), len(nodes))


def _typed(
    edition: Edition, group: NeighbourGroup, nodes: tuple[NodeId, ...], typed: Mapping[NodeId, str]
) -> NeighbourGroup:
    """A side with what typed links say of its pages."""
    shown = zip(group.nodes, nodes, strict=False)
    told = [
        replace(view, relation=typed[node], relation_label=way_label(edition.words, typed[node]))
        if node in typed
        else view
        for view, node in shown
    ]
    return replace(group, nodes=tuple(told))


def _neighbour(edition: Edition, origin: str, node: NodeId, x: int, y: int) -> NeighbourView:
    if node[0] == "@":
        label = short_label(edition.site.references[node[1:]])
        return NeighbourView(label, href(edition.addresses, origin, edition.addresses.paths[node]), x, y)
    face = edition.faces[node]
    return NeighbourView(face.short_title, href(edition.addresses, origin, face.path), x, y)
