"""Ignore files on disk: their texts, and those that stand above the notes in the same repository."""

from __future__ import annotations

from contextlib import suppress
from itertools import takewhile
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
    above: list[FileAbove] = []
    for height, file in enumerate(ignore_places_above(folder), start=1):
        with suppress(OSError):  # most have none
            way = f"{place.relative_to(file.parent).as_posix()}/"
            above.append(FileAbove("../" * height + GIT_IGNORE, way, ignore_text(str(file))))
    return tuple(above)


def ignore_places_above(folder: Path) -> tuple[Path, ...]:
    """Where these may stand, there or not, the nearest first."""
    place = folder.resolve()
    roots = [each for each in (place, *place.parents) if (each / ".git").exists()]
    within = takewhile(lambda each: each.is_relative_to(roots[0]), place.parents) if roots else ()
    return tuple(parent / GIT_IGNORE for parent in within)
