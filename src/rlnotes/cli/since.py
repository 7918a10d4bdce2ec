"""`rlnotes check --since REF`: the notes checked as they were as well, and which findings the change brought."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rlnotes.app.checking import Checked, checked, counting, linked
from rlnotes.app.harvest import Harvest, material_of, take_in_notes, take_in_records
from rlnotes.checks.novelty import split
from rlnotes.cli.course import Course
from rlnotes.cli.dating import dated
from rlnotes.cli.session import Session
from rlnotes.cli.verdict import UNASKED, Terms, is_in
from rlnotes.config.judgement import Judged, judged
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostics, sorted_diagnostics
from rlnotes.parse.note import ParseOptions
from rlnotes.shell.inventories import read_inventories
from rlnotes.shell.past.comparing import Past, Present, past
from rlnotes.shell.reading import Inventory
from rlnotes.shell.workers import in_processes


@dataclass(frozen=True, slots=True)
class Earlier:
    """The notes as they were: how they stood, the site they made, and what was found in it."""

    past: Past
    site: Site
    checked: Checked


@dataclass(frozen=True, slots=True)
class Since:
    """The findings of now, told apart: `new` ones and those that are `old`; `gone` counts those that are no more."""

    new: tuple[Judged, ...]
    old: tuple[Judged, ...]
    gone: int


def past_of(session: Session, inventory: Inventory, unread: Diagnostics, ref: str) -> Past:
    """How the notes of a session stood where they parted from `ref`; `unread` are the findings of reading them now.

    Raises:
        CannotRun: there is no such commit, or git can't be asked about it; the message says what to do.
    """
    present = Present(session.root, session.config, inventory, unread, session.config_name, session.places)
    return past(present, ref)


def earlier(session: Session, harvest: Harvest, before: Past, options: ParseOptions, course: Course) -> Earlier:
    """What is found in the notes as they were.

    What is as now is taken from `harvest`, which stays as it is: only the other files are parsed. The rules read the
    bodies of embedded notes, so the store behind them must still be open.
    """
    rows = {path: row for path, row in harvest.rows.items() if path in before.as_now}
    then = Harvest(rows, ChainMap({}, harvest.bodies))  # what is added goes to the empty one
    course.tell("parsing what was")
    take_in_notes(then, before.notes, options, course.watched(in_processes))
    take_in_records(then, before.bibliographies)
    course.tell("checking what was")
    elsewhere, _ = read_inventories(session.root, session.config, session.config_name, session.places)
    material = dated(material_of(then, before.files, elsewhere), session, commit=before.commit)
    site = linked(material, session.config)
    return Earlier(before, site, checked(material, site, session.config))


def since(
    findings: Iterable[Judged],
    before: Earlier,
    terms: Terms,
    more: Iterable[Diagnostics] = (),
    ran: frozenset[str] = frozenset(),
) -> Since:
    """The `findings` of now, in scope and judged, set against all that was found before.

    `more` are findings about the earlier site that were made apart, `ran` the rules behind them. The configuration of
    now judges both sides: a rule that was switched on blames nobody for what was there.
    """
    present = {each.diagnostic: each for each in findings}
    found = sorted_diagnostics((*counting(before.checked, more, UNASKED - ran), *before.past.diagnostics))
    parts = split(present, found, before.past.renamed, before.past.changed_lines)
    renamed = before.past.renamed
    gone = tuple(replace(each, path=renamed.get(each.path, each.path)) for each in parts.gone)
    return Since(
        tuple(present[each] for each in parts.new),
        tuple(present[each] for each in parts.old),
        sum(is_in(each, terms) for each in judged(gone, terms.config)),
    )
