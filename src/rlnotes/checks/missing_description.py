"""missing-description: a note has no description for its card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.naming import is_index
from rlnotes.model.note import Kind, position_of

_ON_CARDS: Final = frozenset({Kind.NOTE, Kind.HUB, Kind.TOPIC, Kind.LINE, Kind.POST})
"""The kinds whose cards say what a note is about; those of a home page's collections have a venue and links."""


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a note of which other pages show no more than its title; an index stands for its folder."""
    front = subject.site.notes[path].front
    if front.kind in _ON_CARDS and not (front.description or front.is_unlisted or is_index(path)):
        span, way_out = position_of(front, "description"), "say in one sentence what readers will learn"
        yield Diagnostic(path, span, "missing-description", "no description for its card", way_out)
