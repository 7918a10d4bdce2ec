"""One build at a time: a lock on the output folder that the system lets go when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from rlnotes.shell.failure import CannotRun

LOCK_NAME: Final = ".rlnotes-lock"

if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _locked(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def lock(folder: Path) -> Iterator[Callable[[], int]]:
    """The exclusive right to write below `folder`, as long as the block lasts.

    With it comes the time (ns) by the clock that stamps the files there: what the lock's file is stamped with when
    touched. A file stamped earlier was last changed before the question.

    Raises:
        CannotRun: another run holds it.
    """
    path = folder / LOCK_NAME
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        _take(descriptor, path)
        try:
            yield lambda: _stamped(path)
        finally:
            with suppress(OSError):  # where an open file can't be removed it stays, and is taken again next time
                path.unlink()
    finally:
        os.close(descriptor)


def _stamped(path: Path) -> int:
    os.utime(path)
    return path.stat().st_mtime_ns


def _take(descriptor: int, path: Path) -> None:
    """The lock on an open file, if the file still is the one at `path`: its last holder may just have removed it."""
    try:
        _locked(descriptor)
        is_current = os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        is_current = False
    if not is_current:
        raise CannotRun(f"another rlnotes is writing to {path.parent.name}/; wait until it is done")
