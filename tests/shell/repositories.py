"""Real git repositories, made the same on every machine: a fixed identity, fixed days, nobody's configuration."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from collections_in_prose import WHOLE_NOTE_RULES

from rlnotes.app.pipeline import check
from rlnotes.checks.novelty import Split, split
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import Source
from rlnotes.shell.past.comparing import Past, Present, past
from rlnotes.shell.reading import inventory_of, read_collection
from shell.folders import planted

CONFIG = Config(dates_from_git=False)
_DAY = "2026-03-01T12:00:00+00:00"
ALONE: Mapping[str, str] = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": _DAY,
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_COMMITTER_DATE": _DAY,
}


def git_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git, whoever runs it, see nothing of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *arguments: str) -> str:
    """What git answers in `folder`; it has to succeed."""
    command = ["git", "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode().strip()


def repository(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """A project whose first commit holds `files`, the branch `main` there, and the branch `work` checked out."""
    planted(folder, files)
    git(folder, "init", "-b", "main")
    commit(folder)
    git(folder, "checkout", "-b", "work")
    return folder


def commit(folder: Path) -> str:
    """A commit of all there is in the work tree, by its id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--allow-empty", "-m", "c")
    return git(folder, "rev-parse", "HEAD")


def emptied(folder: Path) -> Path:
    """The work tree with nothing left in it but git."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and path.name != ".git":
            shutil.rmtree(path)
        elif path.name != ".git":
            path.unlink()
    return folder


@dataclass(frozen=True, slots=True)
class Compared:
    """A project now and at an earlier commit: both whole, what is said of the difference, and the findings."""

    now: Collection
    then: Collection
    past: Past
    split: Split

    @property
    def new(self) -> list[str]:
        return told(self.split.new)

    @property
    def old(self) -> list[str]:
        return told(self.split.old)

    @property
    def gone(self) -> list[str]:
        return told(self.split.gone)


def told(found: Iterable[Diagnostic]) -> list[str]:
    """The findings, less those of the rules about whole notes, which the few lines of a test seldom are."""
    return [f"{each.path}:{each.span.line} {each.rule}" for each in found if each.rule not in WHOLE_NOTE_RULES]


def compared(project: Path, ref: str = "main", config: Config = CONFIG) -> Compared:
    """The project as it stands and as it stood where it parted from `ref`."""
    now = read_collection(project, config)
    met = past(Present(project, config, inventory_of(project, config), now.diagnostics), ref)
    then = whole(met, now)
    found = split(check(now, config), check(then, config), met.renamed, met.changed_lines)
    return Compared(now, then, met, found)


def whole(met: Past, now: Collection) -> Collection:
    """The collection of then, with what is as now taken from there."""
    return replace(
        now,
        notes=_with(met.notes, now.notes, met),
        bibliographies=_with(met.bibliographies, now.bibliographies, met),
        files=met.files,
        diagnostics=met.diagnostics,
    )


def _with(other: Iterable[Source], now: Iterable[Source], met: Past) -> tuple[Source, ...]:
    same = (source for source in now if source.path in met.as_now)
    return tuple(sorted((*other, *same), key=lambda source: source.path))
