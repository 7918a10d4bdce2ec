"""Ties between notes: what each has that others may share, who shares it, and who links whom; all kept by key.

A feature is a letter for its kind and a name: "s" a cited source, "l" a section of a hub as "hub#number", "n" a linked
note, "t" a tag, "w" a word. Maps are compared with maps only, so the letters of their features are capital ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId, Resolution, source_node, target_node
from rlnotes.graph.site import Site, TypedEdge
from rlnotes.model.link import REVERSED, LinkForm
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind, Note

MOST_SHARERS: Final = 60
"""A feature of more nodes than this is no evidence."""

RARE_WORD: Final = 25
"""A word is evidence if at most one in so many notes has it (three may always): common words say nothing."""

Feature: TypeAlias = str
"""The letter of a kind and a name, as the module tells."""


class Subject(Struct, frozen=True, gc=False, array_like=True):
    """A note that may stand beside others: its features, and the nodes that its author names as related."""

    is_map: bool
    features: tuple[Feature, ...]
    chosen: tuple[NodeId, ...] = ()


class Own(Struct, frozen=True, gc=False, array_like=True):
    """What a listed note has by itself.

    `out` are the listed nodes that its text links, once each; `subject` lacks its neighbours, which other notes decide
    too, and is None for a note that stands beside none.
    """

    out: tuple[NodeId, ...]
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Ties:
    """All ties. Every mapping may be lazy: what is close to one node is worked out by key alone.

    `sharers` are the subjects with each feature, `crowds` the same for features that too many share; both by path.
    `out` and `back` are the nodes that each listed note links, and the listed notes that link each node, by path.
    `counts` tells how many subjects there are: other notes, then maps. `typed` are the nodes that typed links tie to
    each node, with the way in which it stands to each; no quiet change touches them.
    """

    subjects: Mapping[NodeId, Subject]
    sharers: Mapping[Feature, tuple[NodeId, ...]]
    crowds: Mapping[Feature, tuple[NodeId, ...]]
    out: Mapping[NodeId, tuple[NodeId, ...]]
    back: Mapping[NodeId, tuple[NodeId, ...]]
    counts: tuple[int, int]
    typed: Mapping[NodeId, tuple[tuple[NodeId, str], ...]]


def ties_of(site: Site) -> Ties:
    """The ties of all listed notes."""
    return tied(own_ties(site), ways_to_stand(site.relations))


def ways_to_stand(relations: Mapping[NodeId, tuple[TypedEdge, ...]]) -> dict[NodeId, tuple[tuple[NodeId, str], ...]]:
    """For each node those that typed links tie to it, each with one way in which it stands to that: its own first."""
    found: defaultdict[NodeId, dict[NodeId, str]] = defaultdict(dict)
    for node, edges in relations.items():
        for edge in edges:
            found[node].setdefault(edge.node, edge.relation.value)
    for node, edges in relations.items():
        for edge in edges:
            found[edge.node].setdefault(node, REVERSED[edge.relation])
    return {node: tuple(found[node].items()) for node in sorted(found)}


def own_ties(site: Site) -> dict[str, Own]:
    """What each listed note has by itself, by path."""
    listings = _listings(site)
    return {
        path: own_of(note, site.resolutions[path], site.cites[path], site.listed, listings.get(path, ()))
        for path, note in site.notes.items()
        if path in site.listed
    }


def tied(own: Mapping[str, Own], typed: Mapping[NodeId, tuple[tuple[NodeId, str], ...]] | None = None) -> Ties:
    """The ties of notes, given sorted by path."""
    out = {path: each.out for path, each in own.items()}
    back = _reversed((path, each.out) for path, each in own.items())
    subjects = {
        path: with_neighbours(each.subject, (*each.out, *back.get(path, ())))
        for path, each in own.items()
        if each.subject
    }
    having = _reversed((path, subject.features) for path, subject in subjects.items())
    maps = sum(subject.is_map for subject in subjects.values())
    return Ties(
        subjects,
        {feature: nodes for feature, nodes in having.items() if len(nodes) <= MOST_SHARERS},
        {feature: nodes for feature, nodes in having.items() if len(nodes) > MOST_SHARERS},
        out,
        back,
        (len(subjects) - maps, maps),
        typed or {},
    )


def _reversed(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, names in pairs:
        for name in names:
            found[name].append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def with_neighbours(subject: Subject, linked: Iterable[NodeId]) -> Subject:
    """A subject with the notes linked with it among its features; sources are features already where they are cited."""
    letter = _NEIGHBOUR[subject.is_map]
    neighbours = dict.fromkeys(letter + node for node in linked if not node.startswith("@"))
    return Subject(subject.is_map, (*subject.features, *neighbours), subject.chosen)


_NEIGHBOUR: Final = ("n", "N")


def without_neighbours(subject: Subject) -> Subject:
    """A subject as it is by itself."""
    letter = _NEIGHBOUR[subject.is_map]
    return replace(subject, features=tuple(each for each in subject.features if not each.startswith(letter)))


def own_of(
    note: Note,
    resolutions: tuple[Resolution, ...],
    cites: tuple[str, ...],
    listed: frozenset[NodeId],
    listings: tuple[str, ...],
) -> Own:
    """What a listed note has by itself; `listings` are the sections of hubs in which it stands."""
    text = [
        found for link, found in zip(note.links, resolutions, strict=True) if link.form is not LinkForm.FRONT_MATTER
    ]
    nodes = dict.fromkeys(map(target_node, text))
    out = tuple([node for node in nodes if node in listed and node != note.path])
    if note.front.kind in (Kind.PAGE, Kind.SOURCE):
        return Own(out, None)
    is_map = note.front.kind in (Kind.HUB, Kind.TOPIC)
    keys = [key for key in cites if source_node(key) in listed]
    chosen = dict.fromkeys([target_node(resolutions[link.index]) for link in note.front.related])
    return Own(
        out,
        Subject(
            is_map,
            _features(note, _LETTERS[is_map], keys, listings),
            tuple([node for node in chosen if node in listed and node != note.path]),
        ),
    )


_Letters: TypeAlias = tuple[str, str, str, str]
_LETTERS: Final[tuple[_Letters, _Letters]] = (("s", "l", "t", "w"), ("S", "L", "T", "W"))


def _features(note: Note, letters: _Letters, keys: Iterable[str], listings: Iterable[str]) -> tuple[Feature, ...]:
    source, listing, tag, word = letters
    return (
        *[source + key for key in keys],
        *[listing + name for name in listings],
        *[tag + folded(name) for name in note_tags(note)],
        *[word + name for name in _words(note)],
    )


_WORD = re.compile(r"[^\W\d_]{4,}")


def _words(note: Note) -> tuple[str, ...]:
    """The words of four letters and more in title and description, folded, once each."""
    return tuple(dict.fromkeys(_WORD.findall(folded(f"{note.title} {note.front.description}"))))


def _listings(site: Site) -> dict[NodeId, tuple[str, ...]]:
    """For each node the sections of listed hubs in which it stands, as "hub#number"."""
    found: defaultdict[NodeId, list[str]] = defaultdict(list)
    for hub in (hub for hub in site.sections if hub in site.listed):
        for number, section in enumerate(site.sections[hub]):
            for member in section.members:
                found[member.node].append(f"{hub}#{number}")
    return {node: tuple(names) for node, names in found.items()}


def listings_in(subject: Subject) -> tuple[str, ...]:
    """The sections of hubs among the features of a subject."""
    return tuple(each[1:] for each in subject.features if each[0] in "lL")


def most_sharers(feature: Feature, counts: tuple[int, int]) -> int:
    """How many subjects may share a feature that is evidence, where there are so many other notes and maps."""
    if feature[0] not in "wW":
        return MOST_SHARERS
    return min(MOST_SHARERS, max(3, counts[feature[0] == "W"] // RARE_WORD))
