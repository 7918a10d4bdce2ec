"""stale-review: a note that a line rests on has changed since the line was reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.support import supports_of
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import Kind, position_of


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for each note that changed on a later day than that of the review."""
    site = subject.site
    front = site.notes[path].front
    if front.kind is not Kind.LINE or not front.reviewed:
        return
    for member in supports_of(site, path):
        changed = site.dates[member.node].updated
        if changed and changed > front.reviewed:
            title = site.notes[member.node].title
            message = f"'{title}', which this rests on, changed on {changed}, after the review"
            way_out = "read it again, mend what it changes, and set 'reviewed' to that day"
            yield Diagnostic(path, position_of(front, "reviewed"), "stale-review", message, way_out, member.node)
