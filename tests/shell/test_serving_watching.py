"""The watch on real folders: what calls for a rebuild, and what does not."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rlnotes.shell.serving import watching as module
from rlnotes.shell.serving.build import Places
from rlnotes.shell.serving.noise import is_noise
from rlnotes.shell.serving.watching import Watch, extent, watching
from shell.folders import planted

_SECONDS = 5.0  # how long a change may take to be seen
_CALM = 0.25  # how long nothing may be seen before we believe that nothing will


def places(root: Path) -> Places:
    return Places((root / "notes", root / "templates"), (root / "rlnotes.toml", root / "refs/all.bib"), ("drafts/**",))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return planted(tmp_path / "project", {"notes/a.md": "# A", "notes/sub/b.md": "# B", "rlnotes.toml": ""})


@pytest.fixture(params=["events", "polling"])
def watch(root: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(module, "_POLL_SECONDS", 0.05)
    with watching(places(root), poll=request.param == "polling") as found:
        yield found


@pytest.fixture
def listener(root: Path) -> Iterator[Watch]:
    """A watch by the system's events."""
    with watching(places(root)) as found:
        yield found


def write_through_a_neighbour(path: Path) -> None:
    temporary = path.with_name(".a.md.tmp-1234")
    temporary.write_text("# New")
    temporary.replace(path)


def write_with_a_backup(path: Path) -> None:
    path.rename(path.with_name("a.md~"))
    path.write_text("# New")
    path.with_name("a.md~").unlink()


def append(path: Path) -> None:
    with path.open("a") as file:
        file.write("more")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a note is written": lambda root: (root / "notes/a.md").write_text("# New"),
    "a note in a folder is appended to": lambda root: append(root / "notes/sub/b.md"),
    "a note is added": lambda root: (root / "notes/c.md").write_text("# C"),
    "a note is deleted": lambda root: (root / "notes/a.md").unlink(),
    "a note is renamed": lambda root: (root / "notes/a.md").rename(root / "notes/c.md"),
    "a note is renamed in letter case only": lambda root: (root / "notes/a.md").rename(root / "notes/A.md"),
    "a note is saved atomically": lambda root: write_through_a_neighbour(root / "notes/a.md"),
    "a note is saved with a backup": lambda root: write_with_a_backup(root / "notes/a.md"),
    "a note is moved in": lambda root: planted(root, {"c.md": "# C"}).joinpath("c.md").rename(root / "notes/c.md"),
    "a note is moved out": lambda root: (root / "notes/a.md").rename(root / "a.md"),
    "a folder is renamed": lambda root: (root / "notes/sub").rename(root / "notes/other"),
    "a folder of notes is added": lambda root: planted(root / "notes/new", {"deep/c.md": "# C"}),
    "the notes go": lambda root: shutil.rmtree(root / "notes"),
    "the notes are moved away": lambda root: (root / "notes").rename(root / "elsewhere"),
    "the configuration is written": lambda root: (root / "rlnotes.toml").write_text("title = 'x'"),
    "the configuration goes": lambda root: (root / "rlnotes.toml").unlink(),
    "templates come": lambda root: planted(root / "templates", {"static/site.css": ""}),
    "a bibliography comes": lambda root: planted(root / "refs", {"all.bib": ""}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_is_seen_once(root: Path, watch: Watch, change: Callable[[Path], object]) -> None:
    change(root)
    assert watch.changes.gathered(_SECONDS)
    assert not watch.is_polling or not watch.limit


SILENCES: dict[str, Callable[[Path], object]] = {
    "a note is read": lambda root: (root / "notes/a.md").read_text(),
    "the notes are listed": lambda root: list((root / "notes").rglob("*")),
    "Vim swaps": lambda root: planted(root / "notes", {".a.md.swp": "x", "4913": "", "a.md~": "x"}),
    "Emacs saves by itself": lambda root: planted(root / "notes", {"#a.md#": "x", ".#a.md": "x"}),
    "JetBrains prepares": lambda root: planted(root / "notes", {"a.md___jb_tmp___": "x", "a.md___jb_old___": "x"}),
    "something hidden changes": lambda root: planted(root / "notes", {".obsidian/workspace.json": "{}"}),
    "something excluded changes": lambda root: planted(root / "notes", {"drafts/x.md": "x"}),
    "the site is built": lambda root: planted(root / "build", {"index.html": "x"}),
    "a stranger comes to the project": lambda root: planted(root, {"todo.txt": "x", "src/main.py": "x"}),
}


@pytest.mark.parametrize("change", SILENCES.values(), ids=SILENCES.keys())
def test_what_can_not_change_the_site_is_not_told(
    root: Path, listener: Watch, change: Callable[[Path], object]
) -> None:
    planted(root / "notes", {"drafts/old.md": "x"})
    listener.changes.gathered(_CALM)
    change(root)
    assert not listener.changes.gathered(_CALM)


def test_a_thousand_files_are_one_burst(root: Path, listener: Watch) -> None:
    planted(root / "notes", {f"folder{number % 7}/n{number}.md": "# N" for number in range(1000)})
    assert listener.changes.gathered(_SECONDS)
    assert not listener.changes.gathered(_CALM)


def test_a_save_is_seen_quickly(root: Path, listener: Watch) -> None:
    taken = []
    for number in range(5):
        started = time.perf_counter()
        write_through_a_neighbour(root / "notes/a.md") if number % 2 else (root / "notes/a.md").write_text(f"{number}")
        assert listener.changes.gathered(_SECONDS)
        taken.append(time.perf_counter() - started)
    assert sorted(taken)[2] < 0.1


def test_notes_that_go_and_come_back_are_watched_again(root: Path, watch: Watch) -> None:
    for _ in range(2):
        (root / "notes").rename(root / "away")
        assert watch.changes.gathered(_SECONDS)
        watch.follow(places(root))
        (root / "away").rename(root / "notes")
        assert watch.changes.gathered(_SECONDS)
        watch.follow(places(root))
        watch.changes.gathered(_CALM)
        (root / "notes/a.md").write_text("# Again")
        assert watch.changes.gathered(_SECONDS)


def test_notes_that_were_replaced_between_two_looks_are_watched_again(root: Path, listener: Watch) -> None:
    shutil.copytree(root / "notes", root / "copy")
    (root / "notes").rename(root / "old")
    (root / "copy").rename(root / "notes")
    assert listener.changes.gathered(_SECONDS)
    listener.follow(places(root))
    listener.changes.gathered(_CALM)
    (root / "old/a.md").write_text("# Old")
    assert not listener.changes.gathered(_CALM)
    (root / "notes/sub/b.md").write_text("# New")
    assert listener.changes.gathered(_SECONDS)


def test_a_folder_that_is_gone_has_no_identity(tmp_path: Path) -> None:
    assert module._post(tmp_path / "gone", is_tree=False).identity == (0, 0)


def test_other_places_are_followed(root: Path, listener: Watch) -> None:
    planted(root / "texts", {"x.md": "# X"})
    listener.follow(Places((root / "texts", root / "templates")))
    listener.changes.gathered(_CALM)
    (root / "notes/a.md").write_text("# No longer")
    assert not listener.changes.gathered(_CALM)
    (root / "texts/x.md").write_text("# X2")
    assert listener.changes.gathered(_SECONDS)


def test_notes_behind_a_symbolic_link_are_watched(root: Path, tmp_path: Path) -> None:
    (root / "notes").rename(tmp_path / "vault")
    (root / "notes").symlink_to(tmp_path / "vault")
    with watching(places(root)) as watch:
        (tmp_path / "vault/sub/b.md").write_text("# New")
        assert watch.changes.gathered(_SECONDS)
        watch.changes.gathered(_CALM)
        (root / "notes").unlink()
        assert watch.changes.gathered(_SECONDS)


def test_an_output_among_the_notes_does_not_count(root: Path) -> None:
    found = extent(Places((root / "notes",), output=root / "notes/build"))
    assert not found.counts(str(root / "notes/build/index.html"))
    assert found.counts(str(root / "notes/builds/a.md"))


@pytest.mark.parametrize(
    "path", [".x.swp", "a/4913", "a/5036", "x.md~", "#x.md#", "x___jb_bak___", "x.md.tmp", ".git/HEAD", "a/.b/c.md"]
)
def test_noise_is_noise(path: str) -> None:
    assert is_noise(path)


@pytest.mark.parametrize("path", ["a.md", "4913.md", "a~/b.md", "123", "c#.md", "jb.md", "tmp", "a.temporary"])
def test_notes_are_no_noise(path: str) -> None:
    assert not is_noise(path)


# ---- When the system has no watches left ---------------------------------------------------------------------------


def refusing(after: int, number: int = errno.ENOSPC) -> Callable[..., Any]:
    """Scheduling that the system refuses after so many times."""
    schedule = Watch._schedule
    left = [after]

    def scheduled(self: Watch, folder: Path, *, recursive: bool) -> Any:
        left[0] -= 1
        if left[0] < 0 and not self.is_polling:
            raise OSError(number, "inotify watch limit reached")
        return schedule(self, folder, recursive=recursive)

    return scheduled


@pytest.mark.parametrize("after", range(3))
def test_at_the_limit_of_watches_it_polls_and_says_so(root: Path, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_POLL_SECONDS", 0.05)
    monkeypatch.setattr(Watch, "_schedule", refusing(after))
    with watching(places(root)) as watch:
        assert (watch.is_polling, watch.limit) == (True, "inotify watch limit reached")
        (root / "notes/a.md").write_text("# New, and longer")
        assert watch.changes.gathered(_SECONDS)


def test_at_the_limit_of_instances_it_polls_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_instance() -> Any:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(module, "Observer", no_instance)
    with watching(places(root)) as watch:
        assert watch.limit == "inotify instance limit reached"


def test_other_refusals_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Watch, "_schedule", refusing(0, errno.EIO))
    with pytest.raises(OSError, match="limit reached"), watching(places(root)):
        pass

    def no_instance() -> Any:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(module, "Observer", no_instance)
    with pytest.raises(OSError, match="broken"), watching(places(root)):
        pass


def test_a_folder_that_goes_while_it_is_taken_is_looked_for_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = Watch._schedule

    def scheduled(self: Watch, folder: Path, *, recursive: bool) -> Any:
        if folder.name == "notes":
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return schedule(self, folder, recursive=recursive)

    monkeypatch.setattr(Watch, "_schedule", scheduled)
    with watching(places(root)) as watch:
        assert watch.changes.gathered(_SECONDS)
