"""The census: what differs in the input from the last build, file by file, by their marks and then by their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.collection import History
from rlnotes.model.diagnostic import Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.place import Source
from rlnotes.shell.configuration import CONFIG_NAME
from rlnotes.shell.decoding import decoded
from rlnotes.shell.failure import reason
from rlnotes.shell.history import history_mark, read_history
from rlnotes.shell.inventories import inventories_mark
from rlnotes.shell.reading import Inventory, inventory_of
from rlnotes.shell.states import FileState, fits, state_of
from rlnotes.shell.walk import Found

_TICK = 20_000_000
"""How far apart (ns) two changes surely get different marks where the file system counts parts of seconds."""
_COARSE_TICK = 2_100_000_000
"""The same where it does not: FAT counts every other second."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of the input: the state of each file that was read, by path, what was told of it, and of git.

    `files` are the attachments; `elsewhere` stands for the inventories of other sites; `git` is the notes folder and
    what `history_mark` said, "" if dates are not git's.
    """

    states: Mapping[str, FileState] = field(default_factory=dict)
    told: Mapping[str, Diagnostics] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    git: str = ""
    shallow: Diagnostics = ()
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Census:
    """What is there and what of it is new: files with other content than before, files that are gone.

    `history` is None if it is what it was. `seen` is for the next census.
    """

    notes: Mapping[str, Source]
    bibliographies: Mapping[str, Source]
    gone: frozenset[str]
    files: frozenset[str]
    history: Mapping[str, History] | None
    styles: Mapping[str, str]
    diagnostics: Diagnostics
    note_count: int
    seen: Seen
    inventory: Inventory

    def is_news(self, before: Seen) -> bool:
        """Whether anything differs from what was seen before."""
        return (
            bool(self.notes or self.bibliographies or self.gone)
            or self.history is not None
            or self.files != before.files
            or self.seen.elsewhere != before.elsewhere
        )


def census(
    root: Path,
    config: Config,
    before: Seen,
    moment: int,
    config_name: str = CONFIG_NAME,
    places: TomlPlaces = NO_PLACES,
) -> Census:
    """What differs from what was seen `before`; `moment` is now, in nanoseconds.

    Raises:
        CannotRun: there is no notes folder.
    """
    inventory = inventory_of(root, config, config_name, places)
    met = _met((*inventory.notes, *inventory.bibliographies), before, moment)
    mark = f"{config.notes}\0{history_mark(root / config.notes)}" if config.dates_from_git else ""
    history, shallow = (None, before.shallow) if mark == before.git else _history(root, config, config_name)
    written = frozenset(found.path for found in inventory.notes)
    told = {path: found for path, found in met.told.items() if found}
    seen = Seen(met.states, told, inventory.files, mark, shallow, inventories_mark(inventory.elsewhere))
    return Census(
        notes={path: source for path, source in met.fresh.items() if path in written},
        bibliographies={path: source for path, source in met.fresh.items() if path not in written},
        gone=frozenset(before.states.keys() - met.states.keys()),
        files=inventory.files,
        history=history,
        styles=inventory.styles,
        diagnostics=_diagnostics(inventory, seen),
        note_count=len(written & met.states.keys()),
        seen=seen,
        inventory=inventory,
    )


def partial_census(inventory: Inventory, found: Sequence[Found], before: Seen, moment: int) -> Census | None:
    """The census where only the notes `found` may differ from what was seen `before`, when `inventory` was made.

    None if one of them can't be read.
    """
    met = _met(found, before, moment)
    if len(met.states) < len(found):
        return None
    told = {**before.told, **met.told}
    seen = replace(
        before, states={**before.states, **met.states}, told={path: each for path, each in told.items() if each}
    )
    return Census(
        notes=met.fresh,
        bibliographies={},
        gone=frozenset(),
        files=before.files,
        history=None,
        styles=inventory.styles,
        diagnostics=_diagnostics(inventory, seen),
        note_count=len(inventory.notes),
        seen=seen,
        inventory=inventory,
    )


def _diagnostics(inventory: Inventory, seen: Seen) -> Diagnostics:
    told = (one for found in seen.told.values() for one in found)
    return sorted_diagnostics((*inventory.diagnostics, *seen.shallow, *told))


def _history(root: Path, config: Config, config_name: str) -> tuple[Mapping[str, History], Diagnostics]:
    return read_history(root / config.notes, config_name) if config.dates_from_git else ({}, ())


@dataclass(frozen=True, slots=True)
class _Met:
    """The files that could be read: the state of each, what was told of it, and the source of each new text."""

    states: dict[str, FileState] = field(default_factory=dict)
    told: dict[str, Diagnostics] = field(default_factory=dict)
    fresh: dict[str, Source] = field(default_factory=dict)


def _met(files: Iterable[Found], before: Seen, moment: int) -> _Met:
    met = _Met()
    for found in files:
        known = before.states.get(found.path)
        if known and fits(known, found.status):
            met.states[found.path], met.told[found.path] = known, before.told.get(found.path, ())
        else:
            _read(met, found, before, moment)
    return met


def _read(met: _Met, found: Found, before: Seen, moment: int) -> None:
    """Take in a file that may have changed; the same content under new marks is no change."""
    try:
        with open(found.place, "rb") as file:  # noqa: PTH123 - a path costs more than opening it
            status = os.fstat(file.fileno())
            content = file.read()
            after = os.fstat(file.fileno())
    except OSError as error:
        message = f"the file can't be read: {reason(error)}"
        met.told[found.path] = (at_top(found.path, "unreadable-file", message),)
        return
    digest = hashlib.sha256(content).hexdigest()
    state = state_of(digest, status)
    met.states[found.path] = state if fits(state, after) and _is_settled(state, moment) else _by_content(digest)
    known = before.states.get(found.path)
    if known and known.hash == digest:
        met.told[found.path] = before.told.get(found.path, ())
        return
    met.fresh[found.path], met.told[found.path] = decoded(found.path, content)


def _is_settled(state: FileState, moment: int) -> bool:
    """Whether any later change gives the file other marks: it changed before `moment` by more than a clock's tick.

    This is the rule by which git tells a racily clean entry of its index.
    """
    tick = _TICK if state.mtime_ns % 1_000_000_000 or state.ctime_ns % 1_000_000_000 else _COARSE_TICK
    return max(state.mtime_ns, state.ctime_ns) < moment - tick


def _by_content(digest: str) -> FileState:
    """A state that no marks fit, so that the file is read again."""
    return FileState(digest, -1, 0, 0, 0)
