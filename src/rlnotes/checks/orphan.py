"""orphan: no note links, lists or cites a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import Subject
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic, at_top
from rlnotes.model.naming import is_index
from rlnotes.model.note import FrontMatter, Kind, LineState

_WOVEN: Final = frozenset({Kind.NOTE, Kind.LINE, Kind.SOURCE})
"""The kinds that live by being linked; hubs and topics stand at the top, the others have lists of their own."""


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a listed note that readers meet only in the list of all notes; an index stands for its folder."""
    front = subject.site.notes[path].front
    stands_alone = front.is_unlisted or is_index(path) or _is_open_line(front)
    if front.kind in _WOVEN and not stands_alone and not _is_held(subject.site, path):
        way_out = "link it where it helps, list it in a hub, or make it unlisted"
        yield at_top(path, "orphan", "no note links this one, and no hub or topic lists it", way_out)


def _is_open_line(front: FrontMatter) -> bool:
    """Whether it is a line that the home page lists."""
    return front.kind is Kind.LINE and front.state not in {LineState.ANSWERED, LineState.DROPPED}


def _is_held(site: Site, path: str) -> bool:
    node = site.nodes[path]
    is_cited = node != path and bool(site.cited_by[node[1:]])
    return is_cited or bool(site.backlinks.get(node)) or bool(site.parents.get(node))
