"""The map of a list: its notes as points where the links between them put them, with labels that don't overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from unicodedata import east_asian_width

from rlnotes.graph.layout import Point, arranged
from rlnotes.graph.resolution import NodeId
from rlnotes.pages.edition import Edition
from rlnotes.pages.relations import way_label
from rlnotes.pages.urls import href
from rlnotes.pages.views.maps import MapNode, MapView, TypedLine

MOST_NODES: Final = 200
"""How many notes a map shows: beyond that it would show nothing."""

WIDTH: Final = 760
_LEAST_HEIGHT: Final = 240
_MARGIN: Final = 14
_LETTER: Final = 6.4  # how wide a letter of a label is on average, at most
_WIDE: Final = 12.0
_LONGEST: Final = 34  # letters in a label
_CELL: Final = (16, 8)  # what a label takes is counted in cells


def map_of(edition: Edition, origin: str, nodes: Iterable[NodeId]) -> MapView | None:
    """The map of the nodes that the page at `origin` lists; None where there are too few to be one."""
    listed = tuple(dict.fromkeys(nodes))
    if len(listed) < 3:
        return None
    pairs = _pairs(edition, listed)
    degrees = Counter(node for pair in pairs for node in pair)
    shown = sorted(sorted(listed, key=lambda node: (-degrees[node], node))[:MOST_NODES])
    numbers = {node: number for number, node in enumerate(shown)}
    springs = {(numbers[one], numbers[other]): 1.0 for one, other in pairs if one in numbers and other in numbers}
    height = _height(len(shown))
    points = _scaled(arranged(shown, springs), height)
    return MapView(
        width=WIDTH,
        height=height,
        lines="".join(f"M{_at(points[one])}L{_at(points[other])}" for one, other in springs),
        nodes=tuple(_nodes(edition, origin, shown, points, degrees)),
        total=len(listed),
        link_count=len(pairs),
        typed=_typed(edition, numbers, points),
    )


def _typed(edition: Edition, numbers: Mapping[NodeId, int], points: Sequence[tuple[int, int]]) -> tuple[TypedLine, ...]:
    """The typed links among the nodes that are shown."""
    edges = [(node, edge) for node in numbers for edge in edition.site.relations.get(node, ())]
    return tuple(
        TypedLine(
            edge.relation.value,
            way_label(edition.words, edge.relation.value),
            f"M{_at(points[numbers[node]])}L{_at(points[numbers[edge.node]])}",
        )
        for node, edge in edges
        if edge.node in numbers
    )


def _pairs(edition: Edition, listed: Sequence[NodeId]) -> list[tuple[NodeId, NodeId]]:
    """The links among the nodes, without direction, each once, in order."""
    among = frozenset(listed)
    links = edition.atlas.links
    found = {(min(node, other), max(node, other)) for node in listed for other in links.get(node, ()) if other in among}
    return sorted(found)


def _height(count: int) -> int:
    return min(620, max(_LEAST_HEIGHT, 220 + 10 * count))


def _scaled(points: Sequence[Point], height: int) -> list[tuple[int, int]]:
    """Points of the unit disc in the frame of the picture."""
    half = (WIDTH / 2 - 4 * _MARGIN, height / 2 - _MARGIN)
    return [(round(WIDTH / 2 + x * half[0]), round(height / 2 + y * half[1])) for x, y in points]


def _at(point: tuple[int, int]) -> str:
    return f"{point[0]} {point[1]}"


def _radius(degree: int) -> int:
    return min(9, 3 + degree.bit_length())


def _nodes(
    edition: Edition, origin: str, shown: Sequence[NodeId], points: list[tuple[int, int]], degrees: Mapping[NodeId, int]
) -> Iterator[MapNode]:
    faces = [edition.faces[node] for node in shown]
    labels = [_shortened(face.short_title) for face in faces]
    radii = [_radius(degrees[node]) for node in shown]
    order = sorted(range(len(shown)), key=lambda place: (-degrees[shown[place]], place))
    places = _label_places(points, radii, labels, order)
    for face, label, radius, (x, y), place in zip(faces, labels, radii, points, places, strict=True):
        yield MapNode(
            title="" if label == face.title and place[3] else face.title,
            label=label,
            href=href(edition.addresses, origin, face.path),
            x=x,
            y=y,
            radius=radius,
            label_x=place[0],
            label_y=place[1],
            anchor=place[2],
            is_labelled=place[3],
        )


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST:
        return title
    cut = title[: _LONGEST - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _length(label: str) -> float:
    """How wide a label is at most."""
    if label.isascii():
        return len(label) * _LETTER
    return sum(_WIDE if east_asian_width(letter) in "WF" else _LETTER for letter in label)


def _label_places(
    points: Sequence[tuple[int, int]], radii: Sequence[int], labels: Sequence[str], order: Iterable[int]
) -> list[tuple[int, int, str, bool]]:
    """Where each label stands, how it is anchored, and whether it is always shown: the best connected choose first."""
    taken = {cell for point, radius in zip(points, radii, strict=True) for cell in _dot(point, radius)}
    found: dict[int, tuple[int, int, str, bool]] = {}
    for place in order:
        found[place] = _free_place(points[place], radii[place], _length(labels[place]), taken)
    return [found[place] for place in range(len(points))]


def _dot(point: tuple[int, int], radius: int) -> list[int]:
    return _cells(point[0] - radius, point[0] + radius, point[1] - radius, point[1] + radius)


def _cells(left: float, right: float, top: float, bottom: float) -> list[int]:
    """The numbers of the cells that a rectangle touches."""
    columns = range(int(left // _CELL[0]), int(right // _CELL[0]) + 1)
    rows = range(int(top // _CELL[1]), int(bottom // _CELL[1]) + 1)
    return [1000 * row + column for row in rows for column in columns]


def _free_place(point: tuple[int, int], radius: int, length: float, taken: set[int]) -> tuple[int, int, str, bool]:
    """The first of four places about a point where its label is free of all others; what it takes is taken then."""
    x, y = point
    right = x + length + radius + 4 <= WIDTH - 2
    choices = (
        (x + radius + 4, y + 4, "", x + radius + 4),
        (x - radius - 4, y + 4, "end", x - radius - 4 - length),
        (x, y - radius - 5, "middle", x - length / 2),
        (x, y + radius + 13, "middle", x - length / 2),
    )
    own = frozenset(_dot(point, radius))
    for at_x, at_y, anchor, left in choices:
        if left >= 2 and left + length <= WIDTH - 2:
            cells = [cell for cell in _cells(left, left + length, at_y - 10, at_y + 3) if cell not in own]
            if taken.isdisjoint(cells):
                taken.update(cells)
                return at_x, at_y, anchor, True
    at_x, at_y, anchor, _ = choices[0] if right else choices[1]
    return at_x, at_y, anchor, False
