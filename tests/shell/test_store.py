"""The store on disk: what is written is read, and nothing else passes for it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.shell import bodies
from rlnotes.shell import store as stores
from rlnotes.shell.bodies import StoredBodies
from rlnotes.shell.ledger import DamagedStoreError, Ledger, entry_sum, keyed_sum, leaf_number, name_of, put, sum_in
from rlnotes.shell.store import (
    BusyStoreError,
    Store,
    add_entries,
    close_store,
    new_store,
    opened_store,
    read_entries,
    read_entry,
    write_all,
)
from shell.dying import files_limited_to

SECRET = b"s" * 32
ROWS = {"": b"nothing", "a": b"1", "b/ä.md": b"22", "\0head": b"", "\ud800": b"half a pair", "long": b"x" * 100_000}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with rows and bodies."""
    path = tmp_path / "store"
    store = new_store(path, SECRET, "mark ü")
    add_entries(store, "bodies", [("a", b"body")])
    write_all(store, {"rows": ROWS.items(), "bodies": [("b", b"other body")]})
    close_store(store)
    return path


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds of waiting are too many for tests."""
    monkeypatch.setattr(stores, "_BUSY_SECONDS", 0.1)


def opened(path: Path) -> Store:
    store = opened_store(path, SECRET)
    assert store
    return store


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = opened(path)
    yield store
    close_store(store)


def test_what_was_written_is_read(store: Store) -> None:
    assert store.mark == "mark ü"
    assert {key: read_entry(store, "rows", key) for key in ROWS} == ROWS
    assert dict(read_entries(store, "rows")) == ROWS
    assert dict(read_entries(store, "bodies")) == {"a": b"body", "b": b"other body"}
    assert read_entry(store, "rows", "c") is None
    assert read_entry(store, "bodies", "long") is None


def test_there_is_no_store_where_nothing_is(tmp_path: Path) -> None:
    assert opened_store(tmp_path / "none", SECRET) is None


def test_a_store_is_none_before_it_is_whole(tmp_path: Path) -> None:
    store = new_store(tmp_path / "store", SECRET, "")
    add_entries(store, "bodies", [("a", b"body")])
    close_store(store)
    with pytest.raises(DamagedStoreError):
        opened(tmp_path / "store")


def test_entries_are_changed_and_taken_out(path: Path) -> None:
    store = opened(path)
    write_all(store, {"rows": [("a", b"new"), ("long", None), ("never there", None), ("more", b"m")]})
    close_store(store)
    again = opened(path)
    expected = {**ROWS, "a": b"new", "more": b"m"}
    del expected["long"]
    assert dict(read_entries(again, "rows")) == expected
    assert read_entry(again, "rows", "long") is None
    close_store(again)


def test_nothing_is_changed_where_one_entry_fails(path: Path) -> None:
    before = path.read_bytes()
    store = opened(path)

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a", b"new"
        raise KeyError

    with pytest.raises(KeyError):
        write_all(store, {"rows": failing()})
    close_store(store)
    assert path.read_bytes() == before


@pytest.mark.parametrize("table", ["rows", "bodies"])
@pytest.mark.parametrize("bit", [0, 7])
def test_one_bit_in_any_entry_is_seen(path: Path, table: str, bit: int) -> None:
    keys = ROWS if table == "rows" else ("a", "b")
    for key in keys:
        copy = path.with_name("copy")
        shutil.copy(path, copy)
        stored = key.encode(errors="surrogatepass")
        with closing(sqlite3.connect(copy)) as connection, connection:
            (content,) = connection.execute(f"SELECT content FROM {table} WHERE key = ?", (stored,)).fetchone()  # noqa: S608 - one of two names
            flipped = bytes([content[0] ^ (1 << bit)]) + content[1:] if content else b"\0"
            connection.execute(f"UPDATE {table} SET content = ? WHERE key = ?", (flipped, stored))  # noqa: S608 - as above
        store = opened(copy)
        with pytest.raises(DamagedStoreError):
            read_entry(store, table, key)
        with pytest.raises(DamagedStoreError):
            dict(read_entries(store, table))
        close_store(store)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM rows WHERE key = x'61'",
        "UPDATE rows SET key = x'63' WHERE key = x'61'",
        "UPDATE rows SET content = x'32' WHERE key = x'61'",
        "UPDATE rows SET content = (SELECT content FROM bodies WHERE key = x'61') WHERE key = x'61'",
        "UPDATE rows SET content = NULL WHERE key = x'61'",
        "UPDATE ledger SET content = NULL",
    ],
)
def test_an_entry_that_is_not_as_it_was_is_seen(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
    store = opened(path)
    with pytest.raises(DamagedStoreError):
        read_entry(store, "rows", "a")
    close_store(store)
    store = opened(path)
    with pytest.raises(DamagedStoreError):
        dict(read_entries(store, "rows"))
    close_store(store)


def test_an_entry_that_nobody_keyed_is_not_there(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO rows VALUES (x'63', x'64')")
    store = opened(path)
    assert read_entry(store, "rows", "c") is None
    with pytest.raises(DamagedStoreError):
        dict(read_entries(store, "rows"))
    close_store(store)


def test_a_table_that_is_gone_is_seen(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE rows")
    with pytest.raises(DamagedStoreError):
        opened(path)


def test_another_secret_opens_nothing(path: Path) -> None:
    with pytest.raises(DamagedStoreError):
        opened_store(path, b"t" * 32)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders")
def test_a_pipe_or_a_folder_is_no_store(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(DamagedStoreError):
            opened(tmp_path / name)


def test_a_file_that_may_not_be_read_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("link")
    with pytest.raises(DamagedStoreError):
        opened(tmp_path / "link")


@pytest.mark.usefixtures("impatience")
def test_only_one_of_two_writes(path: Path) -> None:
    first, second = opened(path), opened(path)
    with pytest.raises(OSError, match="another rlnotes is using it"):
        write_all(first, {"rows": [("a", b"first")]})
    close_store(second)
    write_all(first, {"rows": [("a", b"first")]})
    close_store(first)
    store = opened(path)
    assert read_entry(store, "rows", "a") == b"first"
    close_store(store)


@pytest.mark.usefixtures("impatience")
def test_a_store_that_is_being_written_is_busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyStoreError):
            opened(path)


def test_a_store_that_can_not_be_begun_leaves_nothing(tmp_path: Path) -> None:
    with files_limited_to(1000), pytest.raises(OSError, match=r"full|I/O"):
        new_store(tmp_path / "store", SECRET, "")
    assert not [*tmp_path.iterdir()]


def test_a_child_reads_what_its_parent_holds(store: Store) -> None:
    read_entry(store, "rows", "a")
    child = os.fork()
    if not child:
        is_right = read_entry(store, "rows", "a") == b"1" and dict(read_entries(store, "rows")) == ROWS
        os._exit(0 if is_right else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert read_entry(store, "rows", "b/ä.md") == b"22"


def test_bodies_are_a_mapping(store: Store) -> None:
    kept = StoredBodies(store, is_eager=False)
    assert dict(kept) == {"a": b"body", "b": b"other body"}
    kept["c"] = b"new"
    del kept["a"]
    assert sorted(kept) == ["b", "c"]
    assert len(kept) == 2
    assert kept["c"] == b"new"
    assert "a" not in kept
    assert kept.pop("nothing", b"") == b""


def test_bodies_that_the_disk_refuses_stay_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_BATCH", 2)
    store = new_store(tmp_path / "store", SECRET, "")
    kept = StoredBodies(store, is_eager=True)
    kept["a"], kept["b"] = b"1", b"2"
    assert not kept.changes
    with files_limited_to((tmp_path / "store").stat().st_size):
        kept["c"], kept["d"] = b"x" * 100_000, b"4"
    assert kept.trouble
    kept["e"] = b"5"
    assert {key: kept[key][:1] for key in "abcde"} == {"a": b"1", "b": b"2", "c": b"x", "d": b"4", "e": b"5"}
    close_store(store)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.none() | st.binary(max_size=3)), max_size=40))
def test_a_ledger_tells_the_last_of_each_entry(acts: list[tuple[str, bytes | None]]) -> None:
    ledger, last = Ledger(SECRET), dict[str, bytes | None]()
    for key, content in acts:
        name = name_of(ledger, "rows", key.encode())
        made = None if content is None else entry_sum(ledger, "rows", key.encode(), content)
        put(ledger, leaf_number("rows", name) % 2, name, made)
        last[key] = made
    for key in "abcdefgh":
        name = name_of(ledger, "rows", key.encode())
        leaf = ledger.leaves.get(leaf_number("rows", name) % 2, bytearray())
        assert sum_in(leaf, name) == last.get(key)


def test_parts_do_not_run_together() -> None:
    assert keyed_sum(SECRET, b"a", b"bc") != keyed_sum(SECRET, b"ab", b"c")
    assert keyed_sum(SECRET, b"a") != keyed_sum(b"t" * 32, b"a")
