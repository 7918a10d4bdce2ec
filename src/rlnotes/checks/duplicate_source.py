"""duplicate-source: two sources of different files have the same citation key."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each record that came second; the first one counts."""
    for first, second in subject.site.doubled_references:
        message = f"'{second.key}' stands in {first.path}:{first.span.line} already"
        yield Diagnostic(second.path, second.span, "duplicate-source", message, "give one of them another key")
