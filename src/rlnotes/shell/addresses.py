"""Whether output paths are fit to be written: inside the folder, plain on every system, and no two the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from rlnotes.model.naming import folded
from rlnotes.shell.failure import CannotRun

_MAX_SEGMENT_BYTES: Final = 255
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]|[. ]$|^\.rlnotes-')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def checked_paths(paths: Iterable[str]) -> None:
    """Nothing, when all paths may be written side by side.

    Raises:
        CannotRun: a path leaves the folder or is unfit as a file name; or two are the same file, or a file and a
            folder, on a system that ignores letter case or Unicode form.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        if not is_plain(path):
            raise CannotRun(f"{path!r} can't be the address of a file in the output")
        key = folded(path)
        if key in seen:
            raise CannotRun(f"{seen[key]!r} and {path!r} would be the same file")
        seen[key] = path
        folders.update((folded(folder), path) for folder in parents(path))
    for key in sorted(folders.keys() & seen.keys()):
        raise CannotRun(f"{seen[key]!r} would be a file and, for {folders[key]!r}, a folder")


def is_plain(path: str) -> bool:
    """Whether every segment of a relative path is an ordinary file name on every system."""
    return all(_is_plain_segment(segment) for segment in path.split("/"))


def _is_plain_segment(segment: str) -> bool:
    if segment in {"", ".", ".."} or _UNFIT.search(segment) or _RESERVED.fullmatch(segment):
        return False
    return len(segment.encode()) <= _MAX_SEGMENT_BYTES


def parents(path: str) -> Iterator[str]:
    """The folders above a relative path, the nearest first."""
    return (str(parent) for parent in PurePosixPath(path).parents if parent.name)


def place_of(folder: Path, path: str) -> Path:
    """Where `path` lies below `folder`.

    Raises:
        CannotRun: a folder on the way is a symbolic link, so that the file would land elsewhere.
    """
    for parent in parents(path):
        if (folder / parent).is_symlink():
            raise CannotRun(f"{folder.name}/{parent} is a symbolic link; nothing is written through it")
    return folder / path
