"""The desk on which `rlnotes sources` works, and what `update` and `check` come to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.items import Item, shown
from rlnotes.app.sources.known import known_records
from rlnotes.app.sources.lock import UnreadableLockError, lock_text, locked_items
from rlnotes.app.sources.looking import asked_about, offline_findings, online_findings
from rlnotes.app.sources.updating import Change, updated
from rlnotes.app.sources.wanted import Wanted
from rlnotes.cli.asking import Terms, answers
from rlnotes.cli.session import Overrides, Session, finding_code, opened
from rlnotes.config.globs import fitting
from rlnotes.config.judgement import Judged, judged
from rlnotes.config.nearest import did_you_mean
from rlnotes.model.diagnostic import Severity
from rlnotes.model.place import Source
from rlnotes.model.reference import Reference
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.reading import MOST_BYTES, read_collection
from rlnotes.shell.report import count, counted, findings_summary, printable, report_text
from rlnotes.shell.reports.json_report import finding_fields
from rlnotes.shell.shelving import LOCK
from rlnotes.shell.sources_lock import read_lock, write_lock


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands work on: the project, the records it has, and the lock as it is."""

    session: Session
    terms: Terms
    records: tuple[Reference, ...]
    items: tuple[Item, ...]
    text: str

    @property
    def path(self) -> Path:
        """Where the lock is."""
        return self.session.root / self.session.config.notes / LOCK

    @property
    def shown(self) -> str:
        """The lock as someone in the current folder would type it."""
        return f"{self.session.shown.notes}/{LOCK}"


def desk_of(config_file: Path | None, notes: Path | None, terms: Terms, *, is_strict: bool = False) -> Desk:
    """The project with its records and its lock.

    Raises:
        CannotRun: there is no notes folder, or the lock can't be read.
    """
    session = opened(config_file, Overrides(notes=notes, strict=is_strict))
    empty = Desk(session, terms, (), (), "")
    collection = read_collection(session.root, replace(session.config, dates_from_git=False), session.config_name)
    text = read_lock(empty.path, empty.shown)
    try:
        items = locked_items(text) if text.strip() else ()
    except UnreadableLockError as error:
        words = f"{empty.shown} can't be read: {error}; mend it or move it away; nothing was changed"
        raise CannotRun(printable(words)) from error
    if all(source.path != LOCK for source in collection.bibliographies) and items:
        collection = replace(collection, bibliographies=(*collection.bibliographies, Source(LOCK, text)))
    return Desk(session, terms, known_records(collection), items, text)


def keep(desk: Desk, items: Mapping[str, Item], *, is_dry: bool) -> bool:
    """Whether the lock was written; it is said if the build would not read it.

    Raises:
        CannotRun: it can't be written.
    """
    config = desk.session.config
    is_same = items == {str(item["id"]): item for item in desk.items}
    after = desk.text if is_same else lock_text(items.values())  # whose form may be another hand's
    is_written = not is_dry and write_lock(desk.path, desk.shown, desk.text, after)
    named = (LOCK, f"{config.notes}/{LOCK}")
    is_read = not config.bibliography or any(fitting(name, config.bibliography) for name in named)
    if is_written and (not is_read or fitting(LOCK, config.exclude)):
        name = desk.session.config_name
        click.echo(f'{name} leaves it out: add "{LOCK}" to `bibliography`, or take it from `exclude`', err=True)
    if is_written and len(after.encode()) > MOST_BYTES:
        words = f"has more than {MOST_BYTES // 1_000_000} MB, which is more than a build reads"
        click.echo(f"{printable(desk.shown)} {words}: keep some of its records in another file", err=True)
    return is_written


def say(line: str, *, is_trouble: bool = False) -> None:
    """Print a line that can't steer a terminal, trouble on the other stream."""
    click.echo(printable(line), err=is_trouble)


def update_code(desk: Desk, keys: Sequence[str], *, is_dry: bool) -> int:
    """The exit code of an update, after it is done: 1 if a record could not be had."""
    chosen = _chosen(desk, keys)
    told = answers(chosen.values(), desk.session.config, desk.terms)
    items = {str(item["id"]): item for item in desk.items}
    changed, failed = 0, 0
    for key, asked in chosen.items():
        answer = told[asked]
        if isinstance(answer, str):
            say(f"skipped {key} ({asked}): {answer}", is_trouble=True)
            failed += 1
            continue
        items[key], changes = updated(items[key], answer)
        changed += bool(changes)
        _show(key, changes)
    keep(desk, items, is_dry=is_dry)
    same = counted(len(chosen) - changed - failed, "record")
    say(f"{changed:,} {'would change' if is_dry else 'changed'}, {same} the same, {failed:,} skipped: {desk.shown}")
    return int(failed > 0)


def _chosen(desk: Desk, keys: Sequence[str]) -> dict[str, Wanted]:
    """The records of the lock that are asked for again, by key.

    Raises:
        CannotRun: a key is not in the lock, or its record can't be asked for.
    """
    locked = {str(item["id"]) for item in desk.items}
    for key in keys:
        if key not in locked:
            way_out = did_you_mean(key, sorted(locked))
            raise CannotRun(printable(f"{desk.shown} has no '{key}'" + (f"; {way_out}" if way_out else "")))
    about = {record.key: asked_about(record) for record in desk.records if record.key in locked}
    asked = {key: one for key, one in sorted(about.items()) if one and (not keys or key in keys)}
    if silent := sorted(set(keys) - asked.keys()):
        raise CannotRun(printable(f"'{silent[0]}' has no DOI and no arXiv number to ask for"))
    return asked


def _show(key: str, changes: Sequence[Change]) -> None:
    if changes:
        say(key)
    for each in changes:
        say(f"  {each.field}: {shown(each.before)} → {shown(each.after)}")


def check_code(desk: Desk, format_: str, *, is_online: bool) -> int:
    """The exit code of a check, after its report."""
    config = desk.session.config
    found = offline_findings(desk.records)
    dark: dict[Wanted, str] = {}
    if is_online:
        asked = {one for record in desk.records if (one := asked_about(record))}
        told = answers(asked, config, desk.terms)
        known = {one: answer for one, answer in told.items() if isinstance(answer, Told)}
        dark = {one: answer for one, answer in sorted(told.items()) if isinstance(answer, str)}
        found += online_findings(desk.records, known, {str(item["id"]): item for item in desk.items})
    findings = judged(found, config)
    if format_ == "json":
        click.echo(_json(desk, findings, dark), nl=False)
    else:
        click.echo(_text(desk, findings, dark), nl=False)
    return finding_code(findings)


def _text(desk: Desk, findings: Sequence[Judged], dark: Mapping[Wanted, str]) -> str:
    lines = "".join(f"{printable(f'could not ask about {one}: {why}')}\n" for one, why in dark.items())
    summary = f"looked at {counted(len(desk.records), 'source')}: {findings_summary(findings)}"
    more = f"; {len(dark):,} could not be asked about" if dark else ""
    return f"{report_text(findings, desk.session.shown)}{lines}{summary}{more}\n"


def _json(desk: Desk, findings: Sequence[Judged], dark: Mapping[Wanted, str]) -> str:
    content = {
        "version": 1,
        "errors": count(findings, Severity.ERROR),
        "warnings": count(findings, Severity.WARNING),
        "sources": len(desk.records),
        "findings": [finding_fields(each, desk.session.shown) for each in findings],
        "unverified": [{"name": str(one), "reason": why} for one, why in dark.items()],
    }
    return json.dumps(content, indent=2) + "\n"
