"""The files of the notes folder that are copied into the site, found and hashed."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rlnotes.model.page import Copy
from rlnotes.shell.disk import file_hash
from rlnotes.shell.states import FileState, States, fits, settled, state_of

# The coarsest tick of a file system's clock (FAT's): the notes may lie on another one than the output.
_TICK: Final = 2_000_000_000  # ns


@dataclass(frozen=True, slots=True)
class Origin:
    """A file to be copied: where it goes, where it is, and what it holds."""

    path: str
    name: str  # relative to the notes folder
    place: str
    state: FileState


def origins_of(notes: Path, copies: Iterable[Copy], known: States) -> tuple[Origin, ...]:
    """The originals of all copies, sorted by where they go; read only where the known state does not fit."""
    return tuple(_origin(notes, copy, known) for copy in sorted(copies, key=lambda copy: copy.path))


def _origin(notes: Path, copy: Copy, known: States) -> Origin:
    place = f"{notes}/{copy.origin}"
    if not os.path.lexists(place):
        place = str(real_path(notes, copy.origin))
    found, state = os.stat(place), known.get(copy.origin)  # noqa: PTH116 - a string, as everywhere in this loop
    if state is None or not fits(state, found):
        state = state_of(file_hash(place), found)
    return Origin(copy.path, copy.origin, place, state)


def origin_states(origins: Iterable[Origin], moment: int) -> Mapping[str, FileState]:
    """What to remember of originals that were looked at after `moment`."""
    return settled({origin.name: origin.state for origin in origins}, moment - _TICK)


def real_path(folder: Path, path: str) -> Path:
    """The file that a normalised path names: the disk may spell its name in another Unicode form."""
    place = folder
    for segment in path.split("/"):
        place = place / segment if (place / segment).exists() else _respelled(place, segment)
    return place


def _respelled(folder: Path, name: str) -> Path:
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    return next((entry for entry in entries if unicodedata.normalize("NFC", entry.name) == name), folder / name)
