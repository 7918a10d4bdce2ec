"""missing-title: a note has no title but the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic, at_top
from rlnotes.model.naming import is_index
from rlnotes.model.note import Kind


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a note that neither front matter nor a level-1 heading gives a title.

    A source has that of its record, and a file name with a space or a capital letter is meant to be one.
    """
    note = subject.site.notes[path]
    if not note.is_titled and note.front.kind is not Kind.SOURCE and not _is_title(path):
        message = f"no title; the name of the file makes it '{note.title}'"
        yield at_top(path, "missing-title", message, "write `title:` in front matter, or open with a level-1 heading")


def _is_title(path: str) -> bool:
    name = PurePosixPath(path).stem
    return not is_index(path) and (" " in name or name != name.lower())
