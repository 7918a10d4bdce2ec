"""The relating stage: what is close to each note, worked out in chunks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rlnotes.app.codec import codec_of
from rlnotes.app.execution import Executor, chunks
from rlnotes.graph.related import Related, closest
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.ties import Ties

_CHUNK = 200


def related_of(ties: Ties, most: int, executor: Executor) -> dict[NodeId, tuple[Related, ...]]:
    """For each subject its close notes, at most `most`."""
    packs = executor(relating, (ties, most), chunks(tuple(ties.subjects), _CHUNK))
    decode = codec_of(dict[str, tuple[Related, ...]]).decode
    return {node: related for pack in packs for node, related in decode(pack).items()}


def relating(terms: tuple[Ties, int]) -> Callable[[Sequence[NodeId]], bytes]:
    """The function that works a chunk out and packs it for the way."""
    ties, most = terms
    encode = codec_of(dict[str, tuple[Related, ...]]).encode
    return lambda nodes: encode({node: closest(ties, node, most) for node in nodes})
