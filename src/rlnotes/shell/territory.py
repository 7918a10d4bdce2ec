"""Which folders may become the output: never one that holds, or lies in, what is not ours."""

from __future__ import annotations

from pathlib import Path

from rlnotes.shell.disk import TEMPORARY
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.lock import LOCK_NAME
from rlnotes.shell.manifest import MANIFEST_NAME, has_manifest

_OURS_AT_TOP = frozenset({LOCK_NAME, MANIFEST_NAME, TEMPORARY})


def check_territory(output: Path, notes: Path, project: Path, home: Path) -> None:
    """Nothing, when `output` may be written: it is free, or ours.

    Raises:
        CannotRun: it is, holds or lies in the notes; it is or holds the home folder, the project or its repository;
            it is a link to somewhere outside the project; or it holds files and no manifest of ours.
    """
    place = output.resolve()
    if output.is_symlink() and not place.is_relative_to(project.resolve()):
        raise CannotRun(f"the output {output.name} is a symbolic link that leaves the project")
    if place.is_relative_to(notes.resolve()):
        raise CannotRun("the output folder would lie among the notes; choose another with -o or `output =`")
    for held, name in (
        (notes, "notes"),
        (home, "home folder"),
        (_repository(project), "repository"),
        (project, "project"),
    ):
        if held.resolve().is_relative_to(place):
            raise CannotRun(f"the output folder would hold the {name}; choose another with -o or `output =`")
    _check_ownership(output)


def _check_ownership(output: Path) -> None:
    if not output.exists():
        return
    if not output.is_dir():
        raise CannotRun(f"the output {output.name} is a file, not a folder")
    if not has_manifest(output) and any(entry.name not in _OURS_AT_TOP for entry in output.iterdir()):
        raise CannotRun(f"{output.name}/ holds files that rlnotes did not write; empty it or choose another with -o")


def _repository(project: Path) -> Path:
    """The root of the repository that the project stands in, or the project itself."""
    place = project.resolve()
    return next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), place)
