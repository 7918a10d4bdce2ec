"""What git sees of the change: the files that differ between a commit and the work tree, and what was renamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.shell.past.git import Repository, asked, lost

_DIFF: Final = (
    "diff",
    "--name-status",
    "-z",
    "--relative",
    "--find-renames",
    "-l1000",  # more pairs would take longer than the check; `moves` knows the names of what is left
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=all",
)
_LEFT_OUT: Final = "S "


@dataclass(frozen=True, slots=True)
class Differences:
    """The paths that differ, and where each renamed file went; both relative to the folder and as git writes them."""

    touched: frozenset[str]
    renamed: Mapping[str, str]


def differences(repository: Repository, commit: str) -> Differences:
    """How the work tree differs from `commit` below the folder; files that git does not track aside.

    Raises:
        CannotRun: git can't compare them.
    """
    answer = asked(repository.folder, *_DIFF, commit, "--", ".")
    if answer.code:
        raise lost(repository, answer.words)
    fields = iter(answer.content.decode(errors="surrogateescape").split("\0"))
    touched: set[str] = set()
    renamed: dict[str, str] = {}
    for status in fields:
        if status:
            path = next(fields)
            touched.add(path)
            if status.startswith("R"):
                renamed[path] = next(fields)
    return Differences(frozenset(touched), renamed)


def left_out(repository: Repository) -> frozenset[str]:
    """The files below the folder, as git writes them, that a sparse checkout has left out of the work tree."""
    answer = asked(repository.folder, "ls-files", "-z", "-t", "--", ".")
    fields = answer.content.decode(errors="surrogateescape").split("\0")
    return frozenset(field.removeprefix(_LEFT_OUT) for field in fields if field.startswith(_LEFT_OUT))
