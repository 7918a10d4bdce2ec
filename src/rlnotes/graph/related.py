"""Explore related: the closest notes and why, by shared sources, lists, links, neighbours and words.

Every kind of evidence is an inverted list: a feature, and the nodes that have it. Two nodes are as close as the sum,
over the features they share, of the kind's weight times 1 / log2(1 + nodes with the feature): what few share says more
(Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1). A feature that more than `MOST_SHARERS` nodes have says
nothing and is left out, which bounds the work by the number of notes.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rlnotes.graph.members import note_tags
from rlnotes.graph.names import folded
from rlnotes.graph.resolution import NodeId, target_node
from rlnotes.graph.site import Site
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Kind, Note

MOST_SHARERS: Final = 60
"""A feature of more nodes than this is no evidence."""


class Evidence(Enum):
    """The kinds of evidence with their weights; author and link stand above what is only shared."""

    AUTHOR = 100.0  # front matter `related:`
    LINK = 4.0  # one links the other
    SOURCE = 3.0  # both cite a source
    LIST = 2.0  # both stand in one section of a hub
    NEIGHBOUR = 1.5  # a third note is linked with both
    TAG = 0.5
    WORD = 0.4  # in title or description


@dataclass(frozen=True, slots=True)
class Related:
    """A close node; `evidence` is the kind that weighs most, `shared` the keys, paths, tags or words they share."""

    node: NodeId
    evidence: Evidence
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Feature:
    evidence: Evidence
    name: str


def related_notes(site: Site, most: int) -> dict[NodeId, tuple[Related, ...]]:
    """For each listed note at most `most` close ones, closest first, ties by path."""
    subjects = tuple(path for path in site.notes if path in site.listed and _can_relate(site.notes[path]))
    features = {path: tuple(dict.fromkeys(_features(site, path))) for path in subjects}
    sharers: defaultdict[_Feature, list[str]] = defaultdict(list)
    for path in subjects:
        for feature in features[path]:
            sharers[feature].append(path)
    return {path: _closest(site, path, features[path], sharers, most) for path in subjects}


def _can_relate(note: Note) -> bool:
    return note.front.kind not in (Kind.PAGE, Kind.SOURCE)


def _is_map(note: Note) -> bool:
    return note.front.kind in (Kind.HUB, Kind.TOPIC)


def _closest(
    site: Site,
    path: str,
    features: tuple[_Feature, ...],
    sharers: Mapping[_Feature, list[str]],
    most: int,
) -> tuple[Related, ...]:
    shared: defaultdict[str, list[tuple[float, _Feature]]] = defaultdict(list)
    for feature in features:
        nodes = sharers[feature]
        if 1 < len(nodes) <= MOST_SHARERS:
            weight = feature.evidence.value / math.log2(1 + len(nodes))
            for node in nodes:
                shared[node].append((weight, feature))
    for node, evidence in _direct(site, path):
        shared[node].append((evidence.value, _Feature(evidence, "")))
    fitting = (node for node in shared if node != path and node in site.listed and _is_peer(site, path, node))
    scores = {node: round(math.fsum(weight for weight, _ in shared[node]), 9) for node in fitting}
    ranked = sorted(scores, key=lambda node: (-scores[node], node))
    return tuple(_related(node, shared[node]) for node in ranked[:most])


def _is_peer(site: Site, path: str, node: NodeId) -> bool:
    """Whether `node` may be offered beside `path`: maps go with maps, everything else with everything else."""
    other = site.notes.get(node)
    return other is not None and _can_relate(other) and _is_map(other) == _is_map(site.notes[path])


def _related(node: NodeId, shared: list[tuple[float, _Feature]]) -> Related:
    weights: defaultdict[Evidence, list[float]] = defaultdict(list)
    for weight, feature in shared:
        weights[feature.evidence].append(weight)
    best = max(weights, key=lambda evidence: (math.fsum(weights[evidence]), evidence.value))
    ranked = sorted((-weight, feature.name) for weight, feature in shared if feature.evidence is best)
    return Related(node, best, tuple(name for _, name in ranked if name))


def _direct(site: Site, path: str) -> Iterator[tuple[NodeId, Evidence]]:
    """The nodes that the note names as related, and those linked with it in either direction."""
    own = site.resolutions[path]
    chosen = (target_node(own[link.index]) for link in site.notes[path].front.related)
    yield from ((node, Evidence.AUTHOR) for node in dict.fromkeys(chosen) if node)
    yield from ((node, Evidence.LINK) for node in _neighbours(site, path))


def _neighbours(site: Site, path: str) -> tuple[NodeId, ...]:
    """The nodes that the note's text links or that link it in their text, once each."""
    links = site.notes[path].links
    out = (target_node(r) for link, r in zip(links, site.resolutions[path], strict=True) if _is_prose(link.form))
    back = (
        b.origin
        for b in site.backlinks.get(path, ())
        if any(_is_prose(site.notes[b.origin].links[i].form) for i in b.links)
    )
    return tuple(node for node in dict.fromkeys((*out, *back)) if node and node != path)


def _is_prose(form: LinkForm) -> bool:
    return form is not LinkForm.FRONT_MATTER


def _features(site: Site, path: str) -> Iterator[_Feature]:
    note = site.notes[path]
    yield from (_Feature(Evidence.SOURCE, key) for key in site.cites[path])
    yield from (_Feature(Evidence.LIST, name) for name in _listings(site, path))
    yield from (_Feature(Evidence.NEIGHBOUR, node) for node in _neighbours(site, path) if not node.startswith("@"))
    yield from (_Feature(Evidence.TAG, folded(tag)) for tag in note_tags(note))
    yield from (_Feature(Evidence.WORD, word) for word in _words(note))


def _listings(site: Site, path: str) -> tuple[str, ...]:
    """The sections of hubs in which the note stands, as "hub#number"."""
    return tuple(
        f"{hub}#{number}"
        for hub in site.parents.get(path, ())
        for number, section in enumerate(site.sections.get(hub, ()))
        if any(member.node == path for member in section.members)
    )


_WORD = re.compile(r"[^\W\d_]{4,}")


def _words(note: Note) -> tuple[str, ...]:
    """The words of four letters and more in title and description, folded, once each."""
    return tuple(dict.fromkeys(_WORD.findall(folded(f"{note.title} {note.front.description}"))))
