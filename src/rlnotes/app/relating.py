"""The relating stage: what is close to each note, worked out in chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rlnotes.app.codec import codec_of
from rlnotes.app.execution import Executor, chunks
from rlnotes.app.known import Known, ties_from
from rlnotes.app.terms import Terms
from rlnotes.graph.related import Related, closest
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.ties import Own, Ties, without_neighbours
from rlnotes.graph.ties_update import ties_update

_CHUNK = 200


def related_anew(
    known: Known, own: Mapping[str, Own], ties: Ties, terms: Terms, executor: Executor
) -> Mapping[NodeId, tuple[Related, ...]]:
    """The close notes of each subject; those that no change can have touched are taken over from what is known."""
    before: Mapping[NodeId, tuple[Related, ...]] = known.tables["related"]
    most = terms.config.related_count
    if known.digest != terms.digest:
        return related_of(ties, tuple(ties.subjects), most, executor)
    old = ties_from(known)
    changed: dict[str, Own | None] = {path: each for path, each in own.items() if _own_before(old, path) != each}
    changed |= {path: None for path in old.out if path not in own}
    again = {*ties_update(old, changed).again, *_typed_otherwise(old, ties)}
    new = related_of(ties, tuple(node for node in ties.subjects if node in again or node not in before), most, executor)
    return {node: new[node] if node in new else before[node] for node in ties.subjects}


def _typed_otherwise(old: Ties, new: Ties) -> Iterator[NodeId]:
    """The nodes that typed links tie to others, or in other ways, than before."""
    return (node for node in {*old.typed, *new.typed} if old.typed.get(node) != new.typed.get(node))


def _own_before(ties: Ties, path: str) -> Own | None:
    """What the note at `path` had by itself, None if it was not listed."""
    if path not in ties.out:
        return None
    subject = ties.subjects.get(path)
    return Own(ties.out[path], without_neighbours(subject) if subject else None)


def related_of(ties: Ties, nodes: Sequence[NodeId], most: int, executor: Executor) -> dict[NodeId, tuple[Related, ...]]:
    """For each subject its close notes, at most `most`."""
    packs = executor(relating, (ties, most), chunks(nodes, _CHUNK))
    decode = codec_of(dict[str, tuple[Related, ...]]).decode
    return {node: related for pack in packs for node, related in decode(pack).items()}


def relating(terms: tuple[Ties, int]) -> Callable[[Sequence[NodeId]], bytes]:
    """The function that works a chunk out and packs it for the way."""
    ties, most = terms
    encode = codec_of(dict[str, tuple[Related, ...]]).encode
    return lambda nodes: encode({node: closest(ties, node, most) for node in nodes})
