"""How the report of a check leaves: printed in one format, written to files in others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import click

from rlnotes.cli.session import Session
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.report import is_coloured, shown_path
from rlnotes.shell.reports.formats import FORMATS
from rlnotes.shell.reports.github import step_summary
from rlnotes.shell.reports.report import Report
from rlnotes.shell.reports.text import Screen, text


@dataclass(frozen=True, slots=True)
class Reporting:
    """The format that is printed, and files with the format of each."""

    format_: str
    files: tuple[tuple[str, Path], ...] = ()


def format_here(environment: Mapping[str, str]) -> str:
    """The format that whoever reads along understands: commands in a GitHub workflow, lines elsewhere."""
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "text"


def show(report: Report, session: Session, reporting: Reporting) -> None:
    """Print the report, and write it where else it is wanted.

    Raises:
        CannotRun: a file can't be written.
    """
    if reporting.format_ == "text":
        screen = _screen(session)
        click.echo(text(report, screen), nl=False, color=bool(screen and screen.is_coloured))
    else:
        click.echo(FORMATS[reporting.format_](report), nl=False)
    if reporting.format_ == "github" and (path := os.environ.get("GITHUB_STEP_SUMMARY")):
        _write(Path(path), step_summary(report), mode="a")
    for name, file in reporting.files:
        _write(file, FORMATS[name](report), mode="w")


def _write(path: Path, content: str, mode: str) -> None:
    try:
        with path.open(mode, encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(content)
    except OSError as error:
        raise CannotRun(f"can't write {path.name}: {reason(error)}") from error


def _screen(session: Session) -> Screen | None:
    """The terminal that the report is printed on; None where it goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    coloured = is_coloured(os.environ, is_terminal=True)

    @lru_cache(maxsize=1)
    def lines(path: str) -> tuple[str, ...]:
        try:
            content = Path(path).read_bytes()
        except (OSError, ValueError):
            return ()
        return tuple(content.decode("utf-8-sig", errors="replace").splitlines())

    def lines_of(found: Diagnostic) -> tuple[str, ...]:
        return lines(shown_path(found, session.shown))

    return Screen(shutil.get_terminal_size().columns, coloured, lines_of)
