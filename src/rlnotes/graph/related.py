"""Explore related: the closest notes and why, by shared sources, lists, links, neighbours and words.

Every kind of evidence is an inverted list: a feature, and the nodes that have it. Two nodes are as close as the sum,
over the features they share, of the kind's weight times 1 / log2(1 + nodes with the feature): what few share says more
(Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1). A feature that more than `MOST_SHARERS` nodes have says
nothing and is left out, which bounds the work by the number of notes. A link between two nodes counts the same way by
the links of the note that makes it. Maps are compared with maps, other notes with other notes; only the author may
offer one beside the other.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId, source_node, target_node
from rlnotes.graph.site import Site
from rlnotes.model.link import LinkForm
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind, Note

MOST_SHARERS: Final = 60
"""A feature of more nodes than this is no evidence."""

RARE_WORD: Final = 25
"""A word is evidence if at most one in so many notes has it (three may always): common words say nothing."""


class Evidence(Enum):
    """The kinds of evidence with their weights; author and link stand above what is only shared."""

    AUTHOR = 10_000.0  # front matter `related:`; no sum of the others comes near it
    MUTUAL = 8.0  # each links the other: the weights of both links, told as one reason
    LINKS = 4.0  # the note links it
    LINKED = 3.9  # it links the note
    SOURCE = 3.0  # both cite a source
    LIST = 2.0  # both stand in one section of a hub
    NEIGHBOUR = 1.5  # a third note is linked with both
    TAG = 0.5
    WORD = 0.4  # in title or description


MOST_REASONS: Final = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """A kind of evidence, and the keys, paths, tags or words that two nodes share, the rarest first."""

    evidence: Evidence
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A close node, and the kinds of evidence that weigh most, heaviest first."""

    node: NodeId
    reasons: tuple[Reason, ...]


_Feature: TypeAlias = tuple[Evidence, str]


@dataclass(frozen=True, slots=True)
class _Web:
    """The listed nodes that the text of each listed note links, and the notes that link each node, once each."""

    out: Mapping[NodeId, tuple[NodeId, ...]]
    back: Mapping[NodeId, tuple[NodeId, ...]]


@dataclass(frozen=True, slots=True)
class _Peers:
    """Nodes that may stand beside each other: the features of each, and the nodes and the weight of each feature."""

    web: _Web
    features: Mapping[NodeId, tuple[_Feature, ...]]
    sharers: Mapping[_Feature, tuple[NodeId, ...]]
    weights: Mapping[_Feature, int]


def related_notes(site: Site, most: int) -> dict[NodeId, tuple[Related, ...]]:
    """For each listed note at most `most` close ones, closest first, ties by path."""
    listings, web = _listings(site), _web(site)
    subjects = [path for path, note in site.notes.items() if path in site.listed and _can_relate(note)]
    features = {path: tuple(dict.fromkeys(_features(site, web, path, listings.get(path, ())))) for path in subjects}
    maps = _peers(web, {path: features[path] for path in subjects if _is_map(site.notes[path])})
    others = _peers(web, {path: features[path] for path in subjects if not _is_map(site.notes[path])})
    return {path: _closest(site, maps if path in maps.features else others, path, most) for path in subjects}


def _can_relate(note: Note) -> bool:
    return note.front.kind not in (Kind.PAGE, Kind.SOURCE)


def _is_map(note: Note) -> bool:
    return note.front.kind in (Kind.HUB, Kind.TOPIC)


def _peers(web: _Web, features: Mapping[NodeId, tuple[_Feature, ...]]) -> _Peers:
    having: defaultdict[_Feature, list[NodeId]] = defaultdict(list)
    for node, own in features.items():
        for feature in own:
            having[feature].append(node)
    limits = dict.fromkeys(Evidence, MOST_SHARERS) | {
        Evidence.WORD: min(MOST_SHARERS, max(3, len(features) // RARE_WORD))
    }
    sharers = {feature: tuple(nodes) for feature, nodes in having.items() if 1 < len(nodes) <= limits[feature[0]]}
    weights = {feature: _weight(feature[0], len(nodes)) for feature, nodes in sharers.items()}
    return _Peers(web, features, sharers, weights)


def _weight(evidence: Evidence, nodes: int) -> int:
    """The weight of a feature of so many nodes in millionths: whole numbers add up to the same in any order."""
    return round(1_000_000 * evidence.value / math.log2(1 + nodes))


def _closest(site: Site, peers: _Peers, path: str, most: int) -> tuple[Related, ...]:
    direct = _direct(site, peers, path)
    scores: defaultdict[NodeId, int] = defaultdict(int)
    for feature in peers.features[path]:
        weight = peers.weights.get(feature, 0)
        for node in peers.sharers.get(feature, ()):
            scores[node] += weight
    for node, _, weight in direct:
        scores[node] += weight
    scores.pop(path, None)
    least = min(heapq.nlargest(most, scores.values()), default=0)
    ranked = sorted((-score, node) for node, score in scores.items() if score >= least)
    return tuple(_related(peers, path, node, direct) for _, node in ranked[:most])


def _related(peers: _Peers, path: str, node: NodeId, direct: tuple[_Direct, ...]) -> Related:
    own = frozenset(peers.features.get(node, ()))
    shared = [feature for feature in peers.features[path] if feature in own and feature in peers.weights]
    sums = Counter({evidence: weight for other, evidence, weight in direct if other == node})
    for feature in shared:
        sums[feature[0]] += peers.weights[feature]
    if sum(evidence is Evidence.WORD for evidence, _ in shared) == 1 and len(sums) > 1:
        del sums[Evidence.WORD]  # one word in common may be chance; it is told only where there is nothing else
    best = sorted(sums, key=lambda evidence: (-sums[evidence], -evidence.value))[:MOST_REASONS]
    ranked = sorted(shared, key=lambda feature: (-peers.weights[feature], feature[1]))
    return Related(node, tuple(Reason(kind, tuple(name for own, name in ranked if own is kind)) for kind in best))


_Direct: TypeAlias = tuple[NodeId, Evidence, int]
"""A node that stands beside another by itself, how, and the weight of that."""


def _direct(site: Site, peers: _Peers, path: str) -> tuple[_Direct, ...]:
    """The nodes that the author names as related, and the peers linked with the note in either direction."""
    own, web = site.resolutions[path], peers.web
    chosen = dict.fromkeys(target_node(own[link.index]) for link in site.notes[path].front.related)
    linked = dict.fromkeys((*web.out.get(path, ()), *web.back.get(path, ())))
    return (
        *((n, Evidence.AUTHOR, _weight(Evidence.AUTHOR, 1)) for n in chosen if n in site.listed and n != path),
        *((n, *_link(web, path, n)) for n in linked if n in peers.features),
    )


def _link(web: _Web, path: str, node: NodeId) -> tuple[Evidence, int]:
    """How two linked nodes are linked, and the weight of that."""
    out, back = web.out.get(path, ()), web.out.get(node, ())
    there = _weight(Evidence.LINKS, len(out)) if node in out else 0
    here = _weight(Evidence.LINKED, len(back)) if path in back else 0
    kind = Evidence.MUTUAL if there and here else Evidence.LINKS if there else Evidence.LINKED
    return kind, there + here


def _web(site: Site) -> _Web:
    out = {path: _linked(site, path) for path in site.notes if path in site.listed}
    back: defaultdict[NodeId, list[NodeId]] = defaultdict(list)
    for path, nodes in out.items():
        for node in nodes:
            back[node].append(path)
    return _Web(out, {node: tuple(paths) for node, paths in back.items()})


def _linked(site: Site, path: str) -> tuple[NodeId, ...]:
    """The listed nodes that a note's text links, in order, once each."""
    links = zip(site.notes[path].links, site.resolutions[path], strict=True)
    nodes = dict.fromkeys(target_node(r) for link, r in links if _is_prose(link.form))
    return tuple(node for node in nodes if node in site.listed and node != path)


def _is_prose(form: LinkForm) -> bool:
    return form is not LinkForm.FRONT_MATTER


def _features(site: Site, web: _Web, path: str, listings: tuple[str, ...]) -> Iterator[_Feature]:
    note, neighbours = site.notes[path], (*web.out.get(path, ()), *web.back.get(path, ()))
    yield from ((Evidence.SOURCE, key) for key in site.cites[path] if source_node(key) in site.listed)
    yield from ((Evidence.LIST, name) for name in listings)
    yield from ((Evidence.NEIGHBOUR, node) for node in neighbours if not node.startswith("@"))
    yield from ((Evidence.TAG, folded(tag)) for tag in note_tags(note))
    yield from ((Evidence.WORD, word) for word in _words(note))


def _listings(site: Site) -> dict[NodeId, tuple[str, ...]]:
    """For each node the sections of listed hubs in which it stands, as "hub#number"."""
    found: defaultdict[NodeId, list[str]] = defaultdict(list)
    for hub in (hub for hub in site.sections if hub in site.listed):
        for number, section in enumerate(site.sections[hub]):
            for member in section.members:
                found[member.node].append(f"{hub}#{number}")
    return {node: tuple(names) for node, names in found.items()}


_WORD = re.compile(r"[^\W\d_]{4,}")


def _words(note: Note) -> tuple[str, ...]:
    """The words of four letters and more in title and description, folded, once each."""
    return tuple(dict.fromkeys(_WORD.findall(folded(f"{note.title} {note.front.description}"))))
