"""The site kept up to date in memory while it is served: each state from what changed since the one before."""

from __future__ import annotations

import gc
import os
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rlnotes.app.building import Count, all_findings, begin, made
from rlnotes.app.execution import Executor, here
from rlnotes.app.first_look import first_look
from rlnotes.app.known import NOTES, UNITS, Known, nothing_known
from rlnotes.app.quiet import make_ready
from rlnotes.cli.incremental import changes_of, terms_of
from rlnotes.cli.inputs import Inputs, inputs_after, judged_findings, parse_settings
from rlnotes.cli.remembering import Memory
from rlnotes.cli.session import Overrides, Session, opened
from rlnotes.config.judgement import Judged
from rlnotes.model.page import Copy
from rlnotes.pages.plan import used_files
from rlnotes.shell.census import Seen, partial_census
from rlnotes.shell.ignore_files import ignore_places_above
from rlnotes.shell.inventories import inventory_path
from rlnotes.shell.origins import real_path
from rlnotes.shell.report import counted
from rlnotes.shell.reports.first_run import FirstRun
from rlnotes.shell.serving.build import Build, Places, Rebuild
from rlnotes.shell.vault import SETTINGS
from rlnotes.shell.walk import Found
from rlnotes.shell.workers import in_processes, without_collection


@dataclass(slots=True)
class Workshop:
    """What is known of the site that is served, and its files; `settings` are those of parsing.

    `marks` tell two states of an attachment apart, by output path. `is_whole` is false while a rebuild is under way: a
    rebuild that was cut short leaves nothing to start from.
    """

    known: Known = field(default_factory=lambda: nothing_known({}))
    seen: Seen = field(default_factory=Seen)
    pages: Mapping[str, bytes] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()
    marks: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    settings: str = ""
    inputs: Inputs | None = None
    places: Mapping[str, Found] = field(default_factory=dict)
    is_whole: bool = True


def no_hint() -> frozenset[str]:
    """Anything may have changed."""
    return frozenset()


@dataclass(frozen=True, slots=True)
class Rebuilds:
    """A rebuild that can be called again and again; `get_ready` does in idle time what the next one may need."""

    rebuild: Rebuild
    get_ready: Callable[[], None]

    def __call__(self) -> Build:
        """The site as it is now."""
        return self.rebuild()


def incremental_rebuild(
    config_file: Path | None, overrides: Overrides, hints: Callable[[], frozenset[str]] = no_hint
) -> Rebuilds:
    """Rebuilds that each take up where the one before ended.

    `hints` gives the places of the files that changed, where that is known: if all are notes, no other is looked at.
    """
    shop = Workshop()
    is_first = True

    def rebuild() -> Build:
        nonlocal shop, is_first
        started = time.perf_counter()
        session = opened(config_file, overrides)
        before = shop
        if not shop.is_whole or shop.settings != parse_settings(session):
            shop = Workshop(settings=parse_settings(session))
        shop.is_whole = False
        with without_collection():
            inputs = _hinted(shop, session, hints()) or inputs_after(session, shop.seen, Memory(b"", ""))
            built = _rebuilt(shop, before, inputs, in_processes if is_first else here, started)
        shop.is_whole = True
        if is_first:
            gc.collect()
            gc.freeze()  # ten thousand notes are not looked through again for each edit
        is_first = False
        return built

    def get_ready() -> None:
        if shop.is_whole and shop.inputs:
            make_ready(shop.known, shop.inputs.session.config)

    return Rebuilds(rebuild, get_ready)


def _hinted(shop: Workshop, session: Session, paths: frozenset[str]) -> Inputs | None:
    """The inputs where only the files at `paths` changed, if those are notes as they were known; else None."""
    last = shop.inputs
    if last is None or not paths or session.config != last.session.config:
        return None
    found = [_again(shop.places[path]) for path in sorted(paths) if path in shop.places]
    files = [each for each in found if each]
    if len(files) < len(paths):
        return None
    census = partial_census(last.census.inventory, files, shop.seen, time.time_ns())
    return replace(last, census=census) if census else None


def _again(found: Found) -> Found | None:
    """A file as it is now, None if it is gone or something else."""
    try:
        status = os.lstat(found.place)
    except OSError:
        return None
    return replace(found, status=status) if stat.S_ISREG(status.st_mode) else None


def _rebuilt(shop: Workshop, before: Workshop, inputs: Inputs, executor: Executor, started: float) -> Build:
    session, old_pages, old_marks, is_first = inputs.session, before.pages, before.marks, not before.pages
    count = _advance(shop, inputs, executor)
    if shop.inputs is None or shop.inputs.census.inventory is not inputs.census.inventory:
        folder = session.root / session.config.notes
        shop.marks = {copy.path: _mark(real_path(folder, copy.origin)) for copy in shop.copies}
        shop.places = {each.place: each for each in inputs.census.inventory.notes}
    shop.inputs = inputs
    changed = _differing(old_pages, shop.pages) | _differing(old_marks, shop.marks)
    findings = judged_findings(inputs, all_findings(shop.known, inputs.theme))
    return Build(
        _content(shop.pages, shop.copies, session),
        frozenset() if is_first else changed,
        findings,
        _summary(shop, count, is_first=is_first),
        time.perf_counter() - started,
        session.shown,
        places_of(session),
        session.config.base_url,
        _note_of(shop.notes),
        _first_run(shop, inputs, findings) if is_first and not session.is_configured else None,
    )


def _first_run(shop: Workshop, inputs: Inputs, findings: tuple[Judged, ...]) -> FirstRun:
    from rlnotes.cli.first_run import first_run

    return first_run(inputs, first_look(shop.known.tables[NOTES].values(), inputs.census.notes), findings)


def _advance(shop: Workshop, inputs: Inputs, executor: Executor) -> Count:
    """Take in what changed; how much was done."""
    known, count = shop.known, Count()
    terms = terms_of(inputs, known)
    job = begin(known, changes_of(inputs.census), terms, executor)
    new = {page.path: page.content for page in made(known, job, terms, frozenset(), count, executor)}
    units = known.tables[UNITS]
    if not (job.gone or count.failed or job.step.is_other):
        shop.pages = {**shop.pages, **new} if new else shop.pages
    else:
        kept = {path: content for path, content in shop.pages.items() if path in units and path not in count.failed}
        shop.pages = {**kept, **new, **inputs.theme.assets}
    if job.step.is_anew:
        edition = job.step.edition
        shop.copies = used_files(edition)
        shop.notes = dict(edition.notes_at)
    shop.seen = inputs.census.seen
    count.parsed = job.step.parsed
    return count


def _mark(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:  # gone since it was found
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    """The keys whose values differ; what was not made again is the same object."""
    if before is after:
        return frozenset()
    other = (path for path, each in after.items() if before.get(path) != each)
    return frozenset((*other, *(before.keys() - after.keys())))


def _content(pages: Mapping[str, bytes], copies: tuple[Copy, ...], session: Session) -> Callable[[str], bytes | None]:
    copied = {copy.path: copy for copy in copies}
    return lambda path: pages[path] if path in pages else _attachment(copied.get(path), session)


def _note_of(notes: Mapping[str, str]) -> Callable[[str], str]:
    return lambda path: notes.get(path, "")


def _summary(shop: Workshop, count: Count, *, is_first: bool) -> str:
    if is_first:
        pages = sum(path.endswith(".html") for path in shop.pages)
        return f"built {counted(pages, 'page')} from {counted(len(shop.notes), 'note')}"
    return f"rebuilt: {count.parsed:,} parsed, {count.rendered:,} rendered"


def _attachment(copy: Copy | None, session: Session) -> bytes | None:
    """The attachment as it is on disk now, unless it is gone or has become a link to elsewhere."""
    if copy is None:
        return None
    folder = session.root / session.config.notes
    try:
        place = real_path(folder, copy.origin).resolve(strict=True)
        return place.read_bytes() if place.is_relative_to(folder.resolve()) else None
    except OSError:
        return None


def places_of(session: Session) -> Places:
    """Where a change can change the site of a session."""
    root, config = session.root, session.config
    named = [base / name for name in config.bibliography for base in (root / config.notes, root)]
    style = [root / config.citation_style] if config.citation_style.endswith(".csl") else []
    font = [root / config.social_card_font] if config.social_card_font else []
    commits = [_commits(root)] if config.dates_from_git else []
    notes = root / config.notes
    ignoring = ignore_places_above(notes)
    vault = [base / SETTINGS for base in (notes, root)]
    elsewhere = [inventory_path(root, name) for name in config.inventories]
    files = (root / session.config_name, *elsewhere, *named, *style, *font, *vault, *ignoring, *filter(None, commits))
    return Places((notes, root / config.templates), files, config.exclude, root / config.output)


def _commits(root: Path) -> Path | None:
    """The file that grows with each commit: dates may come from there."""
    return next((each / ".git/logs/HEAD" for each in (root, *root.parents) if (each / ".git").is_dir()), None)
