"""The sources behind a hub, a topic or an inquiring line: all that its notes cite, and those of the hubs below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rlnotes.graph.lines import line_sources
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind


def sources_below(site: Site, path: str) -> Iterator[str]:
    """The citation keys of all sources behind the note at `path`, each once, nearest first.

    What it lists or argues from counts, and what hubs and topics among that list, at any depth; a source in a list is
    one of them itself.
    """
    found: dict[str, None] = {}
    for node in _nodes_below(site, path):
        keys = (node[1:],) if node.startswith("@") else site.cites.get(node, ())
        fresh = [key for key in keys if key not in found]
        found |= dict.fromkeys(fresh)
        yield from fresh


def _nodes_below(site: Site, path: str) -> Iterator[NodeId]:
    """The note itself, and the nodes below it, each once, a level after the other."""
    level: dict[NodeId, None] = {path: None}
    seen: dict[NodeId, None] = {}
    first = _argued_from(site, path)
    while level:
        yield from level
        seen |= level
        below = (*first, *(child for node in level for child in _listed_by(site, node)))
        level, first = {node: None for node in below if node not in seen}, ()


def _argued_from(site: Site, path: str) -> tuple[NodeId, ...]:
    is_line = site.notes[path].front.kind is Kind.LINE
    return tuple(member.node for member in line_sources(site, path)) if is_line else ()


def _listed_by(site: Site, node: NodeId) -> Iterable[NodeId]:
    if node in site.sections:
        return (member.node for section in site.sections[node] for member in section.members)
    return (member.node for member in site.topics[node]) if node in site.topics else ()
