"""The acts on the disk that are done ten thousand times, on plain strings: pathlib would cost as much as the system."""

# ruff: noqa: PTH105, PTH108, PTH123 - see above

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from rlnotes.shell.states import FileState, fits, state_of

TEMPORARY: Final = ".rlnotes-tmp"
_ONE_BITE: Final = 1 << 20  # bytes; a file up to this size is read at once
_NEW_FILE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def found_at(place: str) -> os.stat_result | None:
    """What stands at `place`, links not followed; None if nothing does."""
    try:
        return os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return None


def current_state(place: str, state: FileState | None) -> FileState | None:
    """The state of the file at `place`, which is read only if `state` does not fit it; None if no file is there."""
    found = found_at(place)
    if found is None or not stat.S_ISREG(found.st_mode):
        return None
    return state if state is not None and fits(state, found) else state_of(file_hash(place), found)


def is_still(place: str, state: FileState) -> bool:
    """Whether the file that `state` tells of stands at `place`, as far as its marks say."""
    try:
        return fits(state, os.lstat(place))
    except (FileNotFoundError, NotADirectoryError):
        return False


def file_hash(place: str) -> str:
    """The SHA-256 of a file."""
    digest = hashlib.sha256()
    for bite in bites(place):
        digest.update(bite)
    return digest.hexdigest()


def bites(place: str) -> Iterator[bytes]:
    """The content of a file, piece by piece."""
    with open(place, "rb", buffering=0) as file:
        while bite := file.read(_ONE_BITE):
            yield bite


@dataclass(frozen=True, slots=True)
class Beside:
    """A temporary file, and what the system said of it when it was whole."""

    place: str
    found: os.stat_result


def write_beside(folder: str, content: Iterable[bytes]) -> Beside:
    """A temporary file in `folder` that holds `content`."""
    place = f"{folder}/{TEMPORARY}"
    try:
        descriptor = os.open(place, _NEW_FILE, 0o666)
    except FileExistsError:  # of a build that was killed
        os.unlink(place)
        descriptor = os.open(place, _NEW_FILE, 0o666)
    try:
        for bite in content:
            write_all(descriptor, bite, folder)
        return Beside(place, os.fstat(descriptor))
    except BaseException:
        remove_if_there(place)
        raise
    finally:
        os.close(descriptor)


def create(place: str, content: Iterable[bytes]) -> None:
    """Write a file where nothing is; the system's refusal leaves none behind, instead of half of one.

    Raises:
        FileExistsError: something is there, a link that leads nowhere included.
    """
    descriptor = os.open(place, _NEW_FILE, 0o666)
    try:
        for bite in content:
            write_all(descriptor, bite, place)
    except BaseException:
        remove_if_there(place)
        raise
    finally:
        os.close(descriptor)


def put_in_place(beside: Beside, place: str) -> os.stat_result:
    """Rename a temporary file; what the system then says of it, or said before if another hand came between."""
    os.replace(beside.place, place)
    found = found_at(place)
    is_ours = found is not None and (found.st_ino, found.st_mtime_ns) == (beside.found.st_ino, beside.found.st_mtime_ns)
    return found if found is not None and is_ours else beside.found


def store(place: str, content: bytes) -> None:
    """Write one file as a temporary neighbour and rename it, so that it is old or new but never half."""
    put_in_place(write_beside(place.rpartition("/")[0], (content,)), place)


def write_all(descriptor: int, content: bytes, place: str) -> None:
    """Write all of `content`; the system may take it in parts, and its refusal gets the name of the file."""
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except OSError as error:
        raise OSError(error.errno, error.strerror, place) from error


def remove_if_there(place: str) -> None:
    """Remove the file at `place`, if there is one."""
    with suppress(FileNotFoundError):
        os.unlink(place)
