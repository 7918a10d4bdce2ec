"""A build from reading to writing to the last line of the report."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import click

from rlnotes.app.pipeline import Built, build
from rlnotes.cli.session import Overrides, Session, collected, finding_code, opened, show_findings, show_kept
from rlnotes.config.judgement import judged
from rlnotes.shell.output import Written, clean, write_site
from rlnotes.shell.report import Totals, build_summary
from rlnotes.shell.theme import read_theme


@dataclass(frozen=True, slots=True)
class Wish:
    """How a build is wanted, apart from the configuration."""

    is_clean: bool = False
    is_quiet: bool = False
    is_verbose: bool = False


def build_code(config_file: Path | None, overrides: Overrides, wish: Wish) -> int:
    """The exit code of a build, after it is done."""
    started = time.perf_counter()
    session = opened(config_file, overrides)
    site = build(collected(session), read_theme(session.root / session.config.templates), session.config)
    written = _written(session, site, wish)
    findings = judged(site.diagnostics, session.config)
    show_findings(findings, session.shown)
    show_kept(written, session)
    if wish.is_verbose:
        _show_files(written)
    if not wish.is_quiet:
        click.echo(build_summary(_totals(site, time.perf_counter() - started), written, findings))
    return finding_code(findings)


def _written(session: Session, site: Built, wish: Wish) -> Written:
    if wish.is_clean:
        clean(session.destination)
    return write_site(session.destination, site.artifacts, site.copies)


def _totals(built: Built, seconds: float) -> Totals:
    pages = sum(artifact.path.endswith(".html") for artifact in built.artifacts)
    return Totals(pages, len(built.site.notes), len(built.site.references), seconds)


def _show_files(written: Written) -> None:
    for verb, paths in (("wrote", written.written), ("removed", written.removed)):
        for path in paths:
            click.echo(f"{verb} {path}")
