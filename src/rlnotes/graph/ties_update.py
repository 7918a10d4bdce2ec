"""The ties after some notes changed, key by key: what is other than before, and for which notes closeness may be."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from rlnotes.graph.overlay import Changes, V, laid_over
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.ties import MOST_SHARERS, Own, Subject, Ties, most_sharers, with_neighbours, without_neighbours


@dataclass(frozen=True, slots=True)
class TiesUpdate:
    """What is other than before: the new values of each mapping of `Ties`, and how many subjects there are now.

    `again` are the subjects, by path, whose closest nodes may be others.
    """

    subjects: Changes[Subject]
    sharers: Changes[tuple[NodeId, ...]]
    crowds: Changes[tuple[NodeId, ...]]
    out: Changes[tuple[NodeId, ...]]
    back: Changes[tuple[NodeId, ...]]
    counts: tuple[int, int]
    again: tuple[NodeId, ...]


def retied(ties: Ties, update: TiesUpdate) -> Ties:
    """The ties after an update."""
    return Ties(
        laid_over(ties.subjects, update.subjects),
        laid_over(ties.sharers, update.sharers),
        laid_over(ties.crowds, update.crowds),
        laid_over(ties.out, update.out),
        laid_over(ties.back, update.back),
        update.counts,
        ties.typed,
    )


def ties_update(ties: Ties, own: Mapping[str, Own | None]) -> TiesUpdate:
    """The update of `ties` after some notes changed; `own` is what each has by itself now, None if it is not listed."""
    out = _differing(ties.out, {path: each.out if each else None for path, each in own.items()})
    back = _edited(ties.back, _moves((path, ties.out.get(path, ()), out[path] or ()) for path in out))
    web = replace(ties, out=laid_over(ties.out, out), back=laid_over(ties.back, back))
    touched = dict.fromkeys((*own, *back))
    subjects = _differing(ties.subjects, {path: _subject(web, own, path) for path in touched})
    moves = _moves((path, _features(ties.subjects.get(path)), _features(subject)) for path, subject in subjects.items())
    sharing = _edited({feature: _sharers(ties, feature) for feature in moves}, moves)
    few = {feature: nodes if nodes and len(nodes) <= MOST_SHARERS else None for feature, nodes in sharing.items()}
    many = {feature: nodes if nodes and len(nodes) > MOST_SHARERS else None for feature, nodes in sharing.items()}
    update = TiesUpdate(
        subjects,
        _differing(ties.sharers, few),
        _differing(ties.crowds, many),
        out,
        back,
        _counts(ties, subjects),
        (),
    )
    return replace(update, again=_again(ties, retied(ties, update), update))


def _differing(old: Mapping[str, V], new: Changes[V]) -> Changes[V]:
    return {key: value for key, value in new.items() if value != old.get(key)}


_Moves: TypeAlias = Mapping[str, tuple[list[str], list[str]]]
"""For each name the paths that lost it and those that gained it."""


def _moves(edits: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> _Moves:
    """Who lost and who gained what, given the names at each path before and after."""
    moves: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for path, before, after in edits:
        for name in frozenset(before).difference(after):
            moves[name][0].append(path)
        for name in frozenset(after).difference(before):
            moves[name][1].append(path)
    return moves


def _edited(old: Mapping[str, tuple[str, ...]], moves: _Moves) -> Changes[tuple[str, ...]]:
    """The paths of each name after `moves`, in order; None where none is left."""
    changed: dict[str, tuple[str, ...] | None] = {}
    for name, (lost, gained) in sorted(moves.items()):
        gone = frozenset(lost)
        paths = [path for path in old.get(name, ()) if path not in gone]
        for path in gained:
            insort(paths, path)
        changed[name] = tuple(paths) or None
    return changed


def _features(subject: Subject | None) -> tuple[str, ...]:
    return subject.features if subject else ()


def _sharers(ties: Ties, feature: str) -> tuple[NodeId, ...]:
    return ties.sharers.get(feature) or ties.crowds.get(feature, ())


def _subject(web: Ties, own: Mapping[str, Own | None], path: NodeId) -> Subject | None:
    """What a node is now in a web of links that is new already."""
    if path in own:
        mine = own[path]
        alone = mine.subject if mine else None
    else:
        subject = web.subjects.get(path)
        alone = without_neighbours(subject) if subject else None
    return with_neighbours(alone, _linked(web, path)) if alone else None


def _linked(web: Ties, path: NodeId) -> tuple[NodeId, ...]:
    return (*web.out.get(path, ()), *web.back.get(path, ()))


def _counts(ties: Ties, subjects: Changes[Subject]) -> tuple[int, int]:
    counts = [*ties.counts]
    for path, subject in subjects.items():
        if old := ties.subjects.get(path):
            counts[old.is_map] -= 1
        if subject:
            counts[subject.is_map] += 1
    others, maps = counts
    return others, maps


def _again(before: Ties, after: Ties, update: TiesUpdate) -> tuple[NodeId, ...]:
    """The subjects whose closest nodes may be others: all of them where another number of notes may share a word."""
    if any(most_sharers(word, before.counts) != most_sharers(word, after.counts) for word in ("w", "W")):
        return tuple(sorted(after.subjects))
    return tuple(path for path in sorted(set(_touched(before, after, update))) if path in after.subjects)


def _touched(before: Ties, after: Ties, update: TiesUpdate) -> Iterator[NodeId]:
    """Nodes that are others now, linked otherwise, or share something that more or fewer share than before."""
    yield from (*update.subjects, *update.out, *update.back)
    for path in update.out:  # each of its links weighs more or less
        yield from after.out.get(path, ())
    for path, subject in update.subjects.items():
        old = before.subjects.get(path)
        if not (old and subject and old.is_map == subject.is_map):  # it may stand beside others than before
            yield from _linked(after, path)
    for feature in update.sharers:  # one that only a crowd shares is no evidence for anyone
        for ties in (before, after):
            sharers = ties.sharers.get(feature, ())
            if 1 < len(sharers) <= most_sharers(feature, ties.counts):
                yield from sharers
