"""outside-tree: a link leaves the notes folder."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about
from rlnotes.graph.resolution import OutsideTree
from rlnotes.model.diagnostic import Diagnostic


def check(made: MadeLink[OutsideTree]) -> Iterator[Diagnostic]:
    """A finding for a path that climbs out of the notes folder."""
    message = f"'{made.link.target}' lies outside the notes folder"
    yield about(made, "outside-tree", message, "link a file below the notes folder, or its full address")
