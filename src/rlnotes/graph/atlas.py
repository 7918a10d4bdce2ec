"""The atlas: what maps of the graph are drawn from, kept by key so that a changed link concerns few."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, TypeAlias

from msgspec import Struct

from rlnotes.graph.communities import Community, Lineages, communities_of, community_of, links_of
from rlnotes.graph.layout import placed
from rlnotes.graph.overlay import Changes
from rlnotes.graph.relations import Ways, ways_of
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import CitedBy, Site

HUES: Final = 8
"""How many colours communities have."""
_SPACING: Final = 10.0
"""How far apart the nodes of a community stand."""
_MOST_BONDS: Final = 6
"""How many bonds of a community have a say in where it stands: the strongest."""
_ABOVE: Final = 4.0
"""How strong the bond of a hub is to the one above it."""


class Company(Struct, frozen=True, gc=False, array_like=True):
    """The members of a community, sorted, its number among all, and that of its colour, below `HUES`."""

    number: int
    members: tuple[NodeId, ...]
    hue: int


class Place(Struct, frozen=True, gc=False, array_like=True):
    """The disc of a community: its middle and its radius."""

    x: int
    y: int
    radius: int


Bond: TypeAlias = tuple[Community, int]
"""Another community, and how many links there are between the two."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """What maps are drawn from.

    `links` are the listed nodes that each node links or cites; nodes without such are not among the keys. `ways` tells
    for those, in order, how the node stands to them, but only where that is not as usual. `communities` gives the
    community of each listed node, `companies` its members, `bonds` those after it by name that it has links with,
    `places` its disc. `shared` has the sources that several listed notes mention.
    """

    links: Mapping[NodeId, tuple[NodeId, ...]]
    ways: Mapping[NodeId, tuple[Ways, ...]]
    communities: Mapping[NodeId, Community]
    companies: Mapping[Community, Company]
    bonds: Mapping[Community, tuple[Bond, ...]]
    places: Mapping[Community, Place]
    shared: Mapping[str, bool]


def atlas_of(site: Site, lineages: Lineages) -> Atlas:
    """The atlas of a site."""
    links = {node: found for node in sorted(site.listed) if (found := links_of(site, node))}
    communities = communities_of(site, lineages)
    companies = _companies(communities)
    bonds = _bonds(links, communities, companies)
    return Atlas(
        links,
        {node: ways for node in links if (ways := ways_of(site, node))},
        communities,
        companies,
        bonds,
        places_of(companies, bonds, lineages),
        {key: True for key, citing in site.cited_by.items() if is_shared(citing)},
    )


def is_shared(citing: tuple[CitedBy, ...]) -> bool:
    """Whether several notes mention a source."""
    return len(citing) > 1


def _companies(communities: Mapping[NodeId, Community]) -> dict[Community, Company]:
    members: defaultdict[Community, list[NodeId]] = defaultdict(list)
    for node in sorted(communities):
        members[communities[node]].append(node)
    names = sorted(members)
    hues = _hues(names)
    return {name: Company(number, tuple(members[name]), hues[name]) for number, name in enumerate(names)}


def _hues(names: Iterable[Community]) -> dict[Community, int]:
    """A colour for each community: the one that its name asks for, where all are equally often in use."""
    used: Counter[int] = Counter()
    found: dict[Community, int] = {}
    for name in names:
        wanted = blake2b(name.encode(errors="surrogatepass"), digest_size=1).digest()[0]
        least = min(used[hue] for hue in range(HUES))
        found[name] = next(hue % HUES for hue in range(wanted, wanted + HUES) if used[hue % HUES] == least)
        used[found[name]] += 1
    return found


def _bonds(
    links: Mapping[NodeId, tuple[NodeId, ...]], communities: Mapping[NodeId, Community], companies: Iterable[Community]
) -> dict[Community, tuple[Bond, ...]]:
    counts: defaultdict[Community, Counter[Community]] = defaultdict(Counter)
    for node, linked in links.items():
        own = communities[node]
        for other in linked:
            theirs = communities[other]
            if own < theirs:
                counts[own][theirs] += 1
            elif theirs < own:
                counts[theirs][own] += 1
    return {name: tuple(sorted(counts[name].items())) for name in companies if name in counts}


def places_of(
    companies: Mapping[Community, Company], bonds: Mapping[Community, tuple[Bond, ...]], lineages: Lineages
) -> dict[Community, Place]:
    """Where the communities stand: near those that they are tied to, one beside the other."""
    names = sorted(companies)
    numbers = {name: number for number, name in enumerate(names)}
    springs = {(numbers[one], numbers[other]): weight for (one, other), weight in _strongest(bonds).items()}
    for name in names:
        above = lineages.get(name, ())[-1:]
        if above and above[0] in numbers:
            one, other = sorted((numbers[name], numbers[above[0]]))
            springs[one, other] = max(_ABOVE, springs.get((one, other), 0))
    radii = [float(math.ceil(_SPACING * math.sqrt(len(companies[name].members)))) + _SPACING for name in names]
    discs = placed(names, radii, springs)
    return {name: Place(round(x), round(y), round(radius)) for name, (x, y, radius) in zip(names, discs, strict=True)}


def strength(count: int) -> int:
    """How strong a bond of so many links is: one more for each doubling, so that a single link seldom matters."""
    return count.bit_length()


def _strongest(bonds: Mapping[Community, tuple[Bond, ...]]) -> dict[tuple[Community, Community], float]:
    """The strongest bonds of each community."""
    near: defaultdict[Community, list[tuple[int, Community]]] = defaultdict(list)
    for name, tied in bonds.items():
        for other, count in tied:
            near[name].append((-strength(count), other))
            near[other].append((-strength(count), name))
    found: dict[tuple[Community, Community], float] = {}
    for name, tied_to in near.items():
        for negative, other in sorted(tied_to)[:_MOST_BONDS]:
            found[min(name, other), max(name, other)] = float(-negative)
    return found


@dataclass(frozen=True, slots=True)
class AtlasUpdate:
    """What is other than before in an atlas after a quiet change; None for what is no more."""

    links: Changes[tuple[NodeId, ...]]
    ways: Changes[tuple[Ways, ...]]
    bonds: Changes[tuple[Bond, ...]]
    places: Mapping[Community, Place]
    shared: Changes[bool]


def keeps_communities(
    atlas: Atlas, site: Site, lineages: Lineages, relinked: Iterable[str], nodes: Iterable[NodeId]
) -> bool:
    """Whether the notes `relinked`, and `nodes` that they link or cite, stay where they belong in the `site` of now."""
    touched = dict.fromkeys((*(site.nodes[path] for path in relinked), *nodes))
    return all(atlas.communities[node] == community_of(site, lineages, node) for node in touched if node in site.listed)


def atlas_update(
    atlas: Atlas, site: Site, lineages: Lineages, edited: Iterable[str], cited: Iterable[str]
) -> AtlasUpdate:
    """The update of an atlas for the `site` of now, after the notes `edited` and who mentions `cited` changed."""
    nodes = [node for node in dict.fromkeys(site.nodes[path] for path in edited) if node in site.listed]
    links = {node: links_of(site, node) or None for node in nodes}
    ways = {node: ways_of(site, node) or None for node in nodes}
    bonds = _rebound(atlas, links)
    is_moved = any(_strengths(atlas.bonds.get(name, ())) != _strengths(tied or ()) for name, tied in bonds.items())
    places = places_of(atlas.companies, {**atlas.bonds, **_kept(bonds)}, lineages) if is_moved else {}
    return AtlasUpdate(links, ways, bonds, places, {key: is_shared(site.cited_by[key]) or None for key in cited})


def _kept(bonds: Changes[tuple[Bond, ...]]) -> dict[Community, tuple[Bond, ...]]:
    return {name: tied or () for name, tied in bonds.items()}


def _strengths(tied: tuple[Bond, ...]) -> list[tuple[Community, int]]:
    return [(name, strength(count)) for name, count in tied]


def _rebound(atlas: Atlas, links: Changes[tuple[NodeId, ...]]) -> Changes[tuple[Bond, ...]]:
    """The bonds that differ where some nodes have other links."""
    moves: Counter[tuple[Community, Community]] = Counter()
    changed_links = {node: new for node, new in links.items() if new != atlas.links.get(node)}
    for node, new in changed_links.items():
        own = atlas.communities[node]
        for step, linked in ((-1, atlas.links.get(node, ())), (1, new or ())):
            for theirs in (atlas.communities[other] for other in linked):
                moves[min(own, theirs), max(own, theirs)] += step
    changed: dict[Community, dict[Community, int]] = {}
    for (one, other), step in moves.items():
        if step and one != other:
            counts = changed.setdefault(one, dict(atlas.bonds.get(one, ())))
            counts[other] = counts.get(other, 0) + step
    return {
        name: tuple(sorted((other, count) for other, count in counts.items() if count)) or None
        for name, counts in changed.items()
    }
