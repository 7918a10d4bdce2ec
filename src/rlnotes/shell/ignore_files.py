"""Ignore files on disk: their texts, and those that stand above the notes in the same repository."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from rlnotes.config.ignore_rules import GIT_IGNORE, FileAbove


def ignore_text(place: str) -> str:
    """The text of the ignore file at `place`.

    Raises:
        OSError: it can't be read.
    """
    with open(place, "rb") as file:  # noqa: PTH123 - a path costs more than opening it
        return ignore_text_of(file.read())


def ignore_text_of(content: bytes) -> str:
    """The text of an ignore file of these bytes."""
    return content.decode("utf-8-sig", errors="replace")


def ignore_files_above(folder: Path) -> tuple[FileAbove, ...]:
    """The `.gitignore` files from the folder above the notes to the root of their repository, if they are in one."""
    place = folder.resolve()
    if (place / ".git").exists():
        return ()
    above: list[FileAbove] = []
    for height, parent in enumerate(place.parents, start=1):
        with suppress(OSError):  # most have none
            way = f"{place.relative_to(parent).as_posix()}/"
            above.append(FileAbove("../" * height + GIT_IGNORE, way, ignore_text(str(parent / GIT_IGNORE))))
        if (parent / ".git").exists():
            return tuple(above)
    return ()
