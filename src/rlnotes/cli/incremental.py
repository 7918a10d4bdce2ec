"""A build that has something to do, from what is known to what is written and known then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rlnotes.app.afar import afar
from rlnotes.app.building import Count, Job, all_findings, begin, made
from rlnotes.app.codec import DamagedError
from rlnotes.app.execution import Executor
from rlnotes.app.first_look import first_look
from rlnotes.app.keeping import BYTECODE, HEAD, HISTORY, kept_rows, known_again
from rlnotes.app.known import NOTES, UNITS, Known, nothing_known
from rlnotes.app.lettering import card_letters
from rlnotes.app.pipeline import citation_style, style_named
from rlnotes.app.tables import Rows
from rlnotes.app.terms import Changes, Terms
from rlnotes.cli.course import Course
from rlnotes.cli.inputs import Inputs, Outcome, inputs_after
from rlnotes.cli.remembering import RECORD, Copied, Record, begun, forget, packed, trouble_of
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.page import Artifact, Copy
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.plan import used_files
from rlnotes.pages.social_letters import Letters
from rlnotes.parse.note import ParseOptions
from rlnotes.render.reach import template_digests, theme_digest
from rlnotes.shell.bodies import StoredBodies
from rlnotes.shell.cache import changed, dropped, finished
from rlnotes.shell.census import Census, Seen
from rlnotes.shell.ledger import DamagedStoreError
from rlnotes.shell.output import Site, Written, survey, write_stream
from rlnotes.shell.report import Done
from rlnotes.shell.states import NOTHING_REMEMBERED
from rlnotes.shell.store import Store, read_entries, read_entry
from rlnotes.shell.workers import in_processes
from rlnotes.words.in_notes import own_words
from rlnotes.words.table import words_for


@dataclass(slots=True)
class Bench:
    """What a build works on: what is known, the rows it came from, and the store in which it is kept, if any.

    `course` is told how the work goes, `executor` shares it out.
    """

    known: Known
    rows: Rows | None
    store: Store | None
    is_new: bool
    course: Course
    executor: Executor


def built(inputs: Inputs, course: Course, *, is_cached: bool, cluster: Executor | None = None) -> Outcome:
    """The outcome of a build, here or on a cluster, after its pages are written and what it knows is kept."""
    executor = afar(course.watched(cluster)) if cluster else course.watched(in_processes)
    if inputs.memory.store:
        try:
            return _done(inputs, _again(inputs, course, executor))
        except (DamagedStoreError, DamagedError):
            forget(inputs.memory, inputs.session.root)
            inputs = _read_again(inputs, course)
    if is_cached:
        try:
            return _done_anew(inputs, course, executor, is_cached=True)
        except DamagedStoreError:  # the disk gives other bytes back than it took
            inputs.memory.trouble = "the cache can't be read again"
            inputs = _read_again(inputs, course)
    return _done_anew(inputs, course, executor, is_cached=False)


def _read_again(inputs: Inputs, course: Course) -> Inputs:
    course.tell("reading")
    return inputs_after(inputs.session, Seen(), inputs.memory)


def _done_anew(inputs: Inputs, course: Course, executor: Executor, *, is_cached: bool) -> Outcome:
    """The outcome of a build that starts from nothing."""
    store = begun(inputs.memory, inputs.session.root) if is_cached else None
    known = nothing_known(StoredBodies(store, is_eager=True) if store else {})
    try:
        return _done(inputs, Bench(known, None, store, is_new=True, course=course, executor=executor))
    finally:
        if store:
            dropped(store)


def _again(inputs: Inputs, course: Course, executor: Executor) -> Bench:
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
    known = known_again(rows, head, history, bytecode, StoredBodies(store, is_eager=False))
    return Bench(known, rows, store, is_new=False, course=course, executor=executor)


def _by_key(store: Store) -> Iterator[tuple[str, bytes]]:
    return ((key, content) for key, content in read_entries(store, "rows") if not key.startswith("\0"))


def _done(inputs: Inputs, bench: Bench) -> Outcome:
    known, course = bench.known, bench.course
    terms = terms_of(inputs, known)
    job = begin(known, changes_of(inputs.census), terms, bench.executor, course.tell)
    count = Count()
    copies = _copies(inputs, job)
    written = _written(inputs, bench, job, terms, copies, count)
    findings = all_findings(known, inputs.theme)
    course.tell("keeping")
    record = _record(inputs, job, copies, written, findings)
    _keep(inputs, bench, record)
    done = Done(job.step.parsed, count.rendered)
    look = first_look(known.tables[NOTES].values(), inputs.census.notes) if inputs.is_first_run else None
    return Outcome(written, findings, record.notes, record.sources, done, look)


def changes_of(found: Census) -> Changes:
    """What of the input differs."""
    elsewhere, mark = found.inventory.elsewhere, found.seen.elsewhere
    return Changes(found.notes, found.bibliographies, found.gone, found.files, found.history, elsewhere, mark)


def _style(inputs: Inputs, known: Known) -> Style:
    """The citation style; whether it is usable is only looked into when the terms changed, since that takes long."""
    config, styles = inputs.session.config, inputs.census.styles
    if known.digest == inputs.terms:
        return style_named(styles, "" if "?style" in known.findings else config.citation_style, config.language)
    style, found = citation_style(styles, config.citation_style, config.language)
    known.findings.pop("?style", None)
    if found:
        known.findings["?style"] = found
    return style


def _letters(inputs: Inputs, known: Known) -> Letters:
    """The letters of social cards; as for the style, the font is only looked into when the terms changed."""
    if known.digest == inputs.terms:
        letters: Letters = known.constants["imprint"].letters
        return letters
    letters, found = card_letters(inputs.session.config, inputs.theme)
    known.findings.pop("?letters", None)
    if found:
        known.findings["?letters"] = found
    return letters


def terms_of(inputs: Inputs, known: Known) -> Terms:
    """The terms of a build; what is wrong with the citation style is told in what is known."""
    config = inputs.session.config
    macros = tuple(sorted(config.math_macros.items()))
    tables = inputs.theme.site_templates
    options = ParseOptions(
        config.html == "trusted", macros, config.search, config.dialects, config.language, own_words(tables)
    )
    style, letters = _style(inputs, known), _letters(inputs, known)
    words = words_for(config.language, tables)
    if known.theme != (theme := theme_digest(inputs.theme, words)):
        known.theme, known.template_digests, known.bytecode = theme, template_digests(inputs.theme, words), {}
    return Terms(config, options, style, inputs.theme, known.template_digests, inputs.terms, letters)


def _copies(inputs: Inputs, job: Job) -> tuple[Copy, ...]:
    record = inputs.memory.record
    if record and not job.step.is_anew:
        return tuple(Copy(each.path, each.origin) for each in record.copies)
    return used_files(job.step.edition)


def _written(inputs: Inputs, bench: Bench, job: Job, terms: Terms, copies: tuple[Copy, ...], count: Count) -> Written:
    """The pages made and the output brought up to date."""
    destination, assets, course = inputs.session.destination, inputs.theme.assets, bench.course
    executor = bench.executor
    course.tell("rendering")
    if bench.is_new:
        standing = survey(destination, {})
        stream = course.through("rendering", made(bench.known, job, terms, frozenset(), count, executor))
        site = Site([*job.sheets, *assets], copies)
        course.tell("writing")
        return write_stream(destination, site, _with_assets(stream, assets), standing)
    record = inputs.memory.record
    before, remembered = (record.hashes, record.remembered) if record else ({}, NOTHING_REMEMBERED)
    copied = {copy.path for copy in copies}
    before = {path: content_hash for path, content_hash in before.items() if path not in copied}
    expected = _expected(bench.known, job, before, assets)
    standing = survey(destination, expected, remembered)
    again = frozenset(path for path in standing.unfit if path in bench.known.tables[UNITS])
    pages = tuple(course.through("rendering", made(bench.known, job, terms, again, count, executor)))
    new = {path: content for path, content in assets.items() if path not in standing.fit}
    artifacts = (*pages, *(Artifact(path, content) for path, content in new.items()))
    fresh = {artifact.path for artifact in artifacts} | count.failed
    kept = {path: content_hash for path, content_hash in standing.fit.items() if path not in fresh}
    course.tell("writing")
    return write_stream(destination, Site(sorted(fresh - count.failed), copies, kept), artifacts, standing)


def _with_assets(pages: Iterator[Artifact], assets: Mapping[str, bytes]) -> Iterator[Artifact]:
    yield from pages
    yield from (Artifact(path, content) for path, content in assets.items())


def _expected(known: Known, job: Job, before: Mapping[str, str], assets: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each page and asset that may stay as the last build left it."""
    pages = {path: content_hash for path, content_hash in before.items() if path not in assets}
    if job.step.is_anew:
        units = known.tables[UNITS]
        pages = {path: content_hash for path, content_hash in pages.items() if path in units}
    return pages | {path: hashlib.sha256(content).hexdigest() for path, content in assets.items()}


def _record(inputs: Inputs, job: Job, copies: tuple[Copy, ...], written: Written, findings: Diagnostics) -> Record:
    before, site = inputs.memory.record, job.step.edition.site
    is_same = before is not None and not job.step.is_anew
    return Record(
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
    shown = bodies.changes.items() if isinstance(bodies, StoredBodies) else ()
    problem = bodies.trouble if isinstance(bodies, StoredBodies) else ""
    problem = problem or changed(bench.store, {"rows": rows, "bodies": shown})
    if bench.is_new and not problem:
        problem = finished(bench.store, inputs.session.root)
    inputs.memory.trouble = trouble_of(problem)
