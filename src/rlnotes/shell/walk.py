"""The files below a folder, in order: hidden and excluded ones left out, links that leave the tree refused."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rlnotes.config.globs import fitting
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.shell.exclusion import is_hidden
from rlnotes.shell.failure import reason


@dataclass(frozen=True, slots=True)
class Found:
    """A file on disk under its NFC path relative to the folder walked."""

    path: str
    place: Path


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw: the files by path, the exclusions that left something out, and what can't be read."""

    files: tuple[Found, ...]
    used_excludes: frozenset[str]
    diagnostics: Diagnostics


def walk(folder: Path, exclude: Sequence[str] = ()) -> Walked:
    """The readable files below `folder`, sorted by path. Links to folders are not followed: what they
    lead to inside the tree stands there already.
    """
    files: dict[str, Found] = {}
    used: set[str] = set()
    problems: list[Diagnostic] = []
    waiting = [Found("", folder)]
    while waiting:
        here = waiting.pop()
        for found in _entries(here, problems):
            matching = fitting(found.path, exclude)
            used.update(matching)
            if matching or is_hidden(found.path):
                continue
            if found.place.is_dir() and not found.place.is_symlink():
                waiting.append(found)
            elif problem := _problem(found, folder, exclude, files):
                problems.extend(problem)
            elif found.place.is_file():
                files[found.path] = found
    return Walked(tuple(files[path] for path in sorted(files)), frozenset(used), tuple(sorted(problems)))


def _entries(folder: Found, problems: list[Diagnostic]) -> Iterator[Found]:
    """What lies in a folder, sorted; a folder that can't be read is added to `problems`."""
    try:
        names = sorted(entry.name for entry in folder.place.iterdir())
    except OSError as error:
        problems.append(at_top(folder.path or ".", "unreadable-file", f"the folder can't be read: {reason(error)}"))
        return
    for name in names:
        shown = name.encode(errors="surrogateescape").decode(errors="replace")
        path = unicodedata.normalize("NFC", f"{folder.path}/{shown}".removeprefix("/"))
        if shown == name:
            yield Found(path, folder.place / name)
        else:
            problems.append(at_top(path, "unreadable-file", "the file's name is not UTF-8", "rename it"))


def _problem(found: Found, folder: Path, exclude: Iterable[str], seen: dict[str, Found]) -> Diagnostics:
    """Why a file can't be taken, if so."""
    if found.path in seen:
        message = "two files have this name, in different Unicode forms"
        return (at_top(found.path, "duplicate-address", message, "rename one of them"),)
    try:
        target = Path(os.path.realpath(found.place, strict=True))
        mode = target.stat().st_mode
    except OSError as error:
        return (at_top(found.path, "unreadable-file", f"the file can't be read: {reason(error)}"),)
    if found.place.is_symlink() and not _is_in_tree(target, folder, exclude):
        return (
            at_top(found.path, "outside-tree", "the symbolic link leads out of the notes", "copy the file instead"),
        )
    if not stat.S_ISDIR(mode) and not (stat.S_ISREG(mode) and os.access(target, os.R_OK)):
        return (at_top(found.path, "unreadable-file", "the file can't be read: permission denied or not a file"),)
    return ()


def _is_in_tree(target: Path, folder: Path, exclude: Iterable[str]) -> bool:
    """Whether a link's target is a file of the tree, and not one that is left out."""
    if not target.is_relative_to(folder.resolve()):
        return False
    path = target.relative_to(folder.resolve()).as_posix()
    return path == "." or not (is_hidden(path) or fitting(path, exclude))
