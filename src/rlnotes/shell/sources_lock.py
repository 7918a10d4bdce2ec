"""The lock of sources on disk, and the files that are taken into it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.place import Source
from rlnotes.shell.decoding import decoded
from rlnotes.shell.disk import store
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.mending import write_mended
from rlnotes.shell.report import printable

_MOST_BYTES: Final = 50_000_000


def read_lock(path: Path, shown: str) -> str:
    """The text of the lock at `path`, "" if there is none.

    Raises:
        CannotRun: it can't be read, or is not UTF-8; `shown` is its name.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise CannotRun(f"can't read {printable(shown)}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        words = f"{printable(shown)} is not UTF-8 text (byte {error.start + 1}); nothing was changed"
        raise CannotRun(words) from error


def write_lock(path: Path, shown: str, before: str, after: str) -> bool:
    """Whether the lock was written: in one step, and only if it says other things than it did.

    Raises:
        CannotRun: it can't be written, or was changed by another hand meanwhile.
    """
    if before == after:
        return False
    if before:
        write_mended(str(path), shown, before, after)
        return True
    try:
        if path.exists() and path.stat().st_size:
            raise CannotRun(f"{printable(shown)} was written meanwhile; run it again")
        store(path.as_posix(), after.encode())
    except OSError as error:
        raise CannotRun(f"can't write {printable(shown)}: {reason(error)}") from error
    return True


def read_records(path: Path) -> tuple[Source, Diagnostics]:
    """The file of records at `path`, under its own name.

    Raises:
        CannotRun: it is not there, is too large, or can't be read.
    """
    shown = printable(path.as_posix())
    try:
        if not path.is_file():
            raise CannotRun(f"there is no file {shown}")
        if path.stat().st_size > _MOST_BYTES:
            raise CannotRun(f"{shown} has more than {_MOST_BYTES // 1_000_000} MB")
        return decoded(path.name, path.read_bytes())
    except (OSError, ValueError) as error:
        words = reason(error) if isinstance(error, OSError) else "no such name can be"
        raise CannotRun(f"can't read {shown}: {words}") from error
