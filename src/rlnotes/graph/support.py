"""How well an inquiring line stands: the weakest of the notes it rests on, those that no longer hold, the newest."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from rlnotes.graph.lines import line_sources
from rlnotes.graph.resolution import NodeId, target_node
from rlnotes.graph.site import Member, Site
from rlnotes.model.link import Relation
from rlnotes.model.note import Confidence, Status

RANKS: Final[Mapping[Confidence, int]] = {confidence: rank for rank, confidence in enumerate(Confidence)}
"""How far each confidence is from certainty."""

FALLEN: Final = frozenset({Status.OBSOLETE, Status.ABANDONED})
"""The statuses of notes that nothing should rest on."""


class Support(Struct, frozen=True, gc=False, array_like=True):
    """What the notes that a line rests on are worth.

    `count` is how many they are, `unstated` how many of them state no confidence; `weakest` is the one that is least
    sure, "" where none states how sure it is, and `confidence` its own. `fallen` are those that are obsolete or
    abandoned, `newest` the one that was written last, with its day. Equals are told by path, the first of them.
    """

    count: int = 0
    unstated: int = 0
    weakest: NodeId = ""
    confidence: Confidence | None = None
    fallen: tuple[tuple[NodeId, Status], ...] = ()
    newest: NodeId = ""
    written: datetime.date | None = None


class Standing(Struct, frozen=True, gc=False, array_like=True):
    """Where a line stands: how sure its author is, when they last looked at it again, and what it rests on."""

    confidence: Confidence | None = None
    reviewed: datetime.date | None = None
    support: Support = Support()


def standings_of(site: Site, lines: Iterable[str]) -> dict[str, Standing]:
    """Where each of `lines` stands."""
    return {path: _standing(site, path) for path in lines}


def _standing(site: Site, path: str) -> Standing:
    front = site.notes[path].front
    return Standing(front.confidence, front.reviewed, support_of(site, path))


def supports_of(site: Site, path: str) -> tuple[Member, ...]:
    """The notes that the line at `path` rests on: those it argues from, less those it says it contradicts.

    What it names in its sources it rests on in any case.
    """
    note, resolutions = site.notes[path], site.resolutions[path]
    against = {target_node(resolutions[each.index]) for each in note.links if each.relation is Relation.CONTRADICTS}
    against -= {target_node(resolutions[entry.link.index]) for entry in note.front.source_entries}
    return tuple(member for member in line_sources(site, path) if member.node not in against)


def support_of(site: Site, path: str) -> Support:
    """What the line at `path` rests on; every mapping is read by key."""
    nodes = sorted(member.node for member in supports_of(site, path))  # no order of the essay's: it may change quietly
    stated = {node: confidence for node in nodes if (confidence := site.notes[node].front.confidence)}
    weakest = max(stated, key=lambda node: RANKS[stated[node]], default="")
    statuses = ((node, site.notes[node].front.status) for node in nodes)
    written = {node: day for node in nodes if (day := _written(site, node))}
    newest = max(written, key=lambda node: written[node], default="")
    return Support(
        count=len(nodes),
        unstated=len(nodes) - len(stated),
        weakest=weakest,
        confidence=stated.get(weakest),
        fallen=tuple((node, status) for node, status in statuses if status in FALLEN and status),
        newest=newest,
        written=written.get(newest),
    )


def _written(site: Site, node: NodeId) -> datetime.date | None:
    """When a note was written; for one that tells only of its last change, when that was."""
    dates = site.dates[node]
    return dates.created or dates.updated
