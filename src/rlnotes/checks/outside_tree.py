"""outside-tree: a link leaves the notes folder."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, links_of
from rlnotes.graph.resolution import OutsideTree
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each path that climbs out of the notes folder."""
    for made in links_of(subject.site):
        match made.resolution:
            case OutsideTree():
                message = f"'{made.link.target}' lies outside the notes folder"
                yield about(made, "outside-tree", message, "link a file below the notes folder, or its full address")
            case _:
                pass
