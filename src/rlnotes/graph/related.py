"""Explore related: the closest notes and why, by shared sources, lists, links, neighbours and words.

Two nodes are as close as the sum, over the features they share, of the kind's weight times 1 / log2(1 + nodes with the
feature): what few share says more (Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1). A feature that more than
`MOST_SHARERS` nodes have says nothing and is left out, which bounds the work by the number of notes. A link between two
nodes counts the same way by the links of the note that makes it. Maps are compared with maps, other notes with other
notes; only the author may offer one beside the other.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from enum import IntEnum
from functools import cache
from typing import Final, TypeAlias

from msgspec import Struct

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.graph.ties import MOST_SHARERS, RARE_WORD, Feature, Ties, most_sharers, ties_of

__all__ = ["MOST_SHARERS", "RARE_WORD", "Evidence", "Reason", "Related", "closest", "related_notes"]


class Evidence(IntEnum):
    """The kinds of evidence with their weights in tenths; author and link stand above what is only shared."""

    AUTHOR = 100_000  # front matter `related:`; no sum of the others comes near it
    TYPED = 50_000  # a typed link between the two, told as the way in which the note stands to the other
    MUTUAL = 80  # each links the other: the weights of both links, told as one reason
    LINKS = 40  # the note links it
    LINKED = 39  # it links the note
    SOURCE = 30  # both cite a source
    LIST = 20  # both stand in one section of a hub
    NEIGHBOUR = 15  # a third note is linked with both
    TAG = 5
    WORD = 4  # in title or description


_KINDS: Final[Mapping[str, Evidence]] = {
    "s": Evidence.SOURCE,
    "l": Evidence.LIST,
    "n": Evidence.NEIGHBOUR,
    "t": Evidence.TAG,
    "w": Evidence.WORD,
    "S": Evidence.SOURCE,
    "L": Evidence.LIST,
    "N": Evidence.NEIGHBOUR,
    "T": Evidence.TAG,
    "W": Evidence.WORD,
}
_WEIGHTS: Final = {letter: kind.value / 10 for letter, kind in _KINDS.items()}

MOST_REASONS: Final = 2


class Reason(Struct, frozen=True, gc=False, array_like=True):
    """A kind of evidence, and the keys, paths, tags or words that two nodes share, the rarest first."""

    evidence: Evidence
    shared: tuple[str, ...] = ()


class Related(Struct, frozen=True, gc=False, array_like=True):
    """A close node, and the kinds of evidence that weigh most, heaviest first."""

    node: NodeId
    reasons: tuple[Reason, ...]


def related_notes(site: Site, most: int) -> dict[NodeId, tuple[Related, ...]]:
    """For each listed note at most `most` close ones, closest first, ties by path."""
    ties = ties_of(site)
    return {path: closest(ties, path, most) for path in ties.subjects}


def closest(ties: Ties, node: NodeId, most: int) -> tuple[Related, ...]:
    """At most `most` nodes close to a subject, closest first, ties by path."""
    weights, links = _weights(ties, node), _links(ties, node)
    chosen = dict.fromkeys(ties.subjects[node].chosen, _CHOSEN)
    ways = {other: way for other, way in ties.typed.get(node, ()) if other in ties.subjects}
    scores = _scores(ties, weights, chosen)
    for other in ways:
        scores[other] = scores.get(other, 0) + _TYPED
    for other, (there, here) in links.items():
        scores[other] = scores.get(other, 0) + there + here
    scores.pop(node, None)
    least = min(heapq.nlargest(most, scores.values()), default=0)
    ranked = sorted([(-score, other) for other, score in scores.items() if score >= least])
    return tuple(
        Related(
            other, _reasons(ties, other, weights, _direct(links.get(other), chosen.get(other, 0), ways.get(other, "")))
        )
        for _, other in ranked[:most]
    )


def _scores(ties: Ties, weights: Mapping[Feature, int], chosen: Mapping[NodeId, int]) -> dict[NodeId, int]:
    scores = {**chosen}
    for feature, weight in weights.items():
        for other in ties.sharers[feature]:
            scores[other] = scores.get(other, 0) + weight
    return scores


def _weights(ties: Ties, node: NodeId) -> dict[Feature, int]:
    """The features of a subject that are evidence, with their weights."""
    found: dict[Feature, int] = {}
    for feature in ties.subjects[node].features:
        sharers = len(ties.sharers.get(feature, ()))
        if 1 < sharers <= most_sharers(feature, ties.counts):
            found[feature] = _millionths(_WEIGHTS[feature[0]], sharers)
    return found


@cache
def _millionths(weight: float, nodes: int) -> int:
    """The weight of a feature of so many nodes in millionths: whole numbers add up to the same in any order."""
    return round(1_000_000 * weight / math.log2(1 + nodes))


_LINKS: Final = Evidence.LINKS.value / 10
_LINKED: Final = Evidence.LINKED.value / 10
_CHOSEN: Final = _millionths(Evidence.AUTHOR.value / 10, 1)
_TYPED: Final = _millionths(Evidence.TYPED.value / 10, 1)

_Link: TypeAlias = tuple[int, int]
"""The weight of a link to another node, and of its link back; 0 where there is none."""


def _links(ties: Ties, node: NodeId) -> dict[NodeId, _Link]:
    """The peers linked with a subject in either direction."""
    out, is_map = ties.out[node], ties.subjects[node].is_map
    there = dict.fromkeys(out, _millionths(_LINKS, len(out)) if out else 0)
    here = {other: _millionths(_LINKED, len(ties.out[other])) for other in ties.back.get(node, ())}
    return {
        other: (there.get(other, 0), here.get(other, 0))
        for other in there | here
        if (peer := ties.subjects.get(other)) and peer.is_map == is_map
    }


_Told: TypeAlias = tuple[int, float, Evidence, tuple[str, ...]]
"""What speaks for a node: its weight and that of its kind, both negative, the kind, and what is shared."""


def _direct(link: _Link | None, chosen: int, way: str) -> list[_Told]:
    """What makes a node stand beside another by itself; a typed link says more than that there is one."""
    told = [_told(Evidence.AUTHOR, chosen)] if chosen else []
    if way:
        told.append(_told(Evidence.TYPED, _TYPED, (way,)))
    elif link:
        there, here = link
        told.append(
            _told(Evidence.MUTUAL if there and here else Evidence.LINKS if there else Evidence.LINKED, there + here)
        )
    return told


def _told(kind: Evidence, weight: int, shared: tuple[str, ...] = ()) -> _Told:
    return -weight, -kind.value, kind, shared


def _reasons(ties: Ties, other: NodeId, weights: Mapping[Feature, int], direct: list[_Told]) -> tuple[Reason, ...]:
    """What weighs most among what speaks for a node: the features it shares, and what it is by itself."""
    peer = ties.subjects.get(other)
    features = peer.features if peer else ()
    shared = sorted([(-weights[feature], feature) for feature in features if feature in weights])
    sums: dict[str, int] = {}
    names: dict[str, list[str]] = {}
    for weight, feature in shared:
        letter = feature[0]
        sums[letter] = sums.get(letter, 0) - weight
        names.setdefault(letter, []).append(feature[1:])
    told = [*direct, *(_told(_KINDS[letter], sums[letter], tuple(names[letter])) for letter in sums)]
    if len(told) > 1:  # one word in common may be chance; it is told only where there is nothing else
        told = [each for each in told if each[2] is not Evidence.WORD or len(each[3]) > 1]
    return tuple(Reason(kind, found) for _, _, kind, found in sorted(told)[:MOST_REASONS])
