"""duplicate-source: two records have the same citation key, or two notes are about the same source."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import position_of


def check_records(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each record that came second; the first one counts."""
    for first, second in subject.site.doubled_references:
        message = f"'{second.key}' stands in {first.path}:{first.span.line} already"
        yield Diagnostic(
            second.path, second.span, "duplicate-source", message, "give one of them another key", second.key
        )


def check_note(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a note about a source that another note is about; the first one counts."""
    node = subject.site.nodes[path]
    first_note = subject.site.comments[node[1:]] if node != path else path
    if first_note != path:
        message = f"'{first_note}' is about the source '{node[1:]}' already"
        span = position_of(subject.site.notes[path].front, "kind")
        yield Diagnostic(path, span, "duplicate-source", message, "put both texts into one note", node[1:])
