"""ambiguous-link: a link fits several notes equally well."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, links_of
from rlnotes.graph.resolution import Ambiguous
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link with several equally near candidates, which it lists."""
    for made in links_of(subject.site):
        match made.resolution:
            case Ambiguous(candidates=candidates):
                named = ", ".join(f"'{candidate}'" for candidate in candidates)
                message = f"'{made.link.target}' can be {named}"
                yield about(made, "ambiguous-link", message, "write enough of the path to tell them apart")
            case _:
                pass
