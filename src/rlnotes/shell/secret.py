"""The secret of this user, which tells what was kept by the user's own builds from what others may have written."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

VARIABLE: Final = "RLNOTES_CACHE_KEY"
_SIZE: Final = 32  # bytes


def secret_of(environment: Mapping[str, str]) -> bytes:
    """The secret: made of RLNOTES_CACHE_KEY if that is set and not empty, else kept in a file of the user's.

    With the variable, machines that share it take over each other's caches.

    Raises:
        OSError: there is no place to keep it.
    """
    if chosen := environment.get(VARIABLE):
        return hashlib.sha256(chosen.encode(errors="surrogateescape")).digest()
    from platformdirs import user_state_path  # noqa: PLC0415 - needed only here

    try:
        folder = user_state_path("rlnotes", appauthor=False)
    except RuntimeError as error:
        raise FileNotFoundError(2, "there is no home folder") from error
    return kept_secret(folder / "cache-key")


def kept_secret(path: Path) -> bytes:
    """The secret in the file at `path`, which is made if it is not there or not whole.

    Raises:
        OSError: it can't be.
    """
    if not path.is_absolute():
        raise FileNotFoundError(2, "there is no home folder")
    with suppress(FileNotFoundError):
        if len(known := path.read_bytes()) == _SIZE:
            return known
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        beside.unlink()
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_SIZE))
        beside.replace(path)
    except OSError:  # of a full disk
        with suppress(OSError):
            beside.unlink()
        raise
    made = path.read_bytes()  # of two runs at once, the later one's
    if len(made) != _SIZE:
        raise OSError(5, "it is not what was written")
    return made
