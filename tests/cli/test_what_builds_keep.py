"""What a build keeps for the next one, damaged in every way: never a wrong page, at worst all is built anew."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import files, written
from shell.dying import Death, files_limited_to, is_reached

from cli.sites_on_disk import SITE, STORE, build, built_like_its_copy, cold, edit, ran, site_on_disk
from rlnotes.shell import bodies, program, store

Damage = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_on_disk(tmp_path)


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds of waiting are too many for tests."""
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)


def cut_in_half(store: Path) -> None:
    os.truncate(store, store.stat().st_size // 2)


def cut_by_a_page(store: Path) -> None:
    os.truncate(store, store.stat().st_size - 16384)


def emptied(store: Path) -> None:
    os.truncate(store, 0)


def with_a_head_alone(store: Path) -> None:
    os.truncate(store, 100)


def random_bytes(store: Path) -> None:
    store.write_bytes(os.urandom(50_000))


def random_bytes_after_the_head(store: Path) -> None:
    store.write_bytes(store.read_bytes()[:16384] + os.urandom(50_000))


def altered(*statements: str) -> Damage:
    """A store that someone who has no secret worked on with SQLite."""

    def alter(store: Path) -> None:
        with closing(sqlite3.connect(store)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    alter.__name__ = statements[-1]
    return alter


ENDLESS = "WITH RECURSIVE endless(n) AS (VALUES (1) UNION ALL SELECT n FROM endless)"
DAMAGES: tuple[Damage, ...] = (
    cut_in_half,
    cut_by_a_page,
    emptied,
    with_a_head_alone,
    random_bytes,
    random_bytes_after_the_head,
    altered("DELETE FROM rows"),
    altered("DELETE FROM bodies"),
    altered("DELETE FROM root"),
    altered("DELETE FROM ledger"),
    altered("UPDATE root SET seal = zeroblob(16)"),
    altered("UPDATE root SET content = zeroblob(32768)"),
    altered("UPDATE root SET content = 5, seal = NULL"),
    altered("INSERT INTO root SELECT * FROM root"),
    altered("UPDATE rows SET content = 'text'"),
    altered("UPDATE rows SET content = NULL"),
    altered("UPDATE bodies SET content = zeroblob(100)"),
    altered("UPDATE ledger SET content = zeroblob(64)"),
    altered("UPDATE ledger SET content = content || zeroblob(32)"),
    altered("UPDATE rows SET key = CAST(key AS TEXT)"),
    altered("UPDATE rows SET key = key || 'x' WHERE key = CAST('index.md' AS BLOB)"),
    altered("DELETE FROM rows WHERE key = CAST('dough.md' AS BLOB)"),
    altered("DELETE FROM bodies WHERE key = CAST('dough.md' AS BLOB)"),
    altered("CREATE TRIGGER t AFTER INSERT ON root BEGIN DELETE FROM rows; END"),
    altered("CREATE TABLE more (x)"),
    altered("DROP TABLE bodies", "CREATE VIEW bodies AS SELECT key, content FROM rows"),
    altered("DROP TABLE rows", f"CREATE VIEW rows AS {ENDLESS} SELECT n AS key, n AS content FROM endless"),  # noqa: S608 - fixed
    altered("PRAGMA journal_mode = WAL"),
    altered("VACUUM", "PRAGMA user_version = 7", "CREATE INDEX i ON rows (content)"),
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_store_costs_time_and_no_more(root: Path, damage: Damage) -> None:
    build(root)
    damage(root / STORE)
    edit(root)
    run = built_like_its_copy(root)
    assert run.err == "built anew: the cache was damaged, or written with another key\n" or run.err in {
        "built anew: the cache was damaged\n",
        "",  # what was damaged was not needed
    }
    edit(root)
    built_like_its_copy(root)
    assert built_like_its_copy(root).is_from_memory


def test_rows_of_other_keys_are_no_rows(root: Path) -> None:
    build(root)
    with closing(sqlite3.connect(root / STORE)) as connection, connection:
        rows = connection.execute("SELECT key, content FROM rows ORDER BY key").fetchall()
        for (key, _), (_, content) in zip(rows, rows[1:] + rows[:1], strict=True):
            connection.execute("UPDATE rows SET content = ? WHERE key = ?", (content, key))
    edit(root)
    assert built_like_its_copy(root).err.startswith("built anew: the cache was damaged")


@pytest.mark.parametrize("table", ["rows", "bodies", "ledger", "root"])
def test_entries_of_an_older_state_are_not_taken_for_those_of_now(root: Path, table: str) -> None:
    build(root)
    older = root.parent / "older"
    shutil.copy(root / STORE, older)
    edit(root, more="\nA new sentence, and no [[baking]].\n")
    build(root)
    with closing(sqlite3.connect(root / STORE)) as connection, connection:
        connection.execute("ATTACH ? AS older", (str(older),))
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of four names
        connection.execute(f"INSERT INTO {table} SELECT * FROM older.{table}")  # noqa: S608 - as above
    edit(root, "notes/index.md")
    assert built_like_its_copy(root).err.startswith("built anew: the cache was damaged")


def test_an_older_state_as_a_whole_is_a_state_to_start_from(root: Path) -> None:
    build(root)
    older = (root / STORE).read_bytes()
    edit(root)
    (root / "notes/sourdough.md").unlink()
    build(root)
    (root / STORE).write_bytes(older)
    assert built_like_its_copy(root).is_from_memory


@settings(max_examples=int(os.environ.get("RLNOTES_DAMAGES", "10")))
@given(st.data())
def test_whatever_byte_is_another_no_page_is_wrong(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = site_on_disk(Path(folder))
        build(root)
        content = bytearray((root / STORE).read_bytes())
        for _ in range(data.draw(st.integers(1, 3))):
            place = data.draw(st.integers(0, len(content) - 1))
            content[place] ^= 1 << data.draw(st.integers(0, 7))
        (root / STORE).write_bytes(content)
        edit(root, data.draw(st.sampled_from([path for path in SITE if path.endswith(".md")])))
        built_like_its_copy(root)
        edit(root)
        built_like_its_copy(root)


@settings(max_examples=int(os.environ.get("RLNOTES_DAMAGES", "6")))
@given(st.data())
def test_a_store_killed_while_it_was_written_is_no_state(data: st.DataObject) -> None:
    """The journal is in memory: of the pages of the file any may be old and any new."""
    with tempfile.TemporaryDirectory() as folder:
        root = site_on_disk(Path(folder))
        build(root)
        old = (root / STORE).read_bytes()
        edit(root)
        build(root)
        new = (root / STORE).read_bytes()
        pages = [content[place : place + 16384] for content in (old, new) for place in range(0, len(new), 16384)]
        count = len(pages) // 2
        mixed = b"".join(pages[number + count * data.draw(st.integers(0, 1))] for number in range(count))
        (root / STORE).write_bytes(mixed)
        edit(root, "notes/index.md")
        built_like_its_copy(root)
        edit(root)
        built_like_its_copy(root)


def test_another_secret_is_another_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root)
    monkeypatch.setenv("RLNOTES_CACHE_KEY", "another")
    assert built_like_its_copy(root).err == "built anew: the cache was damaged, or written with another key\n"
    assert built_like_its_copy(root).is_from_memory


def test_another_program_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(root)
    monkeypatch.setattr(program, "__version__", "99")
    program.program_mark.cache_clear()
    assert "another rlnotes" in built_like_its_copy(root).err
    assert built_like_its_copy(root).is_from_memory
    program.program_mark.cache_clear()


def test_without_a_place_for_the_key_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RLNOTES_CACHE_KEY")
    monkeypatch.setenv("XDG_STATE_HOME", str(written(root.parent, {"a file": ""}) / "a file/below"))
    assert "the key of the cache can't be kept: not a directory; set RLNOTES_CACHE_KEY" in built_like_its_copy(root).err
    assert not (root / ".rlnotes").exists()


@pytest.mark.parametrize("name", ["-journal", "-wal", "-shm"])
def test_a_journal_beside_the_store_is_nobodys(root: Path, name: str) -> None:
    build(root)
    (root / f"{STORE}{name}").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(1000))
    edit(root)
    assert built_like_its_copy(root).err.startswith("built anew: the cache was damaged")
    assert built_like_its_copy(root).is_from_memory


def test_a_folder_in_the_place_of_the_store_stays(root: Path) -> None:
    written(root, {f"{STORE}/mine.txt": "precious"})
    for _ in range(2):
        edit(root)
        assert (
            "not kept for the next build: the cache can't be written: is a directory" in built_like_its_copy(root).err
        )
    assert (root / STORE / "mine.txt").read_text() == "precious"
    assert {path.name for path in (root / ".rlnotes").iterdir()} == {".gitignore", "CACHEDIR.TAG", "cache.sqlite"}


def test_a_file_in_the_place_of_the_folder_stays(root: Path) -> None:
    written(root, {".rlnotes": "precious"})
    assert (
        built_like_its_copy(root).err
        == "not kept for the next build: the cache can't be written: .rlnotes is not a folder\n"
    )
    assert (root / ".rlnotes").read_text() == "precious"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_in_the_place_of_the_folder_is_not_followed(root: Path, is_there: bool) -> None:
    theirs = root.parent / "theirs"
    if is_there:
        written(theirs, {"cache.sqlite": "precious"})
    (root / ".rlnotes").symlink_to(theirs)
    assert "not kept for the next build" in built_like_its_copy(root).err
    ran("clean", "-f", root / "rlnotes.toml")
    assert not is_there or files(theirs) == {"cache.sqlite": b"precious"}
    assert theirs.exists() == is_there


@pytest.mark.parametrize(
    "name", ["cache.sqlite", "cache.sqlite.1", ".gitignore", "CACHEDIR.TAG", "cache.sqlite.NUMBER"]
)
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_in_the_place_of_a_file_is_not_followed(root: Path, name: str, is_there: bool) -> None:
    name = name.replace("NUMBER", str(os.getpid()))
    theirs = root.parent / "theirs.sqlite"
    build(root)
    if is_there:
        shutil.copy(root / STORE, theirs)
    before = theirs.read_bytes() if is_there else b""
    (root / ".rlnotes" / name).unlink(missing_ok=True)
    (root / ".rlnotes" / name).symlink_to(theirs)
    edit(root)
    built_like_its_copy(root)
    edit(root)
    built_like_its_copy(root)
    assert theirs.exists() == is_there
    assert not is_there or theirs.read_bytes() == before


@pytest.mark.usefixtures("impatience")
def test_a_store_that_another_program_holds_is_not_waited_for_long(root: Path) -> None:
    build(root)
    edit(root)
    with closing(sqlite3.connect(root / STORE, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert built_like_its_copy(root).err == "built anew: another rlnotes is writing to the cache\n"
    assert built_like_its_copy(root).is_from_memory


@pytest.mark.usefixtures("impatience")
def test_a_store_that_another_program_reads_stays_as_it_is(root: Path) -> None:
    build(root)
    before = (root / STORE).read_bytes()
    edit(root)
    with closing(sqlite3.connect(root / STORE, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM root").fetchall()
        trouble = "not kept for the next build: the cache can't be written: another rlnotes is using it\n"
        assert built_like_its_copy(root).err == trouble
    assert (root / STORE).read_bytes() == before
    assert built_like_its_copy(root).is_from_memory


@pytest.mark.parametrize("size", [0, 100, 5_000])
def test_a_disk_too_full_for_the_site_leaves_nothing_of_the_cache(root: Path, size: int) -> None:
    with files_limited_to(size):
        assert build(root).code == 2
    assert not [*(root / ".rlnotes").glob("cache.sqlite*")]
    assert built_like_its_copy(root).is_from_memory


@pytest.mark.parametrize("size", [0, 20_000, 70_000])
def test_a_disk_too_full_for_the_cache_is_told_and_the_site_is_right(root: Path, size: int) -> None:
    build(root, "--no-cache")
    limited(root, size)
    assert not [*(root / ".rlnotes").glob("cache.sqlite*")]
    assert built_like_its_copy(root).is_from_memory


def limited(root: Path, size: int) -> None:
    """A build that can't keep what it knows, in a process of its own."""
    with files_limited_to(size):
        run = build(root)
    assert run.err.startswith("not kept for the next build: the cache can't be written: ")
    assert files(root / "build") == cold(root)[1]


def test_a_disk_that_fills_up_later_is_told_and_what_was_kept_stays(root: Path) -> None:
    build(root)
    before = (root / STORE).read_bytes()
    (root / "notes/more.md").write_text("# More\n" + "Words [[dough]].\n\n" * 3000)
    build(root, "--no-cache")
    limited(root, len(before))
    assert (root / STORE).read_bytes() == before
    assert built_like_its_copy(root).is_from_memory


def test_a_disk_that_fills_while_bodies_are_put_away_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_BATCH", 2)
    (root / "notes/more.md").write_text("# More\n" + "Words [[dough]].\n\n" * 3000)
    build(root, "--no-cache")
    limited(root, 125_000)
    assert built_like_its_copy(root).is_from_memory
    edit(root, "notes/more.md")
    assert built_like_its_copy(root).is_from_memory


def test_a_folder_that_may_not_be_written_is_told(anyones_folder: Path) -> None:
    root = site_on_disk(anyones_folder)
    build(root)
    edit(root)
    plain = os.geteuid() or 65534
    before = (root / STORE).read_bytes()
    said = as_user(plain, root.parent, lambda: build(root).err)
    assert "the cache can't be written: " in said
    assert (root / STORE).read_bytes() == before
    assert built_like_its_copy(root).is_from_memory


def as_user(user: int, folder: Path, act: Callable[[], str]) -> str:
    """What `act` says in a process of a user who may write everything below `folder` but what builds keep."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    shared = folder / "project/.rlnotes"
    for path in [*shared.iterdir(), shared]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    out = folder / "said"
    child = os.fork()
    if not child:
        if os.geteuid() == 0:
            os.setuid(user)
        try:
            out.write_text(act())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    shared.chmod(0o755)
    (shared / "cache.sqlite").chmod(0o644)
    return out.read_text()


def test_a_killed_build_leaves_no_litter_for_long(root: Path) -> None:
    build(root)
    written(root, {".rlnotes/cache.sqlite.999999999": "half", ".rlnotes/cache.sqlite.mine": "precious"})
    build(root, "--clean")
    names = {path.name for path in (root / ".rlnotes").iterdir()}
    assert names == {".gitignore", "CACHEDIR.TAG", "cache.sqlite", "cache.sqlite.mine"}


@pytest.mark.parametrize("death", Death)
def test_killed_at_any_moment_the_next_build_is_right(tmp_path: Path, death: Death) -> None:
    master = site_on_disk(tmp_path / "master")
    build(master)
    edit(master)
    (master / "notes/new.md").write_text("# New\n\n[[dough]]\n")
    (master / "notes/sourdough.md").unlink()
    for number, step in enumerate(steps(9)):
        root = shutil.copytree(master, tmp_path / f"{number}" / "project")
        if not is_reached(root, step, death, lambda root=root: build(root)):  # type: ignore[misc]  # the loop's own
            break
        built_like_its_copy(root)
        edit(root, "notes/index.md")
        assert built_like_its_copy(root).is_from_memory
        shutil.rmtree(root)


def steps(stride: int) -> Iterator[int]:
    """Acts to be killed at: now and then one; all with RLNOTES_DAMAGES."""
    return iter(range(0, 10_000, 1 if "RLNOTES_DAMAGES" in os.environ else stride))


def test_a_first_build_killed_at_any_moment_leaves_nothing_half(tmp_path: Path) -> None:
    master = site_on_disk(tmp_path / "master")
    for number, step in enumerate(steps(23)):
        root = shutil.copytree(master, tmp_path / f"{number}" / "project")
        if not is_reached(root, step, Death.BEFORE_IT, lambda root=root: build(root)):  # type: ignore[misc]  # as above
            break
        built_like_its_copy(root)
        shutil.rmtree(root)


def test_cleaning_takes_what_builds_keep_and_nothing_else(root: Path) -> None:
    build(root)
    written(root, {".rlnotes/mine.txt": "precious", ".rlnotes/cache.sqlite.old": "precious"})
    count = len(files(root / "build")) - 1  # without the list of these files
    assert ran("clean", "-f", root / "rlnotes.toml").out == f"removed {count} files and the cache\n"
    assert files(root / ".rlnotes") == {"mine.txt": b"precious", "cache.sqlite.old": b"precious"}
    assert ran("clean", "-f", root / "rlnotes.toml").out == "removed 0 files\n"
    shutil.rmtree(root / ".rlnotes")
    build(root)
    ran("clean", "-f", root / "rlnotes.toml")
    assert not (root / ".rlnotes").exists()
    assert built_like_its_copy(root).is_from_memory


def test_without_the_cache_nothing_is_read_or_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RLNOTES_CACHE_KEY")
    monkeypatch.setenv("XDG_STATE_HOME", str(root.parent / "state"))
    build(root, "--no-cache")
    assert not (root / ".rlnotes").exists()
    assert not (root.parent / "state").exists()
    build(root)
    before = (root / STORE).read_bytes()
    assert "4 parsed" in build(root, "--no-cache").out
    assert (root / STORE).read_bytes() == before


def test_what_was_built_is_verified_against_a_build_from_nothing(root: Path) -> None:
    first = build(root, "--verify").out
    told = f"\nverified: {len(files(root / 'build')) - 1} files equal a build from nothing\n"
    assert first.endswith(told)
    edit(root)
    assert build(root, "--verify").out.endswith(told)
    assert "verified" not in build(root, "--verify", "-q").out
