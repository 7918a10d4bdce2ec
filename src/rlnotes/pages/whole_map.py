"""The map of everything: its page, the index of its communities, and the charts that hold their nodes and links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import msgspec
from markupsafe import Markup

from rlnotes.graph.atlas import Company
from rlnotes.graph.communities import Community
from rlnotes.graph.layout import Point, arranged
from rlnotes.graph.resolution import NodeId
from rlnotes.model.link import REVERSED, Relation
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.charts import MAP_INDEX
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.frame import all_notes_crumb, frame, node_link
from rlnotes.pages.labels import kind_title
from rlnotes.pages.orders import BY_KIND, CHARTS, COMMUNITIES, TOP_HUBS
from rlnotes.pages.relations import way_label
from rlnotes.pages.site_files import HOME
from rlnotes.pages.urls import href
from rlnotes.pages.views.maps import WholeMapView
from rlnotes.pages.views.service import ChartView
from rlnotes.words.table import said

_SCRIPT: Final = "static/on-demand/map.js"
_STYLES: Final = "static/on-demand/map.css"
KINDS: Final = (*BY_KIND, Kind.SOURCE)
"""The kinds of nodes by their numbers in a chart."""
RELATIONS: Final = tuple(Relation)
"""The types of typed links by their numbers in a chart."""
_NAMES: Final = frozenset(kind.value for kind in KINDS)


def outline_map(edition: Edition) -> Iterator[tuple[str, str]]:
    """`map.html`."""
    yield edition.signposts.whole_map, ""


def plan_map(edition: Edition, path: str, _subject: str) -> Page:
    """The page of the map; without a script it leads to all notes and to the hubs."""
    title = said(edition.words, "page.map_of_everything")
    view = WholeMapView(
        page=frame(edition, path, title),
        title=title,
        script_href=href(edition.addresses, path, _SCRIPT),
        styles_href=href(edition.addresses, path, _STYLES),
        chart_count=len(edition.orders[CHARTS]),
        all_notes=all_notes_crumb(edition, path),
        hubs=tuple(node_link(edition, path, hub) for hub in edition.orders[TOP_HUBS]),
    )
    return Page(path, "map.html.jinja", view)


def outline_map_index(_edition: Edition) -> Iterator[tuple[str, str]]:
    """`map/index.json`."""
    yield MAP_INDEX, ""


def plan_map_index(edition: Edition, path: str, _subject: str) -> Page:
    """The kinds of nodes, and of each community its name, address, disc and colour, by number."""
    atlas = edition.atlas
    rows: list[list[Any]] = []
    for name in edition.orders[COMMUNITIES]:
        place = atlas.places[name]
        rows.append([*community_name(edition, name), place.x, place.y, place.radius, atlas.companies[name].hue])
    return _chart_page(
        path,
        {
            "kinds": [(kind.value, kind_title(edition.words, kind)) for kind in KINDS],
            "relations": [
                [way_label(edition.words, each.value), way_label(edition.words, REVERSED[each])] for each in RELATIONS
            ],
            "communities": rows,
        },
    )


def community_name(edition: Edition, name: Community) -> tuple[str, str]:
    """What a community is called, and the address of its hub or topic from the site's root, "" for a folder or kind."""
    if name.endswith("/"):
        words = name[:-1].replace("-", " ").replace("_", " ")
        return words[:1].upper() + words[1:], ""
    if name in _NAMES:
        return kind_title(edition.words, Kind(name)), ""
    face = edition.faces[name]
    return face.short_title, href(edition.addresses, HOME, face.path)


def outline_charts(edition: Edition) -> Iterator[tuple[str, str]]:
    """`map/0.json` and so on."""
    return ((path, path) for path in edition.charts)


def plan_chart(edition: Edition, path: str, _subject: str) -> Page:
    """The nodes of some communities, with their places within these, and the links that they make."""
    tags: dict[str, int] = {}
    companies = [_company(edition, edition.atlas.companies[name], tags) for name in edition.charts[path]]
    return _chart_page(path, {"tags": list(tags), "companies": companies})


def _chart_page(path: str, content: object) -> Page:
    return Page(path, "chart.json.jinja", ChartView(Markup(msgspec.json.encode(content).decode())))  # noqa: S704 - no HTML


def _company(edition: Edition, company: Company, tags: dict[str, int]) -> list[Any]:
    """A community: its number, then column by column titles, addresses, kinds, tags, places, links within and out.

    A last column, of typed links, is there only if it has some.
    """
    faces = [edition.faces[node] for node in company.members]
    links = _links(edition, company)
    points = points_of(edition, company, links.springs)
    return [
        company.number,
        [face.title for face in faces],
        [href(edition.addresses, HOME, face.path) for face in faces],
        [KINDS.index(face.kind) for face in faces],
        [_tags(edition, face, tags) for face in faces],
        [x for x, _ in points],
        [y for _, y in points],
        links.within,
        links.out,
        *_typed(edition, company),
    ]


def _typed(edition: Edition, company: Company) -> list[list[int]]:
    """The typed edges of a community's nodes, where it has some: member, community, member and type by number."""
    found: list[int] = []
    for number, node in enumerate(company.members):
        for edge in edition.site.relations.get(node, ()):
            theirs = edition.atlas.companies[edition.atlas.communities[edge.node]]
            found += (number, theirs.number, bisect_left(theirs.members, edge.node), RELATIONS.index(edge.relation))
    return [found] if found else []


def _tags(edition: Edition, face: Face, tags: dict[str, int]) -> list[int]:
    """The numbers of a node's tags among `tags`, which grow as they are met."""
    names = (edition.tags[folded(tag)].spelling for tag in face.tags)
    return [tags.setdefault(name, len(tags)) for name in names]


@dataclass(slots=True)
class _Links:
    """The links of a community's nodes: pairs of members, and for those that lead out member, community, member."""

    within: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    springs: dict[tuple[int, int], None] = field(default_factory=dict)


def points_of(edition: Edition, company: Company, springs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where the members of a community stand, from the middle of its disc; `springs` are the links among them."""
    reach = edition.atlas.places[edition.atlas.communities[company.members[0]]].radius - 8
    points = _arranged(company.members, tuple(springs))
    return tuple((round(x * reach), round(y * reach)) for x, y in points)


@lru_cache(
    maxsize=64
)  # the chart of a community and its part of the graph for programs are planned one after the other
def _arranged(members: tuple[NodeId, ...], springs: tuple[tuple[int, int], ...]) -> tuple[Point, ...]:
    return arranged(members, dict.fromkeys(springs, 1.0))


def springs_within(edition: Edition, company: Company) -> dict[tuple[int, int], None]:
    """The pairs of members of a community that are linked, by their numbers, the lesser first."""
    return _links(edition, company).springs


def _links(edition: Edition, company: Company) -> _Links:
    found = _Links()
    for number, node in enumerate(company.members):
        for other in edition.atlas.links.get(node, ()):
            theirs = edition.atlas.companies[edition.atlas.communities[other]]
            there = bisect_left(theirs.members, other)
            if theirs.number == company.number:
                found.within += (number, there)
                found.springs[min(number, there), max(number, there)] = None
            else:
                found.out += (number, theirs.number, there)
    return found


def address_on_map(edition: Edition, origin: str, node: NodeId) -> str:
    """The URL that shows a node on the map of everything."""
    place = href(edition.addresses, HOME, edition.addresses.paths[node])
    return f"{href(edition.addresses, origin, edition.signposts.whole_map)}?at={place}"
