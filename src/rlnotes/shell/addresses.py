"""Whether output paths are fit to be written: inside the folder, plain on every system, and no two the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rlnotes.model.naming import folded
from rlnotes.shell.failure import CannotRun

_MAX_SEGMENT_BYTES: Final = 255
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]|[. ]$|^\.rlnotes-')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
# What nearly all paths look like, told at a glance: lower-case segments, an ending, no name of a device.
_SEGMENT: Final = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])[./])[a-z0-9_-]{1,200}"
_SURELY_PLAIN = re.compile(rf"(?:{_SEGMENT}/)*{_SEGMENT}\.[a-z]{{1,9}}")


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
        key = _key(path)
        if key in seen:
            raise CannotRun(_doubled(seen[key], path))
        seen[key] = path
        folders.setdefault(path.rpartition("/")[0], path)
    _check_folders(seen, folders)


def _check_folders(files: dict[str, str], folders: dict[str, str]) -> None:
    """Nothing, unless a file stands where a folder is needed; `files` by folded path, `folders` with a file in each."""
    needed = {_key(each): path for folder, path in folders.items() for each in (folder, *parents(folder))}
    for key in sorted(needed.keys() & files.keys()):
        raise CannotRun(f"{files[key]!r} would be a file and, for {needed[key]!r}, a folder")


def _doubled(first: str, second: str) -> str:
    if first == second:
        return f"two files would be written to {first!r}"
    return f"{first!r} and {second!r} would be the same file"


def _key(path: str) -> str:
    return path.lower() if path.isascii() else folded(path)


def is_plain(path: str) -> bool:
    """Whether every segment of a relative path is an ordinary file name on every system."""
    return bool(_SURELY_PLAIN.fullmatch(path)) or all(_is_plain_segment(segment) for segment in path.split("/"))


def _is_plain_segment(segment: str) -> bool:
    if segment in {"", ".", ".."} or _UNFIT.search(segment) or _RESERVED.fullmatch(segment):
        return False
    return len(segment.encode()) <= _MAX_SEGMENT_BYTES


def parents(path: str) -> Iterator[str]:
    """The folders above a relative path, the nearest first."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)
