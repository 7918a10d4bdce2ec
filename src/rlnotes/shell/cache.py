"""Where a project keeps what a build knew for the next one: a folder of its own, which can go at any time."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from rlnotes.shell.disk import create
from rlnotes.shell.failure import reason
from rlnotes.shell.store import Entries, Store, close_store, new_store, opened_store, remove_store, write_all

FOLDER: Final = ".rlnotes"
BUILDS: Final = "cache.sqlite"
"""The store of what builds know."""
CHECKS: Final = "check.sqlite"
"""The store of what checks know."""
ANSWERS: Final = "external.json"
"""What other hosts answered."""
_README: Final = """Signature: 8a477f597d28d172789f06886806bc55
# What rlnotes knows of this site from its last build (see bford.info/cachedir). Removing it costs time, no more.
"""
_TEXTS: Final = {".gitignore": "*\n", "CACHEDIR.TAG": _README}


def cache_path(root: Path, name: str = BUILDS) -> Path:
    """The file in which the builds, or the checks, of the project at `root` keep what they know."""
    return root / FOLDER / name


def kept_store(root: Path, secret: bytes, name: str = BUILDS) -> Store | None:
    """The store of the last build or check; None if there is none.

    Raises:
        DamagedStoreError, BusyStoreError: as of `opened_store`.
    """
    return opened_store(cache_path(root, name), secret) if _is_folder(root / FOLDER) else None


def begun_store(root: Path, secret: bytes, mark: str, name: str = BUILDS) -> Store:
    """A new store beside the one in use, to take its place when it is whole.

    Raises:
        OSError: none can be made.
    """
    folder = root / FOLDER
    with suppress(FileExistsError):
        folder.mkdir(parents=True)
    if not _is_folder(folder):
        raise NotADirectoryError(20, f"{FOLDER} is not a folder")
    for path in _left_over(folder, name):
        remove_store(path)
    beside = folder / f"{name}.{os.getpid()}"
    for label, text in _TEXTS.items():
        if not os.path.lexists(folder / label):
            _put_new(folder / label, text, beside)
    return new_store(beside, secret, mark)


def _is_folder(path: Path) -> bool:
    """Whether a folder is there, and no link: what it leads to may be someone else's."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _put_new(path: Path, text: str, beside: Path) -> None:
    """Write a file under the name of an unfinished store first: a run that is killed leaves it whole or not at all."""
    remove_store(beside)
    try:
        create(str(beside), (text.encode(),))
        beside.replace(path)
    except OSError:
        remove_store(beside)
        raise


def _left_over(folder: Path, name: str) -> Iterator[Path]:
    """The unfinished stores of runs that were killed."""
    return (path for path, process in _unfinished(folder, name) if not _is_running(process))


def _unfinished(folder: Path, name: str) -> Iterator[tuple[Path, int]]:
    """The stores that runs have begun, and the processes that did."""
    for path in sorted(folder.glob(f"{name}.*")):
        number = path.name.removeprefix(f"{name}.")
        if number.isascii() and number.isdecimal():
            yield path, int(number)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        return False  # an open file can't be removed there
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def finished(store: Store, root: Path, name: str = BUILDS) -> str:
    """Put a whole store into its place; why not, if the system refuses."""
    close_store(store)
    try:
        remove_store(cache_path(root, name), is_only_beside=True)
        store.path.replace(cache_path(root, name))
    except OSError as error:
        return reason(error)
    return ""


def dropped(store: Store) -> None:
    """Close a new store, and remove it unless it is in its place by now."""
    close_store(store)
    remove_store(store.path)


def abandoned(root: Path, store: Store | None = None, name: str = BUILDS) -> None:
    """Remove a store that is of no use, so that it misleads nobody."""
    if store:
        close_store(store)
    if _is_folder(root / FOLDER):
        remove_store(cache_path(root, name))


def changed(store: Store, tables: Mapping[str, Entries]) -> str:
    """Write what is new into a store; why not, if the system refuses, and then it is what it was.

    Raises:
        DamagedStoreError: the store turns out to be damaged.
    """
    try:
        write_all(store, tables)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def cleared(root: Path) -> bool:
    """Whether there was something that builds or checks kept; it is removed, and the folder too if empty then."""
    folder = root / FOLDER
    if not _is_folder(folder):
        return False
    stores = [
        path for name in (BUILDS, CHECKS) for path in (folder / name, *(each for each, _ in _unfinished(folder, name)))
    ]
    stores.append(folder / ANSWERS)
    was_there = any(map(os.path.lexists, stores))
    for path in stores:
        remove_store(path)
    for name, text in _TEXTS.items():
        with suppress(OSError):
            if (folder / name).read_bytes() == text.encode():
                (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
    return was_there
