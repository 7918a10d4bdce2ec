"""What `rlnotes sources add` comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click

from rlnotes.app.sources.adding import Added, Found, There, merged
from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.items import Item, other_fields
from rlnotes.app.sources.wanted import Sort, Wanted, wanted
from rlnotes.cli.asking import answers
from rlnotes.cli.session import finding_code
from rlnotes.cli.sourcing import Desk, keep, say
from rlnotes.config.judgement import judged
from rlnotes.graph.works import ids_of, work_ids
from rlnotes.model.diagnostic import Diagnostics, sorted_diagnostics
from rlnotes.model.reference import Reference
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.ris import parse_ris
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.report import counted, printable, relative, report_text
from rlnotes.shell.sources_lock import read_records


@dataclass(frozen=True, slots=True)
class _File:
    """A file of records, where it is, and what it says; `more` are fields that records don't have, by key."""

    path: Path
    shown: str
    parsed: ParsedReferences
    found: Diagnostics
    more: Mapping[str, Item]

    def records(self) -> Iterator[Found]:
        """The records as they come in."""
        for record in self.parsed.references:
            yield Found(record, f"{self.shown}:{record.span.line}", more=self.more.get(record.key, {}))


_MOST_TOLD: Final = 100
"""Findings of a file, and works that came in, that are listed one by one."""


def add_code(desk: Desk, names: Sequence[str], *, is_dry: bool) -> int:
    """The exit code of taking works in, after it is done: 1 if one of them could not be had, or a file has mistakes.

    Raises:
        CannotRun: a name is none, or a file can't be read; then nothing is asked and nothing written.
    """
    asked = tuple(dict.fromkeys(_named(name) for name in names))
    files = {one: _file(Path(one.name)) for one in asked if one.sort is Sort.FILE}
    there = {name: record for record in reversed(desk.records) for name in ids_of(record)}
    known = {one: record for one in asked if (record := _known(one, there))}
    told = answers(
        (one for one in asked if one.sort is not Sort.FILE and one not in known), desk.session.config, desk.terms
    )
    codes = [_show_findings(desk, file) for file in files.values()]
    outcome = merged(desk.records, desk.items, tuple(_found(asked, files, known, told)))
    for each in outcome.told[:_MOST_TOLD]:
        say(_line(desk, each))
    if (left := len(outcome.told) - _MOST_TOLD) > 0:
        say(f"… and {left:,} more")
    refused = {one: why for one, why in told.items() if isinstance(why, str)}
    for one, why in refused.items():
        say(f"skipped {one}: {why}", is_trouble=True)
    keep(desk, outcome.items, is_dry=is_dry)
    say(_summary(desk, outcome.told, len(refused), is_dry=is_dry))
    return int(bool(refused) or any(codes))


def _named(name: str) -> Wanted:
    found = wanted(name)
    if found is None:
        ways = "a DOI (doi:10.…), an arXiv number (arxiv:2402.03300), or a .bib, .ris or .json file"
        raise CannotRun(printable(f"'{name[:200]}' is not {ways}"))
    return found


def _file(path: Path) -> _File:
    source, undecoded = read_records(path)
    name = source.path.lower()
    parsed = parse_ris(source) if name.endswith(".ris") else parse_bibliography(source)
    found = sorted_diagnostics((*undecoded, *parsed.diagnostics))
    more = other_fields(source.text) if name.endswith(".json") else {}
    return _File(path, relative(path.absolute(), Path.cwd()), parsed, found, more)


def _known(one: Wanted, there: Mapping[str, Reference]) -> Reference | None:
    """The record of a work that need not be asked for, since its identifier is known."""
    if one.sort is Sort.FILE:
        return None
    names = work_ids(one.name, "") if one.sort is Sort.DOI else work_ids("", one.name)
    return next((there[name] for name in names if name in there), None)


def _found(
    asked: Sequence[Wanted],
    files: Mapping[Wanted, _File],
    known: Mapping[Wanted, Reference],
    told: Mapping[Wanted, Told | str],
) -> Iterator[Found]:
    """The records that came in, in the order in which they were asked for."""
    for one in asked:
        answer = told.get(one)
        if one in files:
            yield from files[one].records()
        elif one in known:
            yield Found(replace(known[one], key=""), str(one))
        elif isinstance(answer, Told):
            yield Found(answer.record, str(one), answer.version)


def _show_findings(desk: Desk, file: _File) -> int:
    """The exit code that a file's mistakes deserve, after they are told."""
    findings = judged(file.found, desk.session.config)
    place = replace(desk.session.shown, notes=relative(file.path.absolute().parent, Path.cwd()))
    click.echo(report_text(findings[:_MOST_TOLD], place), nl=False, err=True)
    if (left := len(findings) - _MOST_TOLD) > 0:
        click.echo(f"… and {left:,} more in {printable(file.shown)}", err=True)
    return finding_code(findings)


def _line(desk: Desk, each: Added | There) -> str:
    title = each.found.record.title
    if isinstance(each, Added):
        why = f"; {each.why}" if each.why else ""
        return f"added {each.key} ({each.found.origin}{why}): {title}"
    where = f" ({desk.session.shown.notes}/{each.path}:{each.line})" if each.path else ""
    gained = f"; it got its {' and '.join(each.gained)}" if each.gained else ""
    return f"there already: {each.found.origin} is '{each.key}'{where}{gained}"


def _summary(desk: Desk, told: Sequence[Added | There], refused: int, *, is_dry: bool) -> str:
    added = sum(isinstance(each, Added) for each in told)
    verb = "would be added" if is_dry else "added"
    return f"{counted(added, 'source')} {verb}, {len(told) - added:,} there already, {refused:,} skipped: {desk.shown}"
