"""A build that has something to do, from what is known to what is written and known then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rlnotes.app.building import Count, Job, all_findings, begin, made
from rlnotes.app.codec import DamagedError
from rlnotes.app.keeping import BYTECODE, HEAD, HISTORY, kept_rows, known_again
from rlnotes.app.known import UNITS, Known, nothing_known
from rlnotes.app.pipeline import citation_style
from rlnotes.app.tables import Rows
from rlnotes.app.terms import Changes, Terms
from rlnotes.cli.inputs import Inputs, Outcome, inputs_of
from rlnotes.cli.remembering import RECORD, Copied, Record, packed
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.page import Artifact, Copy
from rlnotes.pages.plan import used_files
from rlnotes.parse.note import ParseOptions
from rlnotes.render.reach import template_digests, theme_digest
from rlnotes.shell.bodies import StoredBodies
from rlnotes.shell.cache import abandoned, begun_store, changed, finished
from rlnotes.shell.census import Census
from rlnotes.shell.output import Site, Written, survey, write_stream
from rlnotes.shell.report import Done
from rlnotes.shell.states import NOTHING_REMEMBERED
from rlnotes.shell.store import DamagedStoreError, Store, read_entries, read_entry
from rlnotes.shell.workers import in_processes


@dataclass(slots=True)
class Bench:
    """What a build works on: what is known, the rows it came from, and the store in which it is kept, if any."""

    known: Known
    rows: Rows | None
    store: Store | None
    is_new: bool


def built(inputs: Inputs, *, is_cached: bool) -> Outcome:
    """The outcome of a build, after its pages are written and what it knows is kept."""
    try:
        bench = _again(inputs) if inputs.memory.store else _anew(inputs, is_cached=is_cached)
        return _done(inputs, bench)
    except (DamagedStoreError, DamagedError):
        return _done_anew(inputs, is_cached=is_cached)


def _anew(inputs: Inputs, *, is_cached: bool) -> Bench:
    """A bench on which nothing is known."""
    store = begun_store(inputs.session.root, inputs.memory.secret) if is_cached else None
    return Bench(nothing_known(StoredBodies(store, is_eager=True) if store else {}), None, store, is_new=True)


def _again(inputs: Inputs) -> Bench:
    """A bench with what the last build knew.

    Raises:
        DamagedStoreError: the store can't be read.
        DamagedError: what it holds is not what it should be.
    """
    store = inputs.memory.store
    if store is None:
        raise DamagedError
    head, history, bytecode = (read_entry(store, "rows", name) for name in (HEAD, HISTORY, BYTECODE))
    if head is None or history is None or bytecode is None:
        raise DamagedError
    rows = Rows(lambda key: read_entry(store, "rows", key), lambda: _by_key(store))
    return Bench(
        known_again(rows, head, history, bytecode, StoredBodies(store, is_eager=False)), rows, store, is_new=False
    )


def _by_key(store: Store) -> Iterator[tuple[str, bytes]]:
    return ((key, content) for key, content in read_entries(store, "rows") if not key.startswith("\0"))


def _done_anew(inputs: Inputs, *, is_cached: bool) -> Outcome:
    """The outcome of a build that finds what was kept to be of no use."""
    if inputs.memory.store:
        abandoned(inputs.memory.store, inputs.session.root)
    fresh = inputs_of(inputs.session, is_cached=False)
    inputs.memory.why = "the cache was damaged"
    return _done(fresh, _anew(fresh, is_cached=is_cached))


def _done(inputs: Inputs, bench: Bench) -> Outcome:
    found, known = inputs.census, bench.known
    terms = terms_of(inputs, known)
    changes = changes_of(found)
    job = begin(known, changes, terms, in_processes)
    count = Count()
    copies = _copies(inputs, job)
    written = _written(inputs, bench, job, terms, copies, count)
    findings = all_findings(known, inputs.theme)
    record = _record(inputs, job, copies, written, findings)
    _keep(inputs, bench, record)
    done = Done(job.step.parsed, count.rendered)
    return Outcome(written, findings, record.notes, record.sources, done)


def changes_of(found: Census) -> Changes:
    """What of the input differs."""
    return Changes(found.notes, found.bibliographies, found.gone, found.files, found.history)


def terms_of(inputs: Inputs, known: Known) -> Terms:
    """The terms of a build; what is wrong with the citation style is told in what is known."""
    config = inputs.session.config
    options = ParseOptions(config.html == "trusted", tuple(sorted(config.math_macros.items())))
    style, found = citation_style(inputs.census.styles, config.citation_style, config.language)
    known.findings.pop("?style", None)
    if found:
        known.findings["?style"] = found
    if known.theme != (theme := theme_digest(inputs.theme)):
        known.theme, known.template_digests, known.bytecode = theme, template_digests(inputs.theme), {}
    return Terms(config, options, style, inputs.theme, known.template_digests, inputs.terms)


def _copies(inputs: Inputs, job: Job) -> tuple[Copy, ...]:
    record = inputs.memory.record
    if record and not job.step.is_anew:
        return tuple(Copy(each.path, each.origin) for each in record.copies)
    return used_files(job.step.edition)


def _written(inputs: Inputs, bench: Bench, job: Job, terms: Terms, copies: tuple[Copy, ...], count: Count) -> Written:
    """The pages made and the output brought up to date."""
    destination, assets = inputs.session.destination, inputs.theme.assets
    if bench.is_new:
        standing = survey(destination, {})
        stream = made(bench.known, job, terms, frozenset(), count, in_processes)
        site = Site([*job.sheets, *assets], copies)
        return write_stream(destination, site, _with_assets(stream, assets), standing)
    record = inputs.memory.record
    before, remembered = (record.hashes, record.remembered) if record else ({}, NOTHING_REMEMBERED)
    expected = _expected(bench.known, before, assets)
    standing = survey(destination, expected, remembered)
    again = frozenset(path for path in standing.unfit if path in bench.known.tables[UNITS])
    pages = tuple(made(bench.known, job, terms, again, count, in_processes))
    new = {path: content for path, content in assets.items() if path not in standing.fit}
    artifacts = (*pages, *(Artifact(path, content) for path, content in new.items()))
    fresh = {artifact.path for artifact in artifacts} | count.failed
    kept = {path: content_hash for path, content_hash in standing.fit.items() if path not in fresh}
    return write_stream(destination, Site(sorted(fresh - count.failed), copies, kept), artifacts, standing)


def _with_assets(pages: Iterator[Artifact], assets: Mapping[str, bytes]) -> Iterator[Artifact]:
    yield from pages
    yield from (Artifact(path, content) for path, content in assets.items())


def _expected(known: Known, before: Mapping[str, str], assets: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each page and asset that may stay as the last build left it."""
    units = known.tables[UNITS]
    pages = {path: content_hash for path, content_hash in before.items() if path not in assets and path in units}
    return pages | {path: hashlib.sha256(content).hexdigest() for path, content in assets.items()}


def _record(inputs: Inputs, job: Job, copies: tuple[Copy, ...], written: Written, findings: Diagnostics) -> Record:
    before, site = inputs.memory.record, job.step.edition.site
    is_same = before is not None and not job.step.is_anew
    return Record(
        inputs.memory.program,
        inputs.terms,
        inputs.census.seen,
        dict(written.hashes),
        tuple(Copied(copy.path, copy.origin) for copy in copies),
        written.remembered,
        findings,
        before.notes if before and is_same else len(site.notes),
        before.sources if before and is_same else len(site.references),
    )


def _keep(inputs: Inputs, bench: Bench, record: Record) -> None:
    """Keep what is known for the next build; a word where that fails."""
    if bench.store is None:
        return
    bodies = bench.known.bodies
    rows = (row for part in (kept_rows(bench.known, bench.rows), [(RECORD, packed(record))]) for row in part)
    shown = iter(bodies.changes.items()) if isinstance(bodies, StoredBodies) else iter(())
    problem = changed(bench.store, {"rows": rows, "bodies": shown})
    if bench.is_new and not problem:
        problem = finished(bench.store, inputs.session.root)
    if problem:
        inputs.memory.why = f"the cache can't be written: {problem}"
