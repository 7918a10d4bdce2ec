"""Files that stand where ours must go and are not ours: the build stops before it writes."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from rlnotes.shell.addresses import parents
from rlnotes.shell.disk import found_at
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.folders import Folders, folder_of, stands
from rlnotes.shell.manifest import Known


def refuse_strangers(folders: Folders, paths: Iterable[str], known: Known) -> None:
    """Nothing, when each of `paths` may be written over.

    Raises:
        CannotRun: something that we did not write stands in the place of one.
    """
    for path in paths:
        for stranger in _in_place_of(folders, path):
            if stranger not in known:
                name = Path(folders.root).name
                raise CannotRun(f"{name}/{stranger} was not written by rlnotes; move it away or remove it")


def _in_place_of(folders: Folders, path: str) -> Iterator[str]:
    """The files at `path`, below it, or where a folder above it must be."""
    found = found_at(f"{folders.root}/{path}") if stands(folders, folder_of(path)) else None
    if found is None:
        yield from (each for each in parents(path) if _is_in_the_way(folders, each))
    else:
        yield from _files_below(folders.root, path) if stat.S_ISDIR(found.st_mode) else (path,)


def _is_in_the_way(folders: Folders, folder: str) -> bool:
    return not stands(folders, folder) and found_at(f"{folders.root}/{folder}") is not None


def _files_below(root: str, folder: str) -> list[str]:
    below = [place for place in Path(root, folder).rglob("*") if place.is_symlink() or not place.is_dir()]
    return sorted(place.relative_to(root).as_posix() for place in below)
