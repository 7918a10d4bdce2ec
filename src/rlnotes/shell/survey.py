"""What stands in the output before a build: which files are ours, and which hold what they should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rlnotes.shell.addresses import is_plain, parents
from rlnotes.shell.disk import TEMPORARY, current_state, found_at, is_still, remove_if_there
from rlnotes.shell.folders import Folders, folder_of, stands
from rlnotes.shell.manifest import JOURNAL_NAME, MANIFEST_NAME, Known, read_journal, read_manifest, union
from rlnotes.shell.states import FileState, Remembered, States, settled

# The inode, size and times of the manifest and of the journal, as far as they are there.
Mark: TypeAlias = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The output as it was found.

    `unfit` are the expected files that are missing or hold something else: only new content makes them right.
    `fit` are the others with their hashes, `states` what is now known of them.
    """

    unfit: tuple[str, ...] = ()
    fit: Mapping[str, str] = field(default_factory=dict)
    states: States = field(default_factory=dict)
    origins: States = field(default_factory=dict)
    known: Known = field(default_factory=dict)
    was_killed: bool = False
    mark: Mark = ()


def survey_of(root: str, expected: Mapping[str, str], remembered: Remembered, moment: int) -> Survey:
    """The survey of a folder that we hold the lock of since before `moment`.

    Raises:
        CannotRun: the manifest is damaged, or an expected file is reached through a symbolic link.
    """
    mark = mark_of(root)
    manifest, journal = read_manifest(Path(root)) or {}, read_journal(Path(root))
    known = manifest if journal is None else _plain(union(manifest, journal))
    _sweep(root, known if journal is not None else {})
    fit, states = _fit(root, expected, remembered.outputs)
    unfit = tuple(path for path in expected if path not in fit)
    others = {path: state for path, state in remembered.outputs.items() if path not in expected}
    return Survey(
        unfit, fit, {**others, **settled(states, moment)}, remembered.origins, known, journal is not None, mark
    )


def mark_of(root: str) -> Mark:
    """What is different after another build: each that writes anything begins a journal and ends with a manifest."""
    found = (found_at(f"{root}/{name}") for name in (MANIFEST_NAME, JOURNAL_NAME))
    return tuple((each.st_ino, each.st_size, each.st_mtime_ns, each.st_ctime_ns) if each else () for each in found)


def _plain(known: Known) -> Known:
    return {path: hashes for path, hashes in known.items() if is_plain(path)}


def _sweep(root: str, known: Known) -> None:
    """Remove what a killed build may have left beside the files it was writing."""
    folders = Folders(root)
    for folder in sorted({"", *(parent for path in known for parent in parents(path))}):
        if stands(folders, folder):
            remove_if_there(f"{root}/{folder}/{TEMPORARY}")


def _fit(root: str, expected: Mapping[str, str], states: States) -> tuple[Mapping[str, str], States]:
    """The expected files that hold what they should, and their states."""
    fit: dict[str, str] = {}
    found: dict[str, FileState] = {}
    folders = Folders(root)
    seen, remembered = folders.seen, states.get
    for path, content_hash in expected.items():
        folder = folder_of(path)
        if not (seen[folder] if folder in seen else stands(folders, folder)):
            continue
        place, state = f"{root}/{path}", remembered(path)
        if state is None or state.hash != content_hash or not is_still(place, state):  # the rule, told apart for speed
            state = current_state(place, state)
        if state is not None and state.hash == content_hash:
            fit[path], found[path] = content_hash, state
    return fit, found
