"""The program killed at every write, on a disk that is full at every write, and run twice at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

import pytest
from cli.sites_on_disk import Run, build, check, cold, edit, ran, site_on_disk
from samples import ROOT, files, written
from shell.dying import Death, Full, child, is_reached, on_full_disk

from rlnotes.cli import incremental
from rlnotes.cli.session import Overrides
from rlnotes.cli.workshop import incremental_rebuild
from rlnotes.render.reach import template_digests

T = TypeVar("T")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="dies by fork")

# Templates of one line: compiling those of the program takes most of the time of a small build.
PLAIN = {path.name: "{{ view }}" for path in (ROOT / "templates").glob("*.html.jinja")}
SITE: Mapping[str, str | bytes] = {
    "notes/index.md": "# Bread\n\n[[dough]] and [[crumb]]\n",
    "notes/dough.md": "# Dough\n\n![](crumb.png)\n",
    "notes/crumb.md": "# Crumb\n\n[[dough]]\n",
    "notes/crumb.png": b"\x89PNG\r\n\x1a\n of a kind",
}
THEIRS = {"CNAME": b"bread.example", "deep/mine.txt": b"mine", ".nojekyll": b""}
OURS = {".rlnotes-tmp", ".rlnotes-lock", ".rlnotes-journal", ".rlnotes-manifest.json"}
NO_ROOM = "no space left on device\n"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project that was never built, with templates that stay the same and are looked through but once."""
    folder = written(tmp_path_factory.mktemp("templates"), PLAIN)
    config = f'base_url = "https://bread.example"\ntemplates = "{folder}"\n'
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "template_digests", once(template_digests))
        yield site_on_disk(tmp_path_factory.mktemp("master"), {**SITE, "rlnotes.toml": config})


def once(function: Callable[..., T]) -> Callable[..., T]:
    """The function for one and the same input."""
    made: list[T] = []

    def first(*given: object) -> T:
        if not made:
            made.append(function(*given))
        return made[0]

    return first


def changed(root: Path) -> Path:
    """The project with a note more, a note less, another text and another picture."""
    edit(root)
    written(root, {"notes/new.md": "# New\n\n[[dough]]\n", "notes/crumb.png": b"\x89PNG\r\n\x1a\n of another"})
    (root / "notes/crumb.md").unlink()
    return root


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, master: Path) -> Path:
    """A project that was built, whose owner put files beside the site, and whose notes were changed since."""
    root = shutil.copytree(master, tmp_path_factory.mktemp("begun") / "project")
    assert build(root).code == 0
    written(root / "build", THEIRS)
    return changed(root)


@pytest.fixture(scope="module")
def expected(begun: Path) -> dict[str, bytes]:
    """The site of the changed project from nothing, and the owner's files."""
    run, site = cold(begun)
    assert run.code == 1  # for the note that is gone
    return {**site, **THEIRS}


def assert_old_or_new(output: Path, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Nothing, where no file is lost or half: each is as it was, or as it will be."""
    found = files(output) if output.exists() else {}
    for path, content in found.items():
        assert path.rpartition("/")[2] in OURS or content in {old.get(path), new.get(path)}, path
    assert old.keys() & new.keys() <= found.keys()


def assert_made_good(root: Path, expected: Mapping[str, bytes]) -> None:
    """Nothing, where the next build leaves what a build from nothing leaves, and nothing else but its cache."""
    run = build(root)
    assert "rlnotes:" not in run.err, run.err
    assert files(root / "build") == expected
    assert [*files(root / ".rlnotes")] == [".gitignore", "CACHEDIR.TAG", "cache.sqlite"]
    assert (root / ".rlnotes/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize("death", Death)
def test_a_build_killed_at_any_write_is_made_good_by_the_next(
    tmp_path: Path, begun: Path, expected: Mapping[str, bytes], death: Death
) -> None:
    old = files(begun / "build")
    for step in count():
        root = shutil.copytree(begun, tmp_path / "project")
        was_reached = is_reached(root, step, death, partial(build, root))
        assert_old_or_new(root / "build", old, expected)
        assert_made_good(root, expected)
        shutil.rmtree(root)
        if not was_reached:
            assert step > 30
            return


def test_a_first_build_killed_at_any_write_is_made_good_by_the_next(tmp_path: Path, master: Path) -> None:
    expected, last = cold(master)[1], 0
    for step in steps():
        root = shutil.copytree(master, tmp_path / "project")
        was_reached = is_reached(root, step, Death.BEFORE_IT, partial(build, root))
        assert_old_or_new(root / "build", {}, expected)
        assert_made_good(root, expected)
        shutil.rmtree(root)
        if not was_reached:
            assert last > 75
            return
        last = step


def steps() -> Iterator[int]:
    """Acts to be killed at: those of files between the first ones and the last are alike, so each ninth of them.

    With RLNOTES_DAMAGES all.
    """
    stride = 1 if "RLNOTES_DAMAGES" in os.environ else 9
    return chain(range(12), range(12, 75, stride), count(75))


# ---- A full disk ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("full", Full)
def test_a_disk_full_at_any_write_is_told_in_a_line_and_the_site_stays(
    tmp_path: Path, begun: Path, expected: Mapping[str, bytes], full: Full
) -> None:
    old = files(begun / "build")
    codes: list[int] = []
    for step in count():
        root = shutil.copytree(begun, tmp_path / "project")
        was_refused, run = on_full_disk(root, step, full, partial(build, root))
        assert_old_or_new(root / "build", old, expected)
        if was_refused:
            assert_told(run)
        assert_made_good(root, expected)
        shutil.rmtree(root)
        if not was_refused:
            assert codes.count(2) > 20
            return
        codes.append(run.code)


def assert_told(run: Run) -> None:
    """Nothing, where one line says that there is no room: for the site, which fails, or for the cache alone."""
    begins = {2: "rlnotes: can't write build/ (", 1: "not kept for the next build: the cache can't be written: "}
    assert run.err.startswith(begins[run.code])
    assert run.err.count("\n") == 1
    assert run.err.endswith(NO_ROOM)


def test_a_small_disk_is_told_by_site_and_cache(small_disk: Path, master: Path) -> None:
    """A real one; of what SQLite is refused, nobody but the system tells."""
    expected, told = cold(master)[1], set()
    for room in count(0, 65536):
        root = shutil.copytree(master, small_disk / "project")
        with room_of(room, small_disk):
            run = build(root)
        assert_old_or_new(root / "build", {}, expected)
        told.add(run.err.partition("(")[0].rpartition(": ")[2])
        assert_made_good(root, expected)
        shutil.rmtree(root)
        if not run.err:
            assert told == {"can't write build/ ", "database or disk is full\n", ""}
            return


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes, where we may make one."""
    (place := tmp_path / "disk").mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("takes the right to mount a file system")
    yield place
    subprocess.run(["umount", place], check=True)


@contextmanager
def room_of(size: int, disk: Path) -> Iterator[None]:
    """Something else takes all room of a disk but `size` bytes."""
    other = disk / "other"
    other.write_bytes(bytes(max(shutil.disk_usage(disk).free - size, 0)))
    yield
    other.unlink()


COMMANDS: Mapping[str, Callable[[Path], Run]] = {
    "check": check,
    "init": lambda root: ran("init", root / "new/site", "--ci", "github"),
    "import": lambda root: ran("import", "obsidian", root / "notes", root / "new"),
    "new": lambda root: ran("new", "note", "Fresh", "-f", root / "rlnotes.toml"),
}


@pytest.mark.parametrize("full", Full)
@pytest.mark.parametrize("name", COMMANDS)
def test_other_commands_leave_nothing_half_on_a_full_disk(tmp_path: Path, master: Path, name: str, full: Full) -> None:
    command = COMMANDS[name]
    good = shutil.copytree(master, tmp_path / "good/project")
    expected = command(good)
    for step in count():
        root = shutil.copytree(master, tmp_path / "project")
        was_refused, run = on_full_disk(root, step, full, partial(command, root))
        assert left_by(good).items() >= left_by(root).items()
        assert run.code == (2 if was_refused and name != "check" else expected.code)
        if was_refused:
            assert NO_ROOM.strip() in run.err.splitlines()[-1]
            assert run.err.count("\n") <= 1 + (name == "check")  # which sums up, too
        if not was_refused:
            assert left_by(root) == left_by(good)
            assert step > 1
            return
        if name == "import":
            shutil.rmtree(root / "new", ignore_errors=True)  # as it asks us to
        assert command(root).code == expected.code
        assert left_by(root) == left_by(good)
        shutil.rmtree(root)


def left_by(root: Path) -> dict[str, bytes]:
    """The files of a project; of what a check keeps, that it is there."""
    return {path: b"" if path.endswith(".sqlite") else content for path, content in files(root).items()}


def test_the_server_writes_nothing(begun: Path) -> None:
    rebuild = incremental_rebuild(begun / "rlnotes.toml", Overrides(), frozenset)
    was_refused, summary = on_full_disk(begun, 0, Full.FOR_GOOD, lambda: rebuild().summary)
    assert (was_refused, summary) == (False, "built 8 pages from 3 notes")


# ---- Two builds at once --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", [0, 5, 10, 20, 40])
def test_of_two_builds_at_once_one_is_refused_or_both_are_right(
    tmp_path: Path, begun: Path, expected: Mapping[str, bytes], later: int
) -> None:
    root = shutil.copytree(begun, tmp_path / "project")

    def wait_and_build() -> Run:
        time.sleep(later / 1000)
        return build(root)

    waiting = [child(partial(build, root)), child(wait_and_build)]
    runs = [wait() for wait in waiting]
    assert 1 in {run.code for run in runs}
    assert {run.err for run in runs if run.code == 2} <= {REFUSED}
    assert files(root / "build") == expected
    assert_made_good(root, expected)


REFUSED = "rlnotes: another rlnotes is writing to build/; wait until it is done\n"


def test_two_programs_at_once_agree(tmp_path: Path, begun: Path, expected: Mapping[str, bytes]) -> None:
    """Into one folder, and into two that share what builds keep."""
    root = shutil.copytree(begun, tmp_path / "project")
    command = [sys.executable, "-m", "rlnotes", "build", "-o"]
    outputs = ("build", "build", "other")
    runs = [
        subprocess.Popen([*command, output], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for output in outputs
    ]
    said = [run.communicate(timeout=60)[1] for run in runs]
    codes = [run.returncode for run in runs]
    assert codes[2] == 1
    assert sorted(codes[:2]) in ([1, 1], [1, 2])
    assert [each for each, code in zip(said, codes, strict=True) if code == 2] in ([], [REFUSED])
    assert files(root / "build") == expected
    assert {**files(root / "other"), **THEIRS} == expected
    assert_made_good(root, expected)
