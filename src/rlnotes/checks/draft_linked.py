"""draft-linked: a published note links a draft."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, links_of
from rlnotes.graph.resolution import Draft
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link to a draft; the page shows it as plain words."""
    for made in links_of(subject.site):
        match made.resolution:
            case Draft(path=path):
                yield about(made, "draft-linked", f"'{path}' is a draft", "publish it, or build with --drafts")
            case _:
                pass
