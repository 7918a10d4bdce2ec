"""The two sides of a comparison, now and then, before any file of then is read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.configuration import CONFIG_NAME
from rlnotes.shell.decoding import decoded
from rlnotes.shell.past.base import merge_base
from rlnotes.shell.past.commit import Blob, Held, blob_at, held_by, shown
from rlnotes.shell.past.differences import differences, left_out
from rlnotes.shell.past.git import Repository, repository_of
from rlnotes.shell.reading import Inventory


@dataclass(frozen=True, slots=True)
class Present:
    """How things stand: the project, what its notes folder holds, and the findings of reading that."""

    root: Path
    config: Config
    inventory: Inventory
    diagnostics: Diagnostics
    config_name: str = CONFIG_NAME
    places: TomlPlaces = NO_PLACES


@dataclass(frozen=True, slots=True)
class Sides:
    """Now, then, and how git says they differ.

    `texts` tells where each note and bibliography of now lies. `touched` are the paths that differ, as git writes them;
    `renamed` leads from a path then to the path now, in NFC.
    """

    present: Present
    texts: Mapping[str, str]
    repository: Repository
    commit: str
    held: Held
    touched: frozenset[str]
    renamed: Mapping[str, str]

    def is_untouched(self, blob: Blob) -> bool:
        """Whether git takes the file to be what it is now, or has no say in it. It was not asked beyond the folder."""
        is_beyond = blob.path.startswith("../")
        return not blob.content_id or (not is_beyond and self.touched.isdisjoint(blob.entries))

    def is_as_now(self, blob: Blob) -> bool:
        """Whether a note or bibliography of now has the file's path and, as git takes it, its content."""
        return blob.path in self.texts and self.is_untouched(blob)


def sides_of(present: Present, ref: str) -> Sides:
    """The files of now beside those at the merge base of `ref` and the commit checked out.

    Raises:
        CannotRun: as of `past`.
    """
    repository = repository_of(present.root / present.config.notes)
    commit = merge_base(repository, ref)
    held = held_by(repository, commit, present.config.exclude)
    seen = differences(repository, commit)
    inventory = present.inventory
    texts = {found.path: found.place for found in (*inventory.notes, *inventory.bibliographies)}
    return Sides(
        present,
        texts,
        repository,
        commit,
        _checked_out(repository, held, seen.touched, texts.keys() | inventory.files),
        seen.touched,
        {shown(then): shown(now) for then, now in seen.renamed.items()},
    )


def _checked_out(repository: Repository, held: Held, touched: Set[str], there: Set[str]) -> Held:
    """What the commit holds, less what a sparse checkout leaves out now: no change of ours has removed that."""
    if all(blob.path in there or not touched.isdisjoint(blob.entries) for blob in held.files):
        return held
    absent = left_out(repository)
    return replace(held, files=tuple(blob for blob in held.files if absent.isdisjoint(blob.entries)))


def text_now(sides: Sides, path: str) -> str | None:
    """The text of a note or bibliography of now; None if there is none of that path, or it can't be read any more."""
    place = sides.texts.get(path)
    try:
        return None if place is None else decoded(path, Path(place).read_bytes())[0].text
    except OSError:
        return None


def blob_named(sides: Sides, name: str) -> Blob | None:
    """The file of then at a `name` of the configuration, below the notes folder or the project.

    One that lies in no repository, or in another, is taken to have been as it is.
    """
    folder = sides.present.root / sides.present.config.notes
    for base in (folder, sides.present.root):
        path = Path(os.path.relpath(base / name, folder)).as_posix()
        place = Path(os.path.normpath(base.resolve() / name))
        if (found := _blob_in(sides, path, place)) is not None:
            return found
    return None


def _blob_in(sides: Sides, path: str, place: Path) -> Blob | None:
    """The file of then at `place`, which is called `path`."""
    repository = sides.repository
    if place.is_relative_to(repository.folder):
        return sides.held.everything.get(shown(place.relative_to(repository.folder).as_posix()))
    if place.is_relative_to(repository.top):
        found = blob_at(repository, sides.commit, Path(os.path.relpath(place, repository.folder)).as_posix())
        return found and Blob(path, found.content_id, found.entries)
    return Blob(path, "", frozenset()) if path in sides.texts else None
