"""The store: what a build knew, kept between runs in one SQLite file, each entry under a keyed hash.

The file may come from another machine, another version or a stranger: an entry is handed out only if its hash, made
with a secret of this user (RFC 7693, keyed BLAKE2b), is right. Everything else is as if it were not there.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Final

_HASH_SIZE: Final = 16
_SCHEMA: Final = 1  # of the tables here; what stands in them is the business of those who write it
_BUSY_SECONDS: Final = 2.0
_TABLES: Final = ("rows", "bodies")


class DamagedStoreError(Exception):
    """An entry is there, but not as it was written: the store is of no use."""


@dataclass(slots=True)
class Store:
    """An open store.

    Connections must not pass a fork, so each process makes its own.
    """

    path: Path
    secret: bytes
    connections: dict[int, sqlite3.Connection] = field(default_factory=dict)


def opened_store(path: Path, secret: bytes) -> Store | None:
    """The store at `path`; None if there is none that can be read."""
    if not path.is_file():
        return None
    store = Store(path, secret)
    try:
        (version,) = _connection(store).execute("PRAGMA user_version").fetchone()
    except sqlite3.Error:
        close_store(store)
        return None
    if version != _SCHEMA:
        close_store(store)
        return None
    return store


def new_store(path: Path, secret: bytes) -> Store:
    """An empty store at `path`; what stands there is overwritten. It is written without care for a crash.

    Raises:
        OSError: the place can't be written.
    """
    for stale in (path, Path(f"{path}-journal")):
        with suppress(FileNotFoundError):
            stale.unlink()
    store = Store(path, secret)
    try:
        connection = _connection(store)
        connection.executescript(
            "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            + "".join(f"CREATE TABLE {name} (key TEXT PRIMARY KEY, hash BLOB, content BLOB);" for name in _TABLES)
            + f"PRAGMA user_version = {_SCHEMA};"
        )
    except sqlite3.Error as error:
        close_store(store)
        raise OSError(str(error)) from error
    return store


def close_store(store: Store) -> None:
    """Close the connection of this process."""
    if connection := store.connections.pop(os.getpid(), None):
        connection.close()


def _connection(store: Store) -> sqlite3.Connection:
    process = os.getpid()
    if process not in store.connections:
        connection = sqlite3.connect(store.path, timeout=_BUSY_SECONDS, isolation_level=None)
        connection.executescript(
            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA synchronous = NORMAL;"
        )
        store.connections[process] = connection
    return store.connections[process]


def _hash(store: Store, table: str, key: str, content: bytes) -> bytes:
    keyed = hashlib.blake2b(key=store.secret, digest_size=_HASH_SIZE)
    keyed.update(f"{table}\0{key}\0".encode(errors="surrogatepass"))
    keyed.update(content)
    return keyed.digest()


def read_entry(store: Store, table: str, key: str) -> bytes | None:
    """The entry of `key` in "rows" or "bodies", None without one.

    Raises:
        DamagedStoreError: it is not as it was written, or the file can't be read.
    """
    try:
        found = _connection(store).execute(f"SELECT hash, content FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608 - one of two names
    except (sqlite3.Error, UnicodeEncodeError) as error:
        raise DamagedStoreError from error
    return None if found is None else _checked(store, table, key, *found)


def read_entries(store: Store, table: str) -> Iterator[tuple[str, bytes]]:
    """All entries, in no order.

    Raises:
        DamagedStoreError: as of `read_entry`.
    """
    try:
        with closing(_connection(store).execute(f"SELECT key, hash, content FROM {table}")) as found:  # noqa: S608 - as above
            for key, mark, content in found:
                yield key, _checked(store, table, key, mark, content)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DamagedStoreError from error


def _checked(store: Store, table: str, key: str, mark: object, content: object) -> bytes:
    if not (isinstance(mark, bytes) and isinstance(content, bytes) and isinstance(key, str)):
        raise DamagedStoreError
    if not compare_digest(mark, _hash(store, table, key, content)):
        raise DamagedStoreError
    return content


def write_entries(store: Store, table: str, entries: Iterable[tuple[str, bytes | None]]) -> None:
    """Put entries in, or take them out where there is no content; all or none.

    Raises:
        OSError: the file can't be written.
    """
    write_all(store, {table: entries})


def write_all(store: Store, tables: dict[str, Iterable[tuple[str, bytes | None]]]) -> None:
    """As `write_entries`, for several tables at once."""
    connection = _connection(store)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for table, entries in tables.items():
                _write(store, connection, table, entries)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _write(
    store: Store, connection: sqlite3.Connection, table: str, entries: Iterable[tuple[str, bytes | None]]
) -> None:
    gone: list[str] = []
    rows = []
    for key, content in entries:
        if content is None:
            gone.append(key)
        else:
            rows.append((key, _hash(store, table, key, content), content))
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608 - one of two names
    connection.executemany(f"DELETE FROM {table} WHERE key = ?", [(key,) for key in gone])  # noqa: S608 - as above
