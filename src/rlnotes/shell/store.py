"""The store: what a build knew, kept between runs in one SQLite file, every entry under a keyed hash.

The file may come from another machine, another version or a stranger. So it is opened only if its tables are the very
ones that are made here, and an entry is handed out only if the ledger, whose root is keyed with a secret of this user,
has it so; nor can an entry be left out, put under another key or brought back from an older state (see `ledger`).

A store is changed in one transaction, begun when it is opened: nobody else can change it in between, and who finds that
another was quicker writes nothing. The journal is kept in memory: a build that is killed while it writes may leave a
mixture, which the ledger tells from a state. A journal on disk is never ours, and SQLite would obey it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from hmac import compare_digest
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

from rlnotes.shell.ledger import (
    TABLES,
    DamagedStoreError,
    Ledger,
    changed_leaves,
    count_in,
    entry_sum,
    is_empty,
    leaf_number,
    leaf_numbers,
    ledger_from,
    name_of,
    put,
    root_of,
    sum_in,
    take_leaf,
)

Entries: TypeAlias = Iterable[tuple[str, bytes | None]]
"""Entries to be put in by key, or to be taken out where there is no content."""

_SCHEMA: Final = (
    *(f"CREATE TABLE {name} (key BLOB PRIMARY KEY, content BLOB)" for name in TABLES),
    "CREATE TABLE ledger (number INTEGER PRIMARY KEY, content BLOB)",
    "CREATE TABLE root (content BLOB, seal BLOB)",
)
_PAGE_SIZE: Final = 16384  # bytes: most entries fit in one
# SQLite's file format, section 1.3: its name, our page size, and no write-ahead log.
_HEADER: Final = b"SQLite format 3\0" + _PAGE_SIZE.to_bytes(2, "big") + b"\1\1"
_BESIDE: Final = ("-journal", "-wal", "-shm")
_SETTINGS: Final = """PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;
PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"""
_BUSY_SECONDS: Final = 2.0
_MOST_STEPS: Final = 50_000_000  # of SQLite's machine in one statement; ten million entries take fewer
_MOST_BYTES: Final = 1_000_000_000  # in one entry, SQLite's own limit


class BusyStoreError(Exception):
    """Another process writes to the store at this moment."""


@dataclass(slots=True)
class Store:
    """An open store; `mark` tells who wrote it.

    Connections must not pass a fork, so each process makes its own.
    """

    path: Path
    mark: str
    ledger: Ledger
    connections: dict[int, sqlite3.Connection] = field(default_factory=dict)


def opened_store(path: Path, secret: bytes) -> Store | None:
    """The store at `path` with the mark of who wrote it, None if there is none; others can't change it from now on.

    Raises:
        DamagedStoreError: what is there is no store that was written with this secret, or is not whole.
        BusyStoreError: another process writes to it.
    """
    if not os.path.lexists(path):
        return None
    _check_file(path)
    try:
        connection = _connection(path, path.lstat().st_size)
        ledger, mark = _begun(connection, secret)
    except sqlite3.Error as error:
        raise (BusyStoreError if "locked" in str(error) else DamagedStoreError) from error
    return Store(path, mark, ledger, {os.getpid(): connection})


def _begun(connection: sqlite3.Connection, secret: bytes) -> tuple[Ledger, str]:
    """The ledger and the mark, after a transaction is begun."""
    try:
        connection.execute("BEGIN")
        found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        if found != [(statement,) for statement in _SCHEMA]:
            raise DamagedStoreError
        return ledger_from(secret, *(connection.execute("SELECT * FROM root").fetchone() or (None, None)))
    except BaseException:
        connection.close()
        raise


def _check_file(path: Path) -> None:
    """Nothing, if SQLite can be let near the file: it would follow links, and obey journals."""
    try:
        is_file = stat.S_ISREG(path.lstat().st_mode)
        with path.open("rb") if is_file else BytesIO() as file:
            is_whole = file.read(len(_HEADER)) == _HEADER
    except OSError as error:
        raise DamagedStoreError from error
    if not is_whole or any(os.path.lexists(f"{path}{ending}") for ending in _BESIDE):
        raise DamagedStoreError


def new_store(path: Path, secret: bytes, mark: str) -> Store:
    """An empty store at `path`; what stands there is removed. It is none before `write_all`.

    Raises:
        OSError: the place can't be written.
    """
    remove_store(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    store = Store(path, mark, Ledger(secret))
    try:
        connection = store.connections[os.getpid()] = _connection(path, _MOST_BYTES)
        connection.executescript(f"PRAGMA page_size = {_PAGE_SIZE}; {'; '.join(_SCHEMA)};")
    except sqlite3.Error as error:
        close_store(store)
        remove_store(path)
        raise OSError(str(error)) from error
    return store


def remove_store(path: Path, *, is_only_beside: bool = False) -> None:
    """Remove what stands at `path`, links and journals included, as far as the system lets us."""
    for ending in _BESIDE if is_only_beside else ("", *_BESIDE):
        with suppress(OSError):
            Path(f"{path}{ending}").unlink()


def close_store(store: Store) -> None:
    """Close the connection of this process."""
    if connection := store.connections.pop(os.getpid(), None):
        connection.close()


def _connection(path: Path, most_bytes: int, options: str = "") -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw{options}"  # `rw` makes no file
    connection = sqlite3.connect(address, timeout=_BUSY_SECONDS, isolation_level=None, uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, most_bytes)
    connection.set_progress_handler(lambda: 1, _MOST_STEPS)
    connection.executescript(_SETTINGS)
    return connection


def _own_connection(store: Store) -> sqlite3.Connection:
    """The connection of this process; that of a child only reads, for its parent holds the lock."""
    process = os.getpid()
    if process not in store.connections:
        store.connections[process] = _connection(store.path, _MOST_BYTES, "&immutable=1")
    return store.connections[process]


def read_entry(store: Store, table: str, key: str) -> bytes | None:
    """The entry of `key` in "rows" or "bodies", None without one.

    Raises:
        DamagedStoreError: it is not as it was written, or the file can't be read.
    """
    stored = _stored(key)
    name = name_of(store.ledger, table, stored)
    expected = sum_in(_leaf(store, leaf_number(table, name)), name)
    if expected is None:
        return None
    found = _one(store, f"SELECT content FROM {table} WHERE key = ?", stored)  # noqa: S608 - one of two names
    return _checked(store, table, stored, found, expected)


def _stored(key: str) -> bytes:
    return key.encode(errors="surrogatepass")


def _one(store: Store, query: str, key: object) -> object:
    try:
        found = _own_connection(store).execute(query, (key,)).fetchone()
    except sqlite3.Error as error:
        raise DamagedStoreError from error
    return found[0] if found else None


def _leaf(store: Store, number: int) -> bytearray:
    if number in store.ledger.leaves:
        return store.ledger.leaves[number]
    if is_empty(store.ledger, number):
        return bytearray()
    return take_leaf(store.ledger, number, _one(store, "SELECT content FROM ledger WHERE number = ?", number))


def _checked(store: Store, table: str, key: bytes, content: object, expected: bytes | None) -> bytes:
    if expected is None or not isinstance(content, bytes):
        raise DamagedStoreError
    if not compare_digest(entry_sum(store.ledger, table, key, content), expected):
        raise DamagedStoreError
    return content


def read_entries(store: Store, table: str) -> Iterator[tuple[str, bytes]]:
    """All entries, in no order.

    Raises:
        DamagedStoreError: as of `read_entry`.
    """
    for number in leaf_numbers(table):
        _leaf(store, number)
    seen: set[bytes] = set()
    try:
        with closing(_own_connection(store).execute(f"SELECT key, content FROM {table}")) as found:  # noqa: S608 - as above
            for key, content in found:
                if not isinstance(key, bytes) or key in seen:
                    raise DamagedStoreError
                seen.add(key)
                name = name_of(store.ledger, table, key)
                expected = sum_in(_leaf(store, leaf_number(table, name)), name)
                yield key.decode(errors="surrogatepass"), _checked(store, table, key, content, expected)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise DamagedStoreError from error
    if len(seen) != count_in(store.ledger, table):
        raise DamagedStoreError


def add_entries(store: Store, table: str, entries: Entries) -> None:
    """Put entries into a new store, all or none of them.

    Raises:
        OSError: the file can't be written.
        DamagedStoreError: it gives other bytes back than it took.
    """
    with _writing(store) as connection:
        _write(store, connection, table, entries)


def write_all(store: Store, tables: Mapping[str, Entries]) -> None:
    """Put entries into several tables, all or none of them; a new store is whole then.

    Raises:
        OSError: the file can't be written, or another process was quicker.
        DamagedStoreError: as of `add_entries`.
    """
    with _writing(store) as connection:
        for table, entries in tables.items():
            _write(store, connection, table, entries)
        connection.executemany("INSERT OR REPLACE INTO ledger VALUES (?, ?)", changed_leaves(store.ledger))
        connection.execute("DELETE FROM root")
        connection.execute("INSERT INTO root VALUES (?, ?)", root_of(store.ledger, store.mark))


@contextmanager
def _writing(store: Store) -> Iterator[sqlite3.Connection]:
    """A transaction: the one that has lasted since the store was opened, or a new one."""
    connection = _own_connection(store)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
    try:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # SQLite may have done so itself
                connection.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as error:
        raise OSError("another rlnotes is using it" if "locked" in str(error) else str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedStoreError from error


def _write(store: Store, connection: sqlite3.Connection, table: str, entries: Entries) -> None:
    gone: list[tuple[bytes]] = []
    fresh: list[tuple[bytes, bytes]] = []
    for each, content in entries:
        key = _stored(each)
        name = name_of(store.ledger, table, key)
        number = leaf_number(table, name)
        _leaf(store, number)
        put(store.ledger, number, name, None if content is None else entry_sum(store.ledger, table, key, content))
        if content is None:
            gone.append((key,))
        else:
            fresh.append((key, content))
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", fresh)  # noqa: S608 - one of two names
    connection.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608 - as above
