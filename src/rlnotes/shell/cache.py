"""Where what a build knew is kept for the next one, and the secret that tells our own entries from others'."""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from rlnotes import __version__
from rlnotes.shell.failure import reason
from rlnotes.shell.store import Store, close_store, new_store, opened_store, write_all

FOLDER: Final = ".rlnotes"
_NAME: Final = "cache.sqlite"
_VARIABLE: Final = "RLNOTES_CACHE_KEY"
_SECRET_SIZE: Final = 32
_README: Final = """Signature: 8a477f597d28d172789f06886806bc55
# What rlnotes knows of this site from its last build (see bford.info/cachedir). Removing it costs time, no more.
"""


def cache_path(root: Path) -> Path:
    """The file in which the builds of the project at `root` keep what they know."""
    return root / FOLDER / _NAME


def secret_of(environment: Mapping[str, str]) -> bytes:
    """The secret of this user: made of RLNOTES_CACHE_KEY, or kept in a file of the user's; else one for this run alone.

    With the variable, machines that share it take over each other's caches.
    """
    if chosen := environment.get(_VARIABLE):
        return hashlib.sha256(chosen.encode(errors="surrogateescape")).digest()
    from platformdirs import user_state_path  # noqa: PLC0415 - needed only here

    try:
        return _kept_secret(user_state_path("rlnotes", appauthor=False) / "cache-key")
    except OSError:
        return secrets.token_bytes(_SECRET_SIZE)


def _kept_secret(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        if len(known := path.read_bytes()) == _SECRET_SIZE:
            return known
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_bytes(_SECRET_SIZE)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    except FileExistsError:  # another run was quicker
        return path.read_bytes()
    return made


def program_mark() -> str:
    """What tells one state of the program, and of all that it is made with, from another.

    The names of installed distributions hold their versions; a source file that was edited has another time.
    """
    mark = hashlib.sha256(f"{__version__}\0{sys.version}\0".encode())
    for folder in dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))):
        with suppress(OSError):
            mark.update(
                "\0".join(sorted(n for n in os.listdir(folder) if n.endswith("-info"))).encode(errors="replace")
            )
    for line in _sources(Path(__file__).parent.parent):
        mark.update(line.encode())
    return mark.hexdigest()


def _sources(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 - two hundred files on each run
            yield f"{os.path.relpath(place, folder)}/{name}\0{status.st_size}\0{status.st_mtime_ns}\0"


def begun_store(root: Path, secret: bytes) -> Store | None:
    """A new store beside the one in use, to take its place when it is complete; None where none can be made."""
    folder = root / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _README)):
            if not (folder / name).exists():
                (folder / name).write_text(text, "utf-8")
        return new_store(folder / f"{_NAME}.{os.getpid()}", secret)
    except OSError:
        return None


def finished(store: Store, root: Path) -> str:
    """Put a complete store into its place; why not, if the system refuses."""
    close_store(store)
    try:
        os.replace(store.path, cache_path(root))
    except OSError as error:
        with suppress(OSError):
            store.path.unlink()
        return reason(error)
    return ""


def kept(root: Path, secret: bytes) -> Store | None:
    """The store of the last build; None if there is none that can be read."""
    return opened_store(cache_path(root), secret)


def abandoned(store: Store, root: Path) -> None:
    """Remove a store that is of no use, so that it misleads nobody."""
    close_store(store)
    with suppress(OSError):
        cache_path(root).unlink()


def changed(store: Store, tables: dict[str, Iterator[tuple[str, bytes | None]]]) -> str:
    """Write what is new into a store; why not, if the system refuses, and then it is what it was."""
    try:
        write_all(store, dict(tables))
    except OSError as error:
        return str(error)
    return ""
