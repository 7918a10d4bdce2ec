"""What stands in the way of a comparison, and the way out, in plain words."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from rlnotes.shell.failure import CannotRun
from rlnotes.shell.past import git as past_git
from rlnotes.shell.past.git import asked, repository_of
from shell.folders import planted, tree
from shell.repositories import commit, compared, git, git_alone, repository

NOTES = {"notes/a.md": "# A\n\n[[b]]\n", "notes/b.md": "# B\n\n[[a]]\n"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    git_alone(monkeypatch)


def refusal(project: Path, ref: str) -> str:
    """Why the project can't be compared with `ref`; nothing is written on the way."""
    before = tree(project)
    with pytest.raises(CannotRun) as refused:
        compared(project, ref)
    assert tree(project) == before
    return str(refused.value)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository with three commits on `main` and two on `work`, which changes and moves a note."""
    project = repository(tmp_path / "origin", NOTES)
    git(project, "checkout", "main")
    for number in range(2):
        planted(project, {"notes/b.md": f"# B\n\n[[a]] {number}\n"})
        commit(project)
    git(project, "checkout", "work")
    planted(project, {"notes/a.md": "# A\n\n[[b]] [[x]]\n"})
    commit(project)
    (project / "notes/b.md").unlink()
    planted(project, {"notes/c.md": "# B\n\n[[a]], moved\n"})
    commit(project)
    git(project, "config", "uploadpack.allowFilter", "true")
    return project


def cloned(origin: Path, *options: str) -> Path:
    """A clone of the branch `work`, beside its origin."""
    git(origin.parent, "clone", *options, "--branch", "work", origin.as_uri(), "clone")
    return origin.parent / "clone"


def test_a_name_that_git_does_not_know_is_refused_with_the_nearest(origin: Path) -> None:
    clone = cloned(origin)
    assert refusal(clone, "main") == "git knows no commit 'main'; did you mean 'origin/main'?"
    assert refusal(clone, "origin/mian") == "git knows no commit 'origin/mian'; did you mean 'origin/main'?"
    assert refusal(clone, "release/2") == (
        "git knows no commit 'release/2'; if it is a branch of the remote: `git fetch origin release/2`, "
        "then `--since origin/release/2`"
    )
    assert refusal(clone, "12345678") == (
        "git knows no commit '12345678'; `git fetch origin 12345678` brings it if the remote has it"
    )
    assert refusal(clone, "0" * 40) == f"git knows no commit '{'0' * 40}'"
    assert compared(clone, "origin/main").new != []


@pytest.mark.parametrize(
    "ref",
    [
        "",
        "-",
        "--all",
        "--output=x",
        "HEAD:notes",
        "main..work",
        "a\0b",
        "a\nb",
        "\ud800",
        "HEAD~99",
        "@{9",
        "^main",
        "main^@",
    ],
)
def test_no_text_is_taken_for_an_option_or_for_several_commits(tmp_path: Path, ref: str) -> None:
    project = repository(tmp_path, NOTES)
    assert refusal(project, ref).startswith(f"git knows no commit {ref!r}")


def test_any_name_of_a_commit_will_do(origin: Path) -> None:
    first = git(origin, "rev-parse", "main~2")
    git(origin, "tag", "-a", "v1", "-m", "t", first)
    for ref in ("main", "v1", first, first[:10], "HEAD~2", "refs/heads/main", "HEAD^^"):
        assert compared(origin, ref).past.commit == first


def test_a_shallow_clone_says_how_to_fetch_the_rest(origin: Path) -> None:
    clone = cloned(origin, "--depth", "1", "--no-single-branch")
    words = refusal(clone, "origin/main")
    assert words.startswith("HEAD and 'origin/main' have no commit in common; the clone is shallow")
    for way_out in ("`fetch-depth: 0`", "`GIT_DEPTH: 0`", "`git fetch --unshallow`"):
        assert way_out in words
    assert "the clone is shallow" in refusal(clone, "HEAD~1")
    git(clone, "fetch", "--unshallow")
    assert compared(clone, "origin/main").past.commit == git(origin, "rev-parse", "main~2")


def test_a_shallow_clone_of_one_branch_says_both_what_is_missing_and_how_to_fetch_it(origin: Path) -> None:
    words = refusal(cloned(origin, "--depth", "1"), "origin/main")
    assert words.startswith(
        "git knows no commit 'origin/main'; if it is a branch of the remote: `git fetch origin main`"
    )
    assert "the clone is shallow" in words


def test_branches_without_a_common_commit_are_refused(tmp_path: Path) -> None:
    project = repository(tmp_path, NOTES)
    git(project, "checkout", "--orphan", "other")
    assert refusal(project, "main") == (
        "the branch has no commit yet, so there is nothing to compare with; leave --since out"
    )
    planted(project, {"notes/c.md": "# C\n"})
    commit(project)
    assert refusal(project, "main") == (
        "HEAD and 'main' have no commit in common; name a branch that this one came from"
    )


@pytest.mark.parametrize("filtered", ["blob:none", "tree:0"])
def test_a_partial_clone_that_lacks_files_is_not_filled_behind_the_authors_back(origin: Path, filtered: str) -> None:
    clone = cloned(origin, f"--filter={filtered}")
    words = refusal(clone, "origin/main")
    assert words.startswith("the clone is partial and lacks files of the earlier commit; fetch them with")
    git(clone, "fetch", "--refetch", "--no-filter")
    assert compared(clone, "origin/main").new != []


def test_without_a_repository_there_is_nothing_to_compare_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    project = planted(tmp_path, NOTES)
    assert refusal(project, "main") == (
        "--since compares with an earlier commit, but the notes are not in a git repository; leave it out"
    )


def test_a_bare_repository_has_no_files_of_now(tmp_path: Path) -> None:
    git(tmp_path, "init", "--bare", "bare.git")
    planted(tmp_path / "bare.git", {"notes/a.md": "# A\n"})
    assert refusal(tmp_path / "bare.git", "main") == (
        "--since compares with the files of a git work tree, and the notes lie in none"
    )


def test_a_repository_of_someone_else_is_trusted_by_a_command_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = repository(tmp_path, NOTES)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    words = refusal(project, "main")
    assert words.startswith(
        "git does not read this repository, because another user owns it; if you trust it: `git config"
    )
    assert "safe.directory" in words


def test_without_git_it_can_not_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = repository(tmp_path, NOTES)
    monkeypatch.setenv("PATH", str(planted(tmp_path / "bin", {})))
    assert refusal(project, "main") == "--since asks git, and there is no program git here; install it"
    (tmp_path / "bin/git").write_text("not for running")
    assert refusal(project, "main") == "--since asks git, which can't be run: permission denied"


def test_a_git_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (planted(tmp_path / "bin", {}) / "git").write_text("#!/bin/sh\nexec sleep 5\n")
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(past_git, "_SECONDS", 0.1)
    with pytest.raises(CannotRun, match="git did not answer `git status` within"):
        asked(tmp_path, "status")


def test_a_damaged_repository_is_told_as_git_tells_it(tmp_path: Path) -> None:
    project = repository(tmp_path, NOTES)
    lost = git(project, "rev-parse", "HEAD:notes/b.md")
    (project / "notes/b.md").unlink()
    commit(project)
    shutil.rmtree(project / ".git/objects" / lost[:2])
    assert refusal(project, "main").startswith("git can't read the earlier commit: ")
    tree_id = git(project, "rev-parse", "main:notes")
    shutil.rmtree(project / ".git/objects" / tree_id[:2])
    assert refusal(project, "main").startswith("git can't read the earlier commit: ")


def test_a_commit_that_is_lost_on_the_way_is_told(tmp_path: Path) -> None:
    project = repository(tmp_path, NOTES)
    middle = commit(project)
    planted(project, {"notes/b.md": "# B2\n"})
    commit(project)
    (project / ".git/objects" / middle[:2] / middle[2:]).unlink()
    assert "git can't read the earlier commit" in refusal(project, "main")


def test_git_is_found_to_be_one_that_can_be_asked(tmp_path: Path) -> None:
    project = repository(tmp_path, NOTES)
    assert repository_of(project / "notes").top == project.resolve()
    assert subprocess.run(["git", "fsck"], cwd=project, check=False, capture_output=True).returncode == 0
