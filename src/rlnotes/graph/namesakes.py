"""Notes that readers can't tell apart by their titles."""

from __future__ import annotations

from collections.abc import Iterable

from rlnotes.model.naming import folded
from rlnotes.model.note import Note


def namesakes_of(notes: Iterable[Note]) -> dict[str, str]:
    """For each of the notes, taken in order, that has the title of one before it: its path, and the first one's."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for note in notes:
        known = first.setdefault(folded(note.title), note.path)
        if known != note.path:
            found[note.path] = known
    return found
