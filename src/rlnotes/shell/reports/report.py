"""What every format of a report is made from."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.shell.report import Shown, shown_path

Lines: TypeAlias = Callable[[Diagnostic], Sequence[str]]
"""The lines of the file that a finding is about; none where they can't be had."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check came to.

    `findings` are those that count, by path and place; where the notes were compared with earlier ones (`is_compared`),
    `old` are those that were there then and `gone` is the number of those that are no more. `notes` and `links` tell
    how much was looked at, `unverified` which addresses of other hosts could not be judged, and why. `base` leads
    from the top of the repository to the current folder, "" where they are the same or it is not known. `is_brief` asks
    people's formats to show a part of the advice where there is a lot of it.
    """

    findings: tuple[Judged, ...]
    shown: Shown
    notes: int
    links: int
    old: tuple[Judged, ...] = ()
    gone: int = 0
    is_compared: bool = False
    shows_old: bool = False
    unverified: tuple[tuple[str, str], ...] = ()
    base: str = ""
    is_brief: bool = False


def place_from_top(found: Diagnostic, report: Report) -> str:
    """The path of a finding's file from the top of the repository, which services want to have."""
    return posixpath.normpath(f"{report.base}/{shown_path(found, report.shown)}".lstrip("/"))
