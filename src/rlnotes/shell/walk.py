"""The files below a folder, in order: hidden and excluded ones left out, links that leave the tree refused."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rlnotes.config.globs import fitting
from rlnotes.config.ignore_rules import IGNORE_FILES, IgnoreRules, steps_to
from rlnotes.model.collection import EXCLUDED, HIDDEN, LeftOut
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.shell.exclusion import is_hidden, is_hidden_name, is_markdown
from rlnotes.shell.failure import reason
from rlnotes.shell.ignore_files import ignore_files_above, ignore_text


@dataclass(frozen=True, slots=True)
class Found:
    """A file under its NFC path relative to the folder walked, where it lies, and what the system says of it."""

    path: str
    place: str
    status: os.stat_result


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw: the files by path, what is left out, the exclusions that did so, and what can't be read."""

    files: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    used_excludes: frozenset[str]
    diagnostics: Diagnostics


@dataclass(slots=True)
class _Walk:
    """A walk under way."""

    folder: Path
    exclude: Sequence[str]
    rules: IgnoreRules
    texts: dict[str, str]
    files: dict[str, Found] = field(default_factory=dict)
    links: list[tuple[str, os.DirEntry[str]]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def walk(folder: Path, exclude: Sequence[str] = ()) -> Walked:
    """The readable files below `folder`, sorted by path, without those that are hidden, excluded or left out by an
    ignore file. Links to folders are not followed: what they lead to inside the tree stands there already.
    """
    texts: dict[str, str] = {}
    seen = _Walk(folder, exclude, IgnoreRules(texts, ignore_files_above(folder)), texts)
    waiting = [("", str(folder))]
    while waiting:
        for path, entry in _entries(*waiting.pop(), seen):
            is_folder = entry.is_dir(follow_symlinks=False)
            if _is_left_out(seen, f"{path}/" if is_folder else path, entry.name):
                continue
            if is_folder:
                waiting.append((path, entry.path))
            elif entry.is_symlink():
                seen.links.append((path, entry))
            else:
                _take(seen, path, entry)
    for path, entry in seen.links:  # last, when it is known what the tree holds
        _take(seen, path, entry)
    files = tuple(seen.files[path] for path in sorted(seen.files))
    return Walked(files, tuple(sorted(seen.left_out)), frozenset(seen.used), tuple(sorted(seen.problems)))


def _is_left_out(seen: _Walk, path: str, name: str) -> bool:
    matching = fitting(path.rstrip("/"), seen.exclude) if seen.exclude else ()
    seen.used.update(matching)
    why = EXCLUDED if matching else HIDDEN if is_hidden_name(name) else seen.rules.leaving_out(path)
    if why:
        seen.left_out.append(LeftOut(path, why))
    return bool(why)


def _take(seen: _Walk, path: str, entry: os.DirEntry[str]) -> None:
    found = _file(path, entry, seen)
    if isinstance(found, Found):
        seen.files[path] = found
    else:
        seen.problems.extend(found)


def _entries(path: str, place: str, seen: _Walk) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """What lies in a folder with its path, sorted; its ignore files are read first, and problems are told."""
    prefix = f"{path}/" if path else ""
    try:
        with os.scandir(place) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problem = at_top(path or ".", "unreadable-file", f"the folder can't be read: {reason(error)}")
        seen.problems.append(problem)
        return
    _read_ignore_files(prefix, entries, seen)
    for entry in entries:
        if entry.name.isascii():
            yield prefix + entry.name, entry
            continue
        shown = entry.name.encode(errors="surrogateescape").decode(errors="replace")
        if shown == entry.name:
            yield prefix + unicodedata.normalize("NFC", shown), entry
        else:
            where = prefix + unicodedata.normalize("NFC", shown)
            seen.problems.append(at_top(where, "unreadable-file", "the file's name is not UTF-8", "rename it"))


def _read_ignore_files(prefix: str, entries: Sequence[os.DirEntry[str]], seen: _Walk) -> None:
    for entry in entries:
        if entry.name in IGNORE_FILES and not entry.is_symlink():
            path = prefix + entry.name
            try:
                seen.texts[path] = ignore_text(entry.path)
            except OSError as error:
                message = f"the ignore file can't be read, and what it leaves out is not left out: {reason(error)}"
                seen.problems.append(at_top(path, "unreadable-file", message))


def _file(path: str, entry: os.DirEntry[str], seen: _Walk) -> Found | Diagnostics:
    """The file that an entry is, or why it can't be taken; nothing where it is a link to a folder of the tree."""
    if path in seen.files:
        message = "two files have this name, in different Unicode forms"
        return (at_top(path, "duplicate-address", message, "rename one of them"),)
    try:
        status = entry.stat()
        target = Path(os.path.realpath(entry.path, strict=True)) if entry.is_symlink() else None
    except OSError as error:
        return (at_top(path, "unreadable-file", f"the file can't be read: {reason(error)}"),)
    if target and not _is_in_tree(target, seen):
        return (at_top(path, "outside-tree", "the symbolic link leads out of the notes", "copy the file instead"),)
    if stat.S_ISDIR(status.st_mode):
        return ()
    if not stat.S_ISREG(status.st_mode) or (not is_markdown(path) and not os.access(entry.path, os.R_OK)):
        return (at_top(path, "unreadable-file", "the file can't be read: permission denied or not a file"),)
    return Found(path, entry.path, status)


def _is_in_tree(target: Path, seen: _Walk) -> bool:
    """Whether a link's target is in the tree, and not left out: neither itself nor a folder that holds it."""
    if not target.is_relative_to(seen.folder.resolve()):
        return False
    path = target.relative_to(seen.folder.resolve()).as_posix()
    end = "/" if target.is_dir() else ""
    return path == "." or not (
        is_hidden(path) or fitting(path, seen.exclude) or any(map(seen.rules.leaving_out, steps_to(path + end)))
    )
