"""duplicate-source: two records have the same citation key, or two notes are about the same source."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import position_of


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each record or note that came second; the first one counts."""
    for first, second in subject.site.doubled_references:
        message = f"'{second.key}' stands in {first.path}:{first.span.line} already"
        yield Diagnostic(second.path, second.span, "duplicate-source", message, "give one of them another key")
    for path, node in subject.site.nodes.items():
        first_note = subject.site.comments.get(node[1:], path) if node != path else path
        if first_note != path:
            message = f"'{first_note}' is about the source '{node[1:]}' already"
            span = position_of(subject.site.notes[path].front, "kind")
            yield Diagnostic(path, span, "duplicate-source", message, "put both texts into one note")
