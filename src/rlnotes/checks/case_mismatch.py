"""case-mismatch: a link finds its target only when letter case or Unicode form is ignored."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, links_of
from rlnotes.graph.resolution import Found, FoundFile
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link spelled otherwise than its target."""
    for made in links_of(subject.site):
        match made.resolution:
            case Found(spelling=spelling) | FoundFile(spelling=spelling) if spelling:
                message = f"'{made.link.target}' differs from '{spelling}' in letter case or Unicode form"
                yield about(made, "case-mismatch", message, "spell both alike")
            case _:
                pass
