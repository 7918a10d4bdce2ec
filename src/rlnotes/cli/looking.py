"""What a check finds in a tree: at once where nothing changed since the last one, else from what changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from rlnotes.app.checking import Checked, Material, checked, linked
from rlnotes.app.codec import DamagedError
from rlnotes.app.harvest import ROW, Harvest, Row, material_of, take_in_notes, take_in_records
from rlnotes.cli.course import Course
from rlnotes.cli.dating import dated
from rlnotes.cli.remembering import RECORD, Kept, MemoryOf, begun, close, forget, memory_of, packed, renew, trouble_of
from rlnotes.cli.session import Session
from rlnotes.config.site import Config
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.parse.note import ParseOptions
from rlnotes.shell.bodies import StoredBodies
from rlnotes.shell.cache import CHECKS, changed, dropped, finished
from rlnotes.shell.census import Census, Seen, census
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.ledger import DamagedStoreError
from rlnotes.shell.reading import Inventory
from rlnotes.shell.store import Store, read_entries
from rlnotes.shell.workers import in_processes


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """What a check came to, by which the next one sees that nothing is to be done; `terms` stand for the settings."""

    terms: bytes
    seen: Seen
    checked: Checked


OF_CHECKS: Final = Kept(CHECKS, msgspec.msgpack.Decoder(CheckRecord))
Memory: TypeAlias = MemoryOf[CheckRecord]


@dataclass(frozen=True, slots=True)
class Look:
    """What is found in a tree, the findings of reading it apart, and what was there to be read.

    Its site, harvest and material are there if they were wanted or had to be made, the bodies in the harvest only if
    they were wanted. `remark` tells why the check started from nothing, or can't be remembered.
    """

    checked: Checked
    unread: Diagnostics
    inventory: Inventory
    seen: Seen
    site: Site | None = None
    harvest: Harvest | None = None
    material: Material | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Glass:
    """What is looked with: the project, the folder below which checks keep what they know, and what is told of it.

    `has_site` wants the site even where nothing changed, and its harvest.
    """

    session: Session
    home: Path
    course: Course
    is_cached: bool = True
    has_site: bool = False


def look(glass: Glass) -> Look:
    """What is found.

    Raises:
        CannotRun: there are no notes: a check of nothing proves nothing.
    """
    memory = memory_of(glass.home, _parse_settings(glass.session.config), OF_CHECKS, is_wanted=glass.is_cached)
    try:
        found = _looked(glass, memory)
    except (DamagedStoreError, DamagedError):
        forget(memory, glass.home)
        found = _looked(glass, memory)
    finally:
        close(memory)
    remarks = (memory.why and f"checked anew: {memory.why}", memory.trouble and f"not kept: {memory.trouble}")
    return replace(found, remark="; ".join(filter(None, remarks)))


def _parse_settings(config: Config) -> str:
    """What of the configuration decides what a file says."""
    return repr((config.html, sorted(config.math_macros.items()), *map(str, config.dialects)))


def options_of(config: Config) -> ParseOptions:
    """How files are parsed."""
    macros = tuple(sorted(config.math_macros.items()))
    return ParseOptions(config.html == "trusted", macros, has_terms=False, dialects=config.dialects)


def _looked(glass: Glass, memory: Memory) -> Look:
    session, record = glass.session, memory.record
    glass.course.tell("reading")
    before = record.seen if record else Seen()
    found = census(session.root, session.config, before, time.time_ns(), session.config_name, session.places)
    if not found.note_count:
        raise CannotRun(f"no Markdown files in {session.shown.notes}/")
    terms = hashlib.sha256(repr(session.config).encode(errors="surrogatepass")).digest()
    is_same = record is not None and record.terms == terms and not found.is_news(before)
    if record and is_same and not glass.has_site:
        if found.seen != before:  # other marks, the same content
            renew(memory, glass.home, replace(record, seen=found.seen))
        return Look(record.checked, found.diagnostics, found.inventory, found.seen)
    store = memory.store or (begun(memory, glass.home) if glass.is_cached else None)
    try:
        return _anew(glass, memory, store, found, terms)
    finally:
        if store and store is not memory.store:
            dropped(store)


def _anew(glass: Glass, memory: Memory, store: Store | None, found: Census, terms: bytes) -> Look:
    """What is found by looking at everything; what did not change is not parsed again."""
    config, course = glass.session.config, glass.course
    bodies = StoredBodies(store, is_eager=store is not memory.store) if store else {}
    harvest = Harvest(dict(_rows(memory)), bodies)
    for path in found.gone:
        harvest.rows.pop(path, None)
        harvest.bodies.pop(path, None)
    course.tell("parsing")
    take_in_notes(harvest, found.notes.values(), options_of(config), course.watched(in_processes))
    take_in_records(harvest, found.bibliographies.values())
    course.tell("linking")
    material = dated(material_of(harvest, found.files, found.inventory.elsewhere), glass.session, found.history)
    site = linked(material, config)
    course.tell("checking")
    result = checked(material, site, config)
    shown = harvest.bodies
    if store and glass.has_site:  # they are asked for when the store is closed
        shown = {path: harvest.bodies[path] for path, row in harvest.rows.items() if row.note}
    if store:
        course.tell("keeping")
        _keep(glass, memory, store, harvest, found, CheckRecord(terms, found.seen, result))
    return Look(result, found.diagnostics, found.inventory, found.seen, site, replace(harvest, bodies=shown), material)


def _rows(memory: Memory) -> Iterator[tuple[str, Row]]:
    """The rows of the last check."""
    if memory.store and memory.record:
        for path, content in read_entries(memory.store, "rows"):
            if path != RECORD:
                row: Row = ROW.decode(content)
                yield path, row


def _keep(glass: Glass, memory: Memory, store: Store, harvest: Harvest, found: Census, record: CheckRecord) -> None:
    """Keep what is known for the next check; a word where that fails."""
    rows: dict[str, bytes | None] = {path: ROW.encode(harvest.rows[path]) for path in harvest.fresh}
    rows |= {path: None for path in found.gone if path not in harvest.rows}
    rows[RECORD] = packed(record)
    bodies = harvest.bodies
    shown = bodies.changes.items() if isinstance(bodies, StoredBodies) else ()
    problem = bodies.trouble if isinstance(bodies, StoredBodies) else ""
    problem = problem or changed(store, {"rows": rows.items(), "bodies": shown})
    if store is not memory.store and not problem:
        problem = finished(store, glass.home, CHECKS)
    memory.trouble = trouble_of(problem)
