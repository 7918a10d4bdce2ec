"""A check from reading to its report."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

import click

from rlnotes.app.pipeline import check
from rlnotes.cli.session import Overrides, Session, collected, finding_code, opened, show_findings
from rlnotes.config.judgement import Judged, judged
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.report import counted, findings_summary, report_json


@dataclass(frozen=True, slots=True)
class Scope:
    """Which findings are reported: those below a path, of certain rules; None and empty mean all."""

    path: Path | None = None
    rules: frozenset[str] = frozenset()


def check_code(config_file: Path | None, overrides: Overrides, scope: Scope, format_: str) -> int:
    """The exit code of a check, after it is done."""
    session = opened(config_file, overrides)
    below = _below(scope, session)
    collection = collected(session)
    found = judged(check(collection, session.config), session.config)
    findings = tuple(each for each in found if _is_in(each, below, scope.rules))
    if format_ == "json":
        click.echo(report_json(findings, session.shown), nl=False)
    else:
        show_findings(findings, session.shown)
        click.echo(f"checked {counted(len(collection.notes), 'note')}: {findings_summary(findings)}")
    return finding_code(findings)


def _below(scope: Scope, session: Session) -> str:
    """The scope's path relative to the notes, "" for all of them."""
    if scope.path is None:
        return ""
    notes = (session.root / session.config.notes).resolve()
    path = scope.path.resolve()
    if notes.is_relative_to(path):
        return ""
    if not path.is_relative_to(notes):
        raise CannotRun(f"{scope.path} is not among the notes in {session.shown.notes}/")
    return unicodedata.normalize("NFC", path.relative_to(notes).as_posix())


def _is_in(judged: Judged, below: str, rules: frozenset[str]) -> bool:
    path = judged.diagnostic.path
    is_there = not below or path == below or path.startswith(f"{below}/")
    return is_there and (not rules or judged.diagnostic.rule in rules)
