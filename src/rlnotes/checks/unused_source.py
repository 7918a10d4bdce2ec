"""unused-source: a bibliography has a source that no note cites."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.reference import Reference


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each record without a note that cites, links or is about it."""
    for record in _unused(subject.site):
        message = f"no note cites '{record.key}'"
        yield Diagnostic(record.path, record.span, "unused-source", message, "cite it, or take it out", record.key)


def _unused(site: Site) -> Iterator[Reference]:
    hidden = {key for path in site.unlisted for key in site.cites[path]}
    for key, citing in site.cited_by.items():
        if not citing and key not in hidden and key not in site.comments:
            yield site.references[key]
