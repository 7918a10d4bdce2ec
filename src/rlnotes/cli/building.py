"""A build from reading to writing to the last line of the report; only what changed is done again."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rlnotes.cli.course import Course, show_profile, watching
from rlnotes.cli.inputs import Inputs, Outcome, inputs_of, judged_findings
from rlnotes.cli.remembering import Record, close, renew
from rlnotes.cli.session import Overrides, Session, finding_code, opened, show_findings, show_kept
from rlnotes.config.judgement import Judged
from rlnotes.model.page import Copy
from rlnotes.shell.output import Site, Written, clean, survey, write_stream
from rlnotes.shell.report import Done, Totals, build_summary, printable
from rlnotes.shell.states import Remembered
from rlnotes.shell.workers import without_collection

if TYPE_CHECKING:
    from rlnotes.shell.survey import Survey


@dataclass(frozen=True, slots=True)
class Wish:
    """How a build is wanted, apart from the configuration; `cluster` is the address of one that shall do the work."""

    is_clean: bool = False
    is_quiet: bool = False
    is_verbose: bool = False
    is_cached: bool = True
    is_verified: bool = False
    is_profiled: bool = False
    cluster: str = ""


def build_code(config_file: Path | None, overrides: Overrides, wish: Wish) -> int:
    """The exit code of a build, after it is done."""
    started = time.perf_counter()
    with without_collection(), watching(is_quiet=wish.is_quiet, is_profiled=wish.is_profiled) as course:
        course.tell("starting")
        session = opened(config_file, overrides)
        inputs, outcome = _done(session, wish, course)
        course.tell("reporting")
    findings = judged_findings(inputs, outcome.findings)
    _show_found(inputs, outcome, findings, wish)
    show_kept(outcome.written, session)
    if not wish.is_quiet:
        _show_memory(inputs)
    if wish.is_verbose:
        _show_files(outcome.written)
        for each in inputs.census.inventory.left_out:
            click.echo(f"left out {printable(each.path)}: {each.why}")
    if not wish.is_quiet:
        totals = Totals(_page_count(outcome), outcome.notes, outcome.sources, time.perf_counter() - started)
        click.echo(build_summary(totals, outcome.done, outcome.written, findings))
    if course.profile:
        show_profile(course.profile, inputs, outcome)
    if wish.is_verified:
        _verify(session, inputs, outcome, wish)
    return finding_code(findings)


def _show_found(inputs: Inputs, outcome: Outcome, findings: tuple[Judged, ...], wish: Wish) -> None:
    if not outcome.look or wish.is_quiet:
        show_findings(findings, inputs.session.shown)
        return
    from rlnotes.cli.first_run import first_run, show_first_run

    show_first_run(first_run(inputs, outcome.look, findings))


def _verify(session: Session, inputs: Inputs, outcome: Outcome, wish: Wish) -> None:
    from rlnotes.cli.verifying import verified

    words = verified(session, inputs, outcome)
    if not wish.is_quiet:
        click.echo(words)


def _done(session: Session, wish: Wish, course: Course) -> tuple[Inputs, Outcome]:
    """What the build was made from, and what it came to."""
    course.tell("reading")
    if wish.is_clean:
        clean(session.destination)
    inputs = inputs_of(session, is_cached=wish.is_cached and not wish.is_clean)
    try:
        return inputs, _unchanged(inputs, course) or _built(inputs, course, wish)
    finally:
        close(inputs.memory)


def _show_memory(inputs: Inputs) -> None:
    """Say why the build could not start from the last one, or the next can't start from this one."""
    if inputs.memory.why:
        click.echo(f"built anew: {inputs.memory.why}", err=True)
    if inputs.memory.trouble:
        click.echo(f"not kept for the next build: {inputs.memory.trouble}", err=True)


def _page_count(outcome: Outcome) -> int:
    return sum(path.endswith(".html") for path in outcome.written.hashes)


def _unchanged(inputs: Inputs, course: Course) -> Outcome | None:
    """The outcome where neither the input nor the output changed since the last build; None where something did."""
    record, found = inputs.memory.record, inputs.census
    if record is None or record.terms != inputs.terms or found.is_news(record.seen):
        return None
    course.tell("comparing")
    standing = survey(inputs.session.destination, record.hashes, record.remembered)
    if standing.unfit:
        return None
    course.tell("writing")
    written = _written_again(inputs, record, standing)
    if found.seen != record.seen or written.remembered != record.remembered:  # other marks, the same content
        fresh = replace(record, seen=found.seen, remembered=written.remembered, hashes=dict(written.hashes))
        renew(inputs.memory, inputs.session.root, fresh)
    return Outcome(written, record.findings, record.notes, record.sources, Done(0, 0))


def _written_again(inputs: Inputs, record: Record, standing: Survey) -> Written:
    if not record.copies and not standing.was_killed and standing.known.keys() == record.hashes.keys():
        remembered = Remembered(standing.states, record.remembered.origins)
        return Written(unchanged=tuple(record.hashes), hashes=record.hashes, remembered=remembered)
    copies = [Copy(each.path, each.origin) for each in record.copies]
    kept = {path: content for path, content in record.hashes.items() if path not in {copy.path for copy in copies}}
    return write_stream(inputs.session.destination, Site((), copies, kept), (), standing)


def _built(inputs: Inputs, course: Course, wish: Wish) -> Outcome:
    course.tell("starting")
    from rlnotes.cli.incremental import built

    course.tell("reading")
    if not wish.cluster:
        return built(inputs, course, is_cached=wish.is_cached)
    from rlnotes.shell.cluster import cluster

    with cluster(wish.cluster) as executor:
        return built(inputs, course, is_cached=wish.is_cached, cluster=executor)


def _show_files(written: Written) -> None:
    for verb, paths in (("wrote", written.written), ("removed", written.removed)):
        for path in paths:
            click.echo(f"{verb} {path}")
