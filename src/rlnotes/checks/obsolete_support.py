"""obsolete-support: a line, or an entry of a note's sources, rests on a note that is obsolete or abandoned."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.graph.resolution import NodeId, target_node
from rlnotes.graph.site import Site
from rlnotes.graph.support import FALLEN, supports_of
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.note import FrontMatter, Kind, LineState


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for each such note, where it is named first; one that holds no longer itself may rest on anything."""
    site = subject.site
    front = site.notes[path].front
    if front.status in FALLEN or front.state is LineState.DROPPED:
        return
    for node, link in _supports(site, path, front).items():
        status = site.notes[node].front.status if node in site.notes else None
        if status in FALLEN:
            message = f"'{site.notes[node].title}', which this rests on, is {status}"
            way_out = "rest it on what took its place, or say what still holds"
            made = MadeLink(site, path, link, site.resolutions[path][link.index])
            yield about(made, "obsolete-support", message, way_out)


def _supports(site: Site, path: str, front: FrontMatter) -> dict[NodeId, Link]:
    """What a note rests on, with the link that names it: an entry of its sources, else the first in its text."""
    note, resolutions = site.notes[path], site.resolutions[path]
    links = [entry.link for entry in front.source_entries]
    if front.kind is Kind.LINE:
        wanted = {member.node for member in supports_of(site, path)}
        body = sorted((link.span, link.index) for link in note.links if link.form is not LinkForm.FRONT_MATTER)
        links += [note.links[index] for _, index in body if target_node(resolutions[index]) in wanted]
    named = {target_node(resolutions[link.index]): link for link in reversed(links)}
    return {node: named[node] for node in sorted(filter(None, named))}
