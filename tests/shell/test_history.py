"""Dates from git, on real repositories."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from rlnotes.config.site import Config
from rlnotes.model.collection import History
from rlnotes.shell.history import histories, read_history
from rlnotes.shell.reading import read_collection
from shell.folders import planted


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def committed(folder: Path, day: str, files: dict[str, str]) -> None:
    planted(folder, files)
    git(folder, "add", ".")
    git(folder, "commit", "-m", "c", "--date", f"{day}T12:00:00+00:00")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = planted(tmp_path / "repository", {})
    git(folder, "init")
    committed(folder, "2026-03-01", {"notes/a.md": "1", "notes/sub/\u00e4 \u201cb\u201d.md": "1", "other.md": "x"})
    committed(folder, "2026-01-05", {"notes/a.md": "2"})
    committed(folder, "2026-02-01", {"notes/a.md": "3", "notes/cafe\u0301.md": "1"})
    return folder


def test_a_file_is_dated_by_its_first_and_last_author_date(repository: Path) -> None:
    history, found = read_history(repository / "notes")
    assert found == ()
    assert history == {
        "a.md": History(date(2026, 1, 5), date(2026, 3, 1), 3),
        "sub/\u00e4 \u201cb\u201d.md": History(date(2026, 3, 1), date(2026, 3, 1), 1),
        "caf\u00e9.md": History(date(2026, 2, 1), date(2026, 2, 1), 1),
    }


def test_a_history_goes_up_to_a_commit(repository: Path) -> None:
    history, _ = read_history(repository / "notes", commit="HEAD~1")
    assert history["a.md"] == History(date(2026, 1, 5), date(2026, 3, 1), 2)
    assert "caf\u00e9.md" not in history


def test_a_merge_is_no_revision_and_a_renamed_file_begins_anew(repository: Path) -> None:
    git(repository, "checkout", "-b", "side", "HEAD~1")
    committed(repository, "2026-04-01", {"notes/b.md": "1"})
    git(repository, "checkout", "-")
    git(repository, "merge", "--no-ff", "-m", "merge", "side")
    git(repository, "checkout", "-b", "moved")
    git(repository, "mv", "notes/a.md", "notes/z.md")
    committed(repository, "2026-05-01", {})
    history, _ = read_history(repository / "notes")
    assert history["b.md"] == History(date(2026, 4, 1), date(2026, 4, 1), 1)
    assert history["z.md"] == History(date(2026, 5, 1), date(2026, 5, 1), 1)


def test_a_shallow_clone_gives_no_dates_and_says_so(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--depth", "1", repository.as_uri(), "shallow")
    history, found = read_history(tmp_path / "shallow/notes")
    assert history == {}
    assert [(each.path, each.rule) for each in found] == [("rlnotes.toml", "shallow-clone")]


def test_a_repository_that_git_does_not_trust_gives_no_dates_and_says_so(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    history, found = read_history(repository / "notes")
    assert history == {}
    assert [(each.path, each.rule) for each in found] == [("rlnotes.toml", "untrusted-repository")]


def test_there_are_no_dates_without_commits_without_a_repository_and_when_not_wanted(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_collection(repository, Config(dates_from_git=False)).history == {}
    assert read_collection(repository, Config()).history != {}
    git(planted(tmp_path / "empty", {}), "init")
    assert read_history(tmp_path / "empty") == ({}, ())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(planted(tmp_path / "plain", {})) == ({}, ())
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(repository / "notes") == ({}, ())


def test_a_name_before_any_commit_is_not_a_file() -> None:
    assert histories("x\0\0\x01no date\0") == {}
