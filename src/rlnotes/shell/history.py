"""When each file was first and last committed, and how often, asked of git in one call."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from rlnotes.model.collection import History
from rlnotes.model.diagnostic import Diagnostics, at_top
from rlnotes.shell.configuration import CONFIG_NAME

_NO_SIGNATURES: Final = ("-c", "log.showSignature=false")
_LOG: Final = (*_NO_SIGNATURES, "log", "-z", "--format=%x01%as", "--name-only", "--no-renames", "--relative")
_COMMIT = re.compile(r"\x01(\d{4}-\d{2}-\d{2})")
_TRUST: Final = "git config --global --add safe.directory"
_SECONDS: Final = 120


def read_history(
    folder: Path, config_name: str = CONFIG_NAME, commit: str = "HEAD"
) -> tuple[Mapping[str, History], Diagnostics]:
    """The author dates of each file's first and last commit up to `commit`, and their number, by path below `folder`.

    Empty outside git. Empty too, and then said, in a shallow clone, whose oldest commit would pass for the birth of
    every file, and in a repository that git does not read since someone else owns it, as in many containers.
    """
    shallow, complaint = _asked(folder, "rev-parse", "--is-shallow-repository")
    if _TRUST in complaint:
        message = "git does not read the repository, which another user owns, so files have no dates"
        return {}, (at_top(config_name, "untrusted-repository", message, f"if you trust it: `{_TRUST} FOLDER`"),)
    if shallow.strip() == "true":
        message = "the clone is shallow, so files have no dates from git"
        return {}, (at_top(config_name, "shallow-clone", message, "fetch the whole history (`fetch-depth: 0`)"),)
    return (histories(_git(folder, *_LOG, commit, "--")) if shallow.strip() == "false" else {}), ()


def history_mark(folder: Path) -> str:
    """What tells one history from another: the commit checked out, and whether the clone is shallow; "" outside git."""
    place = folder.resolve()
    if "GIT_DIR" not in os.environ and not any((each / ".git").exists() for each in (place, *place.parents)):
        return ""
    return _git(folder, "rev-parse", "HEAD", "--is-shallow-repository")


def histories(log: str) -> Mapping[str, History]:
    """The history of each file in a NUL-separated log; a merge has no files of its own, so it counts for none."""
    found: dict[str, History] = {}
    for path, day in _commits(log):
        known = found.get(path, History(day, day, 0))
        found[path] = History(min(known.created, day), max(known.updated, day), known.revisions + 1)
    return found


def _commits(log: str) -> Iterator[tuple[str, date]]:
    """Each file of each commit with the day: git puts a line break before a commit's first name."""
    day: date | None = None
    for field in log.split("\0"):
        if commit := _COMMIT.fullmatch(field):
            day = date.fromisoformat(commit[1])
        elif field and day:
            yield unicodedata.normalize("NFC", field.removeprefix("\n")), day


def _git(folder: Path, *arguments: str) -> str:
    """What git answers, or nothing where there is no git, no repository or no commit."""
    return _asked(folder, *arguments)[0]


def _asked(folder: Path, *arguments: str) -> tuple[str, str]:
    """What git answers, and what it says if it refuses."""
    command = ["git", *arguments]  # the one on the PATH: it is the author's own
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            command, cwd=folder, capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return "", ""
    if done.returncode:
        return "", done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace"), ""
