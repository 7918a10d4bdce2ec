"""duplicate-title: two notes have the same title."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.note import position_of


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each listed note with the title of one before it by path, letter case aside."""
    for path, first in subject.site.namesakes.items():
        note = subject.site.notes[path]
        message, way_out = f"'{first}' has the title '{note.title}' too", "give one of them a title of its own"
        yield Diagnostic(path, position_of(note.front, "title"), "duplicate-title", message, way_out, note.title)
