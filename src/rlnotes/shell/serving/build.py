"""What the server serves: one state of the site, what differs from the state before, and what to watch for the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from rlnotes.config.judgement import Judged
from rlnotes.shell.report import Shown
from rlnotes.shell.reports.first_run import FirstRun


@dataclass(frozen=True, slots=True)
class Places:
    """Where a change can change the site.

    `trees` are folders with all that is below them, the notes first; `files` are single files elsewhere. Any of them
    may be missing: then its coming is waited for. `exclude` are globs relative to the first tree; what lies below
    `output` never counts.
    """

    trees: tuple[Path, ...]
    files: tuple[Path, ...] = ()
    exclude: tuple[str, ...] = ()
    output: Path | None = None


def no_note(_path: str) -> str:
    """No note is known for any page."""
    return ""


@dataclass(frozen=True, slots=True)
class Build:
    """One state of the site.

    `content` gives the bytes at an output path, attachments included, or None. It is called from the server's thread,
    one call at a time, and goes on giving this state after the next one was built. `changed` are the output paths whose
    content is new, different or gone since the last state that could be built. `summary` is one line without the time
    it took, which is `seconds`. `base_url` is the configured one. `note_of` is the note that a page shows, "" for none.
    `first_run` is there for the first state of notes without a configuration.
    """

    content: Callable[[str], bytes | None]
    changed: frozenset[str]
    findings: tuple[Judged, ...]
    summary: str
    seconds: float
    shown: Shown
    places: Places
    base_url: str = ""
    note_of: Callable[[str], str] = no_note
    first_run: FirstRun | None = None


# The site built anew from what is on disk. Raises CannotRun, with words for the author, where that is impossible.
Rebuild: TypeAlias = Callable[[], Build]
