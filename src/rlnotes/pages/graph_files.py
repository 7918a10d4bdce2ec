"""The graph for programs: `graph.json`, an index, and its parts, each with the nodes and edges of some communities.

A part holds what a chart of the map does, so a changed link changes one of them. docs/reference/graph.md says what it
means, docs/graph.schema.json how it looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec
from markupsafe import Markup

from rlnotes import __version__
from rlnotes.graph.atlas import Company
from rlnotes.graph.communities import Community
from rlnotes.graph.relations import Edge, edges_of
from rlnotes.graph.resolution import NodeId
from rlnotes.model.page import Page
from rlnotes.model.reference import Reference
from rlnotes.pages.charts import CHARTS
from rlnotes.pages.edition import Edition
from rlnotes.pages.orders import CHARTS as CHART_PATHS
from rlnotes.pages.orders import COMMUNITIES
from rlnotes.pages.site_files import GRAPH, HOME
from rlnotes.pages.urls import href
from rlnotes.pages.views.service import JsonView
from rlnotes.pages.whole_map import community_name, points_of, springs_within

VERSION: Final = 1
"""The version of the format: another one where a program that knows this one would go wrong."""
_PARTS: Final = "graph/"


def outline_graph(_edition: Edition) -> Iterator[tuple[str, str]]:
    """`graph.json`."""
    yield GRAPH, ""


def plan_graph(edition: Edition, path: str, _subject: str) -> Page:
    """The index: what the site is, its communities with their discs, and the parts."""
    return _json_page(path, {**_about(edition), "communities": _communities(edition), "parts": list(_parts(edition))})


def _about(edition: Edition) -> dict[str, Any]:
    """What every document about the whole graph begins with."""
    return {
        "version": VERSION,
        "generator": f"rlnotes {__version__}",
        "title": edition.imprint.title,
        "language": edition.imprint.language,
        "base_url": edition.addresses.base_url,
    }


def _communities(edition: Edition) -> list[dict[str, Any]]:
    """The communities: name and address of each, its disc, and how many nodes it has."""
    return [_community(edition, name) for name in edition.orders[COMMUNITIES]]


def _community(edition: Edition, name: Community) -> dict[str, Any]:
    title, url = community_name(edition, name)
    place, members = edition.atlas.places[name], edition.atlas.companies[name].members
    return {
        "id": name,
        "title": title,
        "url": url,
        "x": place.x,
        "y": place.y,
        "radius": place.radius,
        "nodes": len(members),
    }


def _parts(edition: Edition) -> Iterator[dict[str, Any]]:
    for chart in edition.orders[CHART_PATHS]:
        names = edition.charts[chart]
        yield {"url": part_path(chart), "communities": list(names)}


def part_path(chart: str) -> str:
    """The output path of the part that holds what a chart does: "graph/0.json" for "map/0.json"."""
    return f"{_PARTS}{chart.removeprefix(CHARTS)}"


def outline_graph_parts(edition: Edition) -> Iterator[tuple[str, str]]:
    """`graph/0.json` and so on, each about a chart."""
    return ((part_path(chart), chart) for chart in edition.charts)


def plan_graph_part(edition: Edition, path: str, chart: str) -> Page:
    """The nodes of some communities, and the edges that lead out of them."""
    nodes = [node for name in edition.charts[chart] for node in community_nodes(edition, name)]
    return _json_page(path, {"version": VERSION, "nodes": [_record(edition, node) for node in nodes]})


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node as programs see it; `x` and `y` count from the middle of its community, `url` from the site's root."""

    id: NodeId
    kind: str
    title: str
    url: str
    community: Community
    x: int
    y: int
    tags: tuple[str, ...] = ()
    status: str = ""
    state: str = ""
    created: date | None = None
    updated: date | None = None
    language: str = ""
    doi: str = ""
    arxiv: str = ""
    year: int = 0


def community_nodes(edition: Edition, name: Community) -> Iterator[GraphNode]:
    """The members of a community."""
    company: Company = edition.atlas.companies[name]
    points = points_of(edition, company, springs_within(edition, company))
    for node, (x, y) in zip(company.members, points, strict=True):
        face = edition.faces[node]
        work = edition.site.references[node[1:]] if node.startswith("@") else None
        yield GraphNode(
            id=node,
            kind=face.kind.value,
            title=face.title,
            url=href(edition.addresses, HOME, face.path),
            community=name,
            x=x,
            y=y,
            tags=face.tags,
            status=face.status.value if face.status else "",
            state=face.state.value if face.state else "",
            created=face.created,
            updated=face.updated,
            language=face.lang,
            doi=work.doi if work else "",
            arxiv=work.arxiv if work else "",
            year=_year(work) if work else 0,
        )


def _year(work: Reference) -> int:
    return work.issued[0] if work.issued else 0


def _record(edition: Edition, node: GraphNode) -> dict[str, Any]:
    """A node as JSON has it, with the nodes that its edges lead to by relation; what it does not say is left out."""
    told = {name: value for name in GraphNode.__slots__ if (value := getattr(node, name)) or name in _ALWAYS}
    targets: dict[str, list[NodeId]] = {}
    for edge in edges_from(edition, node.id):
        targets.setdefault(edge.relation, []).append(edge.target)
    return {**told, "edges": targets} if targets else told


_ALWAYS: Final = frozenset({"id", "kind", "title", "url", "community", "x", "y"})


def edges_from(edition: Edition, node: NodeId) -> tuple[Edge, ...]:
    """The edges that lead out of a node."""
    return edges_of(edition.site, edition.atlas.links, edition.atlas.ways, node)


def whole_graph(edition: Edition) -> dict[str, Any]:
    """All parts and the index in one document."""
    nodes = [_record(edition, node) for node in graph_nodes(edition)]
    return {**_about(edition), "communities": _communities(edition), "nodes": nodes}


def graph_nodes(edition: Edition) -> list[GraphNode]:
    """Every node, community by community."""
    return [node for name in edition.orders[COMMUNITIES] for node in community_nodes(edition, name)]


def _json_page(path: str, content: object) -> Page:
    return Page(path, "graph.json.jinja", JsonView(Markup(msgspec.json.encode(content).decode())))  # noqa: S704 - no HTML
