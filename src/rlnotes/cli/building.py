"""A build from reading to writing to the last line of the report; only what changed is done again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rlnotes.cli.inputs import Inputs, Outcome, inputs_of
from rlnotes.cli.remembering import Record
from rlnotes.cli.session import Overrides, finding_code, opened, show_findings, show_kept
from rlnotes.config.judgement import judged
from rlnotes.model.page import Copy
from rlnotes.shell.output import Site, Written, clean, survey, write_stream
from rlnotes.shell.report import Done, Totals, build_summary

if TYPE_CHECKING:
    from rlnotes.shell.survey import Survey


@dataclass(frozen=True, slots=True)
class Wish:
    """How a build is wanted, apart from the configuration."""

    is_clean: bool = False
    is_quiet: bool = False
    is_verbose: bool = False
    is_cached: bool = True


def build_code(config_file: Path | None, overrides: Overrides, wish: Wish) -> int:
    """The exit code of a build, after it is done."""
    started = time.perf_counter()
    session = opened(config_file, overrides)
    if wish.is_clean:
        clean(session.destination)
    inputs = inputs_of(session, is_cached=wish.is_cached and not wish.is_clean)
    outcome = _unchanged(inputs) or _built(inputs, is_cached=wish.is_cached)
    findings = judged((*outcome.findings, *inputs.census.diagnostics), session.config)
    show_findings(findings, session.shown)
    show_kept(outcome.written, session)
    if inputs.memory.why and not wish.is_quiet:
        click.echo(f"built anew: {inputs.memory.why}", err=True)
    if wish.is_verbose:
        _show_files(outcome.written)
    if not wish.is_quiet:
        totals = Totals(_page_count(outcome), outcome.notes, outcome.sources, time.perf_counter() - started)
        click.echo(build_summary(totals, outcome.done, outcome.written, findings))
    return finding_code(findings)


def _page_count(outcome: Outcome) -> int:
    return sum(path.endswith(".html") for path in outcome.written.hashes)


def _unchanged(inputs: Inputs) -> Outcome | None:
    """The outcome where neither the input nor the output changed since the last build; None where something did."""
    record, found = inputs.memory.record, inputs.census
    if record is None or record.terms != inputs.terms or found.is_news(record.seen):
        return None
    standing = survey(inputs.session.destination, record.hashes, record.remembered)
    if standing.unfit:
        return None
    written = _written_again(inputs, record, standing)
    return Outcome(written, record.findings, record.notes, record.sources, Done(0, 0))


def _written_again(inputs: Inputs, record: Record, standing: Survey) -> Written:
    copies = [Copy(each.path, each.origin) for each in record.copies]
    kept = {path: content for path, content in record.hashes.items() if path not in {copy.path for copy in copies}}
    return write_stream(inputs.session.destination, Site((), copies, kept), (), standing)


def _built(inputs: Inputs, *, is_cached: bool) -> Outcome:
    from rlnotes.cli.incremental import built

    return built(inputs, is_cached=is_cached)


def _show_files(written: Written) -> None:
    for verb, paths in (("wrote", written.written), ("removed", written.removed)):
        for path in paths:
            click.echo(f"{verb} {path}")
