"""Embeds of notes in notes: which part is meant, and where a circle or a depth would make a page without end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rlnotes.graph.resolution import Found, Resolution
from rlnotes.graph.site import Site
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Note
from rlnotes.parse.slug import heading_slug

MOST_LEVELS = 8
"""How deep embeds may stand in embeds."""

Part: TypeAlias = tuple[str, str]
"""A note's path and the anchor of the part, "" for the whole note."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """The chain of parts that comes back to its start."""

    chain: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TooDeep:
    """The chain of parts that goes deeper than a page can take."""

    chain: tuple[Part, ...]


def embeds_notes(note: Note, resolutions: tuple[Resolution, ...]) -> bool:
    """Whether a note embeds a note or part of one."""
    pairs = zip(note.links, resolutions, strict=True)
    return any(link.form is LinkForm.EMBED and isinstance(resolution, Found) for link, resolution in pairs)


def embedded_part(site: Site, path: str, index: int) -> Part | None:
    """The part of a note that link `index` of the note at `path` embeds; None where it is no such embed."""
    resolution = site.resolutions[path][index]
    if site.notes[path].links[index].form is not LinkForm.EMBED or not isinstance(resolution, Found):
        return None
    target = path_of_node(site, resolution.node)
    return (target, _part_anchor(site.notes[target], resolution.anchor or "")) if target else None


def _part_anchor(note: Note, anchor: str) -> str:
    """`anchor`, or "" where it is that of the title: below the title stands the whole note."""
    is_title = anchor == heading_slug(note.title) and all(heading.id != anchor for heading in note.headings)
    return "" if is_title else anchor


def path_of_node(site: Site, node: str) -> str:
    """The path of the note that a node stands for, or "" for a source without a note."""
    return node if node in site.notes else site.comments.get(node[1:], "")


def embed_obstacle(chain: tuple[Part, ...], part: Part) -> Cycle | TooDeep | None:
    """Why `part` can't be embedded below `chain` (outermost first), or None if it can.

    A note may embed a section or block of its own elsewhere; only the same part again makes a circle.
    """
    if part in chain:
        return Cycle((*chain, part))
    return TooDeep((*chain, part)) if len(chain) > MOST_LEVELS else None


def embed_groups(inner: Mapping[Part, tuple[Part, ...]]) -> tuple[frozenset[Part], ...]:
    """The parts that embed each other in a circle, together, and every other part alone; none before what it embeds.

    `inner` names the parts that each part embeds. These are the strongly connected components (Tarjan 1972, by
    networkx).
    """
    if not any(inner[embedded] for parts in inner.values() for embedded in parts):
        return tuple(frozenset({part}) for part in sorted(inner, key=lambda part: bool(inner[part])))
    import networkx as nx  # noqa: PLC0415 - a heavy import that only collections with embeds in embeds pay for

    graph: nx.DiGraph[Part] = nx.DiGraph()
    graph.add_nodes_from(inner)
    graph.add_edges_from((part, embedded) for part, parts in inner.items() for embedded in parts)
    return tuple(frozenset(group) for group in nx.strongly_connected_components(graph))
