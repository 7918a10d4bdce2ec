"""A build that starts from what is known: only what changed is parsed, only what depends on it is made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from rlnotes.app.execution import Executor, Tell, silent
from rlnotes.app.known import (
    SITE_FINDINGS,
    UNITS,
    Known,
    Unit,
    add_readers,
    findings_unit,
    number_of,
    units_that_read,
    with_packed_notes,
)
from rlnotes.app.meaning import Step, advance
from rlnotes.app.press import Order, Plates, Pressed, pressed
from rlnotes.app.recording import Readers, gather, note_reads, reads_of, recorder_of
from rlnotes.app.templating import template_findings, unknown_templates
from rlnotes.app.terms import Changes, Terms
from rlnotes.checks.ignoring import NEVER_IN_A_BUILD, heeded
from rlnotes.checks.links import Subject
from rlnotes.checks.run import note_findings, site_findings
from rlnotes.graph.site import Site
from rlnotes.model.collection import Theme
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.page import Artifact
from rlnotes.pages.plan import Sheet, outline
from rlnotes.pages.urls import Addresses
from rlnotes.render.environment import templates_of
from rlnotes.render.page import template_problems
from rlnotes.words.reading import words_findings


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made now: the sheets by path, those of pages that are no more, and the step that led here."""

    step: Step
    sheets: dict[str, Sheet]
    gone: frozenset[str] = frozenset()


@dataclass(slots=True)
class Count:
    """How much was done."""

    parsed: int = 0
    planned: int = 0
    rendered: int = 0
    failed: set[str] = field(default_factory=set)


def begin(known: Known, changes: Changes, terms: Terms, executor: Executor, tell: Tell = silent) -> Job:
    """Take the changes in, judge the notes, and say which pages are to be made."""
    is_first = known.digest is None
    step = advance(known, changes, terms, executor, tell)
    tell("checking")
    stale = units_that_read(known, step.facts)
    if step.is_anew:
        found = (*unknown_templates(step.edition.site, terms.theme), *words_findings(terms.theme.site_templates))
        _tell(known, "?templates", found)
    if step.is_other:
        known.problems["?"] = template_problems(templates_of(terms.theme))
    _judge(known, step, stale)
    units = known.tables[UNITS]
    if not step.is_anew:
        pages = (name for name in sorted(stale) if not name.startswith("!") and name in units)  # readers may be gone
        return Job(step, {name: _sheet(name, units[name]) for name in pages})
    sheets = {sheet.path: sheet for sheet in outline(step.edition)}
    gone = frozenset(name for name in units if not name.startswith("!") and name not in sheets)
    for name in gone:
        units.drop(name)
        known.problems.pop(name, None)
    wanted = {
        path: sheet
        for path, sheet in sheets.items()
        if step.is_other or path in stale or path not in units or _sheet(path, units[path]) != sheet
    }
    return Job(replace(step, edition=with_packed_notes(known, step.edition)) if is_first else step, wanted, gone)


def _sheet(path: str, unit: Unit) -> Sheet:
    return Sheet(path, unit.emitter, unit.subject)


def made(
    known: Known, job: Job, terms: Terms, again: frozenset[str], count: Count, executor: Executor
) -> Iterator[Artifact]:
    """The pages of `job` whose content changed, and those of `again`, which are rendered in any case.

    `known` is complete when the last one has been taken.
    """
    units = known.tables[UNITS]
    sheets = job.sheets | {path: _sheet(path, units[path]) for path in again if path not in job.sheets}
    orders = [_order(known, sheet, is_again=path in again) for path, sheet in sorted(sheets.items())]
    waiting = iter(orders)
    readers: Readers = {}
    for run in pressed(orders, Plates(job.step.edition, terms.theme, terms.template_digests, known.bytecode), executor):
        gather(readers, run.readers)
        known.bytecode.update(run.bytecode)
        for page in run.pages:
            _note(known, next(waiting), page)
            count.planned += 1
            if page.content is not None:
                count.rendered += 1
                yield Artifact(page.path, page.content)
            elif page.problems:
                count.failed.add(page.path)
    add_readers(known, readers)


def _order(known: Known, sheet: Sheet, *, is_again: bool) -> Order:
    """The order of a page; one that is to be made again, or whose templates had mistakes, is rendered in any case."""
    unit = known.tables[UNITS].get(sheet.path)
    is_open = unit is None or is_again or sheet.path in known.problems
    return Order(sheet, number_of(known, sheet.path), b"" if is_open else unit.digest)


def _note(known: Known, order: Order, page: Pressed) -> None:
    sheet = order.sheet
    known.tables[UNITS].lay(sheet.path, Unit(order.number, sheet.emitter, sheet.subject, page.digest))
    known.problems.pop(sheet.path, None)
    if page.problems:
        known.problems[sheet.path] = page.problems


def _judge(known: Known, step: Step, stale: frozenset[str]) -> None:
    """Bring the findings of the rules up to date."""
    edition = step.edition
    recorder = recorder_of(Subject(edition.site, edition.addresses), (Subject, Site, Addresses))
    readers: Readers = {}
    units = known.tables[UNITS]
    if step.is_anew:
        wanted = [
            findings_unit(path)
            for path in edition.site.notes
            if findings_unit(path) in stale or findings_unit(path) not in units
        ]
        for name in [
            name for name in units if name.startswith("!") and name[1:] and name[1:] not in edition.site.notes
        ]:
            units.drop(name)
            known.findings.pop(name, None)
    else:
        wanted = sorted(name for name in stale if name.startswith("!") and name != SITE_FINDINGS and name in units)
    jobs = [(name, name[1:]) for name in wanted]
    if step.is_anew or SITE_FINDINGS in stale:
        jobs.append((SITE_FINDINGS, ""))
    for name, path in jobs:
        found, reads = reads_of(recorder, _judging(path))
        number = number_of(known, name)
        units.lay(name, Unit(number))
        _tell(known, name, found)
        note_reads(readers, reads, number)
    add_readers(known, readers)


def _tell(known: Known, unit: str, found: Diagnostics) -> None:
    known.findings.pop(unit, None)
    if found:
        known.findings[unit] = found


def _judging(path: str) -> Callable[[Subject], Diagnostics]:
    return (lambda subject: note_findings(subject, path)) if path else site_findings


def all_findings(known: Known, theme: Theme) -> Diagnostics:
    """Every finding but those of reading and those that are ignored; of templates none is."""
    problems = (problem for met in known.problems.values() for problem in met)
    found = (finding for unit, told in known.findings.items() if not unit.startswith("?") for finding in told)
    about_making = (finding for unit, told in known.findings.items() if unit.startswith("?") for finding in told)
    counting = heeded(found, known.ignores, NEVER_IN_A_BUILD, known.drafts)
    return (*counting, *about_making, *template_findings(problems, theme))
