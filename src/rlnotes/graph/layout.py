"""Where the nodes of a graph stand in a picture: forces pull linked nodes together and push all others apart.

Positions depend on nothing but the names and the springs between them: each node starts where a hash of its name says.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]

Springs: TypeAlias = Mapping[tuple[int, int], float]
"""How strongly two nodes are pulled together, by their indexes, the lesser first."""

_MOST: Final = 300
"""How many nodes one play of forces moves, whose cost grows with the square of their number."""
_GRAVITY: Final = 0.15
"""What pulls each node to the middle, so that those without links stay in the picture."""
_ROOM: Final = 2.1
"""How many times the area of some discs the disc has that they are first put into."""
_GAP: Final = 6.0
_MOST_ROUNDS: Final = 60


def arranged(names: Sequence[str], springs: Springs) -> tuple[Point, ...]:
    """A point of the unit disc for each name, spread evenly; unlike names have unlike points."""
    if len(names) <= _MOST:
        return _evened(_played(names, springs))
    groups = _groups(len(names), springs)
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    between: dict[tuple[int, int], float] = {}
    for (one, other), weight in springs.items():
        pair = _ordered(group_of[one], group_of[other])
        between[pair] = between.get(pair, 0) + weight
    bonds = {pair: weight for pair, weight in between.items() if pair[0] != pair[1]}
    discs = placed([names[group[0]] for group in groups], [math.sqrt(len(group)) for group in groups], bonds)
    reach = max(math.hypot(x, y) + radius for x, y, radius in discs)
    found: dict[int, Point] = {}
    for group, (x, y, radius) in zip(groups, discs, strict=True):
        for node, (dx, dy) in zip(group, _part(names, group, springs), strict=True):
            found[node] = ((x + dx * radius) / reach, (y + dy * radius) / reach)
    return tuple(found[node] for node in range(len(names)))


def _part(names: Sequence[str], group: Sequence[int], springs: Springs) -> tuple[Point, ...]:
    """The points of some of the nodes by the springs among themselves."""
    place = {node: number for number, node in enumerate(group)}
    inner = {
        _ordered(place[one], place[other]): weight
        for (one, other), weight in springs.items()
        if one in place and other in place
    }
    return _evened(_played([names[node] for node in group], inner))


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _groups(count: int, springs: Springs) -> list[list[int]]:
    """The nodes in groups of neighbours: along the links, nearest first, from the first node of each part."""
    near: list[list[int]] = [[] for _ in range(count)]
    for one, other in sorted(springs):
        near[one].append(other)
        near[other].append(one)
    met: dict[int, None] = {}
    for start in range(count):
        waiting = [] if start in met else [start]
        met.setdefault(start)
        for node in waiting:
            fresh = [other for other in near[node] if other not in met]
            met.update(dict.fromkeys(fresh))
            waiting += fresh
    order = list(met)
    return [order[first : first + _MOST] for first in range(0, count, _MOST)]


def _played(names: Sequence[str], springs: Springs) -> list[Point]:
    """The positions that forces bring the nodes to (Fruchterman and Reingold 1991, by rustworkx)."""
    import rustworkx  # noqa: PLC0415 - compiled code that only maps ask for

    count = len(names)
    if count < 2:
        return [(0.0, 0.0)] * count
    graph: rustworkx.PyGraph[int, float] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count + 1))
    graph.add_edges_from([(one, other, springs[one, other]) for one, other in sorted(springs)])
    graph.add_edges_from([(node, count, _GRAVITY) for node in range(count)])
    starts = {node: _start(name) for node, name in enumerate(names)} | {count: (0.0, 0.0)}
    rounds = max(20, min(50, 3000 // count))
    found = rustworkx.spring_layout(graph, pos=starts, num_iter=rounds, weight_fn=float, seed=0)
    middle = found[count]
    return [(found[node][0] - middle[0], found[node][1] - middle[1]) for node in range(count)]


def _start(name: str) -> Point:
    """A point of the unit square about the middle that a hash of `name` gives."""
    digest = blake2b(name.encode(errors="surrogatepass"), digest_size=8).digest()
    x, y = (int.from_bytes(part) / 0xFFFFFFFF for part in (digest[:4], digest[4:]))
    return (2 * x - 1, 2 * y - 1)


def _evened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points in the same directions and order from the middle, so far out that they fill the unit disc evenly."""
    order = sorted(range(len(points)), key=lambda node: (round(math.hypot(*points[node]), 6), node))
    found: dict[int, Point] = {}
    for rank, node in enumerate(order):
        angle = math.atan2(points[node][1], points[node][0])
        radius = math.sqrt((rank + 0.5) / len(points)) if len(points) > 1 else 0.0
        found[node] = (radius * math.cos(angle), radius * math.sin(angle))
    return tuple(found[node] for node in range(len(points)))


def placed(names: Sequence[str], radii: Sequence[float], springs: Springs) -> tuple[tuple[float, float, float], ...]:
    """Discs with these radii, as (x, y, radius), that don't overlap, near those that they are tied to."""
    reach = math.sqrt(_ROOM * sum((radius + _GAP / 2) ** 2 for radius in radii))
    points = [[x * reach, y * reach] for x, y in arranged(names, springs)]
    rounds = 0
    while rounds < _MOST_ROUNDS and _push_apart(points, radii):
        rounds += 1
    scale = max((1.0, *_lacking(points, radii)))
    return tuple((x * scale, y * scale, radius) for (x, y), radius in zip(points, radii, strict=True))


def _pairs(points: Sequence[Sequence[float]], radii: Sequence[float]) -> Iterator[tuple[int, int]]:
    """The discs that may touch, found from left to right."""
    widest = max(radii, default=0.0) + _GAP
    order = sorted(range(len(points)), key=lambda disc: (points[disc][0], disc))
    for place, one in enumerate(order):
        limit = points[one][0] + radii[one] + widest
        for other in order[place + 1 :]:
            if points[other][0] > limit:
                break
            yield one, other


def _lacking(points: Sequence[Sequence[float]], radii: Sequence[float]) -> Iterator[float]:
    """For discs that may touch how many times as far apart they should be."""
    for one, other in _pairs(points, radii):
        yield (radii[one] + radii[other] + _GAP / 2) / max(math.dist(points[one], points[other]), 1e-3)


def _push_apart(points: list[list[float]], radii: Sequence[float]) -> bool:
    """Move discs that overlap half the way apart; whether there were some."""
    moved = False
    for one, other in tuple(_pairs(points, radii)):
        dx, dy = (points[other][0] - points[one][0]) or 1e-3, points[other][1] - points[one][1]
        distance, wanted = math.hypot(dx, dy), radii[one] + radii[other] + _GAP
        if distance < wanted - 1e-3:
            moved = True
            step = (wanted - distance) / (2 * distance)
            points[one][0] -= dx * step
            points[one][1] -= dy * step
            points[other][0] += dx * step
            points[other][1] += dy * step
    return moved
