"""case-mismatch: a link finds its target only when letter case or Unicode form is ignored."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about
from rlnotes.graph.resolution import Found, FoundFile, FoundFolder
from rlnotes.model.diagnostic import Diagnostic


def check(made: MadeLink[Found | FoundFile | FoundFolder]) -> Iterator[Diagnostic]:
    """A finding for a link spelled otherwise than its target."""
    if spelling := made.resolution.spelling:
        message = f"'{made.link.target}' differs from '{spelling}' in letter case or Unicode form"
        yield about(made, "case-mismatch", message, "spell both alike")
