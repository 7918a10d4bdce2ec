"""`rlnotes check` and reviews: when a note changed is asked of git, now and at the commit of `--since`."""

from __future__ import annotations

from pathlib import Path

import pytest
from shell.folders import planted
from shell.repositories import commit, git_alone, repository

from cli.sites_on_disk import Run, build, check, findings

_LINE = "---\nkind: line\ntitle: Is it?\ndescription: D.\nreviewed: {}\n---\n[[a]] and [[b]]\n"
_NOTE = "---\ntitle: {0}\ndescription: D.\n---\n[[line]] [[a]] [[b]]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A line that was reviewed before one of its notes changed."""
    git_alone(monkeypatch)
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-01-01T12:00:00Z")
    made = repository(
        tmp_path / "project",
        {
            "rlnotes.toml": "",
            ".gitignore": "build\n.rlnotes\n",
            "notes/line.md": _LINE.format("2026-02-01"),
            "notes/a.md": _NOTE.format("A"),
            "notes/b.md": _NOTE.format("B"),
        },
    )
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2026-03-01T12:00:00Z")
    return made


def stale(run: Run) -> list[str]:
    return [line.partition("] ")[2].partition(", which")[0] for line in findings(run) if "stale-review" in line]


def changed(project: Path, name: str) -> None:
    planted(project / "notes", {f"{name}.md": _NOTE.format(name.upper()) + "\nMore.\n"})
    commit(project)


def test_a_commit_after_a_review_is_found_by_check_and_build_alike(project: Path) -> None:
    assert stale(check(project)) == []
    changed(project, "a")
    for _ in range(2):  # the second time from what is known
        assert stale(check(project)) == ["'A'"]
    assert stale(build(project)) == ["'A'"]
    planted(project / "notes", {"b.md": _NOTE.format("B") + "\nNot committed yet.\n"})
    assert stale(check(project)) == ["'A'"]
    planted(project, {"rlnotes.toml": "dates_from_git = false\n"})
    assert stale(check(project)) == []


def test_what_was_stale_before_is_not_new(project: Path) -> None:
    changed(project, "a")
    base = commit(project)
    assert stale(check(project, "--since", base)) == []
    changed(project, "b")
    assert stale(check(project, "--since", base)) == ["'B'"]
    planted(project / "notes", {"line.md": _LINE.format("2026-03-01")})
    assert stale(check(project, "--since", base)) == []
