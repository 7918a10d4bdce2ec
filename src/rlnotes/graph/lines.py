"""Inquiring lines: the notes an essay argues from, and the lines to read next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from rlnotes.graph.members import member_of
from rlnotes.graph.resolution import NodeId, source_node, target_node
from rlnotes.graph.site import Member, Site
from rlnotes.model.link import LinkForm
from rlnotes.model.note import Kind


def line_sources(site: Site, path: str) -> tuple[Member, ...]:
    """The notes a line rests on, in the order of first mention in its essay, each once; hubs count, lines don't.

    An entry of front matter `sources:` lends its claim and labels; one that the essay does not mention comes last.
    """
    note, resolutions = site.notes[path], site.resolutions[path]
    entries = (member_of(entry, resolutions) for entry in note.front.source_entries)
    labelled = {member.node: member for member in entries if member}
    body = sorted((link.span, link.index) for link in note.links if link.form is not LinkForm.FRONT_MATTER)
    mentioned = (target_node(resolutions[index]) for _, index in body)
    nodes = dict.fromkeys((*(node for node in mentioned if node), *labelled))
    return tuple(labelled.get(node, Member(node)) for node in nodes if node != path and _can_support(site, node))


def _can_support(site: Site, node: NodeId) -> bool:
    return node in site.listed and node in site.notes and site.notes[node].front.kind is not Kind.LINE


def next_lines(site: Site, most: int) -> dict[str, tuple[str, ...]]:
    """The lines to read after each line, as `following_lines` tells."""
    return following_lines(site, lines_of(site), most)


def lines_of(site: Site) -> tuple[str, ...]:
    """The inquiring lines, by path."""
    return tuple(path for path, note in site.notes.items() if note.front.kind is Kind.LINE)


def following_lines(site: Site, lines: tuple[str, ...], most: int) -> dict[str, tuple[str, ...]]:
    """The lines to read after each line: the author's list, then those that share most sources, up to `most` in all.

    Shared are notes argued from and papers cited, directly or by those notes. The author's list is never cut. `lines`
    are all there are; only they and what they argue from are read.
    """
    supports = {path: _support(site, path) for path in lines}
    resting: defaultdict[str, list[str]] = defaultdict(list)
    for path in lines:
        for node in supports[path] if path in site.listed else ():
            resting[node].append(path)
    return {
        path: _following(site, path, Counter(o for n in supports[path] for o in resting[n]), most) for path in lines
    }


def _following(site: Site, path: str, shared: Mapping[str, int], most: int) -> tuple[str, ...]:
    resolutions = site.resolutions[path]
    chosen = (target_node(resolutions[link.index]) for link in site.notes[path].front.next)
    first = tuple(dict.fromkeys(node for node in chosen if node and node != path and _is_listed_line(site, node)))
    others = (other for other in shared if other not in (path, *first))
    ranked = sorted(others, key=lambda other: (-shared[other], other))
    return (*first, *ranked[: max(0, most - len(first))])


def _is_listed_line(site: Site, node: NodeId) -> bool:
    return node in site.listed and node in site.notes and site.notes[node].front.kind is Kind.LINE


def _support(site: Site, path: str) -> frozenset[NodeId]:
    """What a line rests on: the notes it argues from and the papers behind it."""
    notes = (member.node for member in line_sources(site, path))
    return frozenset((*notes, *map(source_node, line_papers(site, path))))


def line_papers(site: Site, path: str) -> tuple[str, ...]:
    """The citation keys behind a line: its own, then those of the notes it argues from, each once."""
    nodes = [member.node for member in line_sources(site, path)]
    return tuple(dict.fromkeys(key for node in (path, *nodes) for key in site.cites.get(node, ())))


def lines_resting(site: Site) -> dict[str, tuple[str, ...]]:
    """For each source that lines rest on, themselves or by the notes they argue from, the listed ones, by path."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in lines_of(site):
        for key in line_papers(site, path) if path in site.listed else ():
            found[key].append(path)
    return {key: tuple(found[key]) for key in sorted(found)}
