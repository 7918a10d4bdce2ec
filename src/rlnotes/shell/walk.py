"""The files below a folder, in order: hidden and excluded ones left out, links that leave the tree refused."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rlnotes.config.globs import fitting
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.shell.exclusion import is_hidden, is_hidden_name, is_markdown
from rlnotes.shell.failure import reason


@dataclass(frozen=True, slots=True)
class Found:
    """A file under its NFC path relative to the folder walked, where it lies, and what the system says of it."""

    path: str
    place: str
    status: os.stat_result


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
    waiting = [("", str(folder))]
    while waiting:
        for path, entry in _entries(*waiting.pop(), problems):
            matching = fitting(path, exclude) if exclude else ()
            used.update(matching)
            if matching or is_hidden_name(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((path, entry.path))
            elif isinstance(found := _file(path, entry, folder, exclude, files), Found):
                files[path] = found
            else:
                problems.extend(found)
    return Walked(tuple(files[path] for path in sorted(files)), frozenset(used), tuple(sorted(problems)))


def _entries(path: str, place: str, problems: list[Diagnostic]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What lies in a folder with its path, sorted; a folder that can't be read is added to `problems`."""
    prefix = f"{path}/" if path else ""
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(at_top(path or ".", "unreadable-file", f"the folder can't be read: {reason(error)}"))
        return
    for entry in entries:
        if entry.name.isascii():
            yield prefix + entry.name, entry
            continue
        shown = entry.name.encode(errors="surrogateescape").decode(errors="replace")
        if shown == entry.name:
            yield prefix + unicodedata.normalize("NFC", shown), entry
        else:
            where = prefix + unicodedata.normalize("NFC", shown)
            problems.append(at_top(where, "unreadable-file", "the file's name is not UTF-8", "rename it"))


def _file(
    path: str, entry: os.DirEntry[str], folder: Path, exclude: Iterable[str], seen: Mapping[str, Found]
) -> Found | Diagnostics:
    """The file that an entry is, or why it can't be taken; nothing where it is a link to a folder of the tree."""
    if path in seen:
        message = "two files have this name, in different Unicode forms"
        return (at_top(path, "duplicate-address", message, "rename one of them"),)
    try:
        status = entry.stat()
        target = Path(os.path.realpath(entry.path, strict=True)) if entry.is_symlink() else None
    except OSError as error:
        return (at_top(path, "unreadable-file", f"the file can't be read: {reason(error)}"),)
    if target and not _is_in_tree(target, folder, exclude):
        return (at_top(path, "outside-tree", "the symbolic link leads out of the notes", "copy the file instead"),)
    if stat.S_ISDIR(status.st_mode):
        return ()
    if not stat.S_ISREG(status.st_mode) or (not is_markdown(path) and not os.access(entry.path, os.R_OK)):
        return (at_top(path, "unreadable-file", "the file can't be read: permission denied or not a file"),)
    return Found(path, entry.path, status)


def _is_in_tree(target: Path, folder: Path, exclude: Iterable[str]) -> bool:
    """Whether a link's target is a file of the tree, and not one that is left out."""
    if not target.is_relative_to(folder.resolve()):
        return False
    path = target.relative_to(folder.resolve()).as_posix()
    return path == "." or not (is_hidden(path) or fitting(path, exclude))
