"""The folders of an output: each looked at once, made when it is needed, removed when it is empty."""

# ruff: noqa: PTH102, PTH106 - they are many, and pathlib would cost as much as the system

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rlnotes.shell.addresses import parents
from rlnotes.shell.disk import found_at
from rlnotes.shell.failure import CannotRun


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders below `root`; `seen` grows and says of each whether it stands. "" is the root itself."""

    root: str
    seen: dict[str, bool] = field(default_factory=lambda: {"": True})


def folder_of(path: str) -> str:
    """The folder of a relative path, "" for the root."""
    return path.rpartition("/")[0]


def stands(folders: Folders, folder: str) -> bool:
    """Whether `folder` is there.

    Raises:
        CannotRun: it is, or lies below, a symbolic link, so that a file would land elsewhere.
    """
    if folder not in folders.seen:
        for each in (folder,) if folder_of(folder) in folders.seen else _from_top(folder):
            folders.seen[each] = folders.seen[folder_of(each)] and _is_folder(folders.root, each)
    return folders.seen[folder]


def _from_top(folder: str) -> Iterator[str]:
    return reversed([folder, *parents(folder)])


def _is_folder(root: str, folder: str) -> bool:
    found = found_at(f"{root}/{folder}")
    if found is not None and stat.S_ISLNK(found.st_mode):
        name = os.path.basename(root)  # noqa: PTH119 - see above
        raise CannotRun(f"{name}/{folder} is a symbolic link; nothing is written through it")
    return found is not None and stat.S_ISDIR(found.st_mode)


def make_folder(folders: Folders, folder: str) -> None:
    """Make `folder` and those above it, where they are missing."""
    if stands(folders, folder):
        return
    for each in _from_top(folder):
        if not stands(folders, each):
            os.mkdir(f"{folders.root}/{each}")
            folders.seen[each] = True


def remove_empty(folders: Folders, paths: Iterable[str]) -> None:
    """Remove the folders above files that are gone, as far as they are empty."""
    for folder in sorted({parent for path in paths for parent in parents(path)}, reverse=True):  # the lowest first
        try:
            os.rmdir(f"{folders.root}/{folder}")
        except OSError:  # not empty; or a killed build got so far, or has a file there now
            continue
        folders.seen[folder] = False
