"""The input of a build, read from disk: notes, bibliographies, attachments, history and citation styles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.collection import Collection, Elsewhere, LeftOut
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.place import Source
from rlnotes.shell.card_font import card_font_findings
from rlnotes.shell.configuration import CONFIG_NAME
from rlnotes.shell.decoding import decoded
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.history import read_history
from rlnotes.shell.inventories import read_inventories
from rlnotes.shell.shelving import SNIFFED_BYTES, Folder, begins_as_csl, shelves
from rlnotes.shell.vault import read_vault
from rlnotes.shell.walk import Found, walk

MOST_BYTES: Final = 10_000_000
"""How large a note or a bibliography may be: reading one takes memory of a hundred times its size."""


@dataclass(frozen=True, slots=True)
class _Read:
    sources: tuple[Source, ...]
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True)
class Inventory:
    """What there is to read, in order of paths; `files` are the attachments, `styles` the CSL styles by name.

    `left_out` is what is not read, and why; `elsewhere` are the other sites that links may name.
    """

    notes: tuple[Found, ...]
    bibliographies: tuple[Found, ...]
    files: frozenset[str]
    styles: Mapping[str, str]
    diagnostics: Diagnostics
    left_out: tuple[LeftOut, ...] = ()
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


def inventory_of(
    root: Path, config: Config, config_name: str = CONFIG_NAME, places: TomlPlaces = NO_PLACES
) -> Inventory:
    """What the notes folder holds, unread; `places` tells where the keys of the configuration stand.

    Raises:
        CannotRun: there is no notes folder.
    """
    folder = root / config.notes
    if not folder.is_dir():
        raise CannotRun(f"there is no notes folder {config.notes!r}; `rlnotes init` starts a site")
    walked = walk(folder, config.exclude)
    sorted_out = shelves(Folder(walked.files, _opens_as_csl, partial(_named, root, folder)), config.bibliography)
    styles, unknown = read_styles(root, config.citation_style, config_name)
    unused = [glob for glob in config.exclude if glob not in walked.used_excludes]
    fontless = card_font_findings(root, config, config_name, places)
    vault = read_vault(root, config.notes)
    elsewhere, unreadable = read_inventories(root, config, config_name, places)
    useless = useless_entries(sorted_out.missing, unused, config_name, places)
    notes, long_notes = _bounded(sorted_out.notes)
    works, long_works = _bounded(sorted_out.bibliographies)
    found = (
        *vault.diagnostics,
        *walked.diagnostics,
        *useless,
        *unreadable,
        *unknown,
        *fontless,
        *sorted_out.diagnostics,
        *long_notes,
        *long_works,
    )
    return Inventory(notes, works, sorted_out.files, styles, found, walked.left_out, elsewhere)


def _bounded(files: tuple[Found, ...]) -> tuple[tuple[Found, ...], Diagnostics]:
    """The files that are not too large to be read, and a finding for each other one."""
    large = tuple(found for found in files if found.status.st_size > MOST_BYTES)
    if not large:
        return files, ()
    told = tuple(too_large(found.path, found.status.st_size) for found in large)
    return tuple(found for found in files if found.status.st_size <= MOST_BYTES), told


def too_large(path: str, size: int) -> Diagnostic:
    """The finding for a file of so many bytes, which are too many to be read."""
    message = f"the file has {size // 1_000_000} MB, and files of more than {MOST_BYTES // 1_000_000} MB are not read"
    return at_top(path, "unreadable-file", message, "split it or exclude it")


def read_collection(
    root: Path, config: Config, config_name: str = CONFIG_NAME, places: TomlPlaces = NO_PLACES
) -> Collection:
    """Everything the notes folder holds, in order of paths; what can't be read is among its diagnostics.

    Raises:
        CannotRun: there is no notes folder.
    """
    inventory = inventory_of(root, config, config_name, places)
    notes, works = _read(inventory.notes), _read(inventory.bibliographies)
    history, shallow = read_history(root / config.notes, config_name) if config.dates_from_git else ({}, ())
    found = (*inventory.diagnostics, *notes.diagnostics, *works.diagnostics, *shallow)
    return Collection(
        notes.sources,
        works.sources,
        inventory.files,
        history,
        inventory.styles,
        sorted_diagnostics(found),
        inventory.elsewhere,
    )


def useless_entries(
    missing: Iterable[str], unused: Iterable[str], config_name: str, places: TomlPlaces
) -> Iterator[Diagnostic]:
    """A finding for each bibliography that is not there and each exclusion that excludes nothing."""
    for name in missing:
        span = places.span(("bibliography",))
        yield Diagnostic(config_name, span, "missing-bibliography", f"no bibliography {name!r}", "mend its path")
    for glob in unused:
        message = f"nothing in the notes matches the exclusion {glob!r}"
        yield Diagnostic(config_name, places.span(("exclude",)), "unused-exclude", message, "remove it")


def _opens_as_csl(found: Found) -> bool:
    try:
        with open(found.place, "rb") as file:  # noqa: PTH123 - a path costs more than opening it
            return begins_as_csl(file.read(SNIFFED_BYTES))
    except OSError:
        return False


def _named(root: Path, folder: Path, name: str) -> Found | None:
    """The file at `name`, below the notes folder or the project."""
    place = next((base / name for base in (folder, root) if (base / name).is_file()), None)
    if place is None:
        return None
    return Found(Path(os.path.relpath(place, folder)).as_posix(), str(place), place.stat())


def _read(files: Iterable[Found]) -> _Read:
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []
    for found in files:
        try:
            with open(found.place, "rb") as file:  # noqa: PTH123 - a path costs more than opening it
                content = file.read()
        except OSError as error:
            diagnostics.append(at_top(found.path, "unreadable-file", f"the file can't be read: {reason(error)}"))
            continue
        source, problems = decoded(found.path, content)
        sources.append(source)
        diagnostics += problems
    return _Read(tuple(sources), tuple(diagnostics))


def read_styles(root: Path, wanted: str, config_name: str = CONFIG_NAME) -> tuple[Mapping[str, str], Diagnostics]:
    """The CSL styles by name: those that come with rlnotes and the wanted one.

    `wanted` is a name or the path of a `.csl` file; it is missing from the styles when it can't be had.
    """
    known = _own_styles(resources.files("rlnotes") / "styles")
    if wanted in known:
        return known, ()
    try:
        return {**known, wanted: _csl_file(root, wanted)}, ()
    except (OSError, ValueError):
        names = ", ".join(sorted(known))
        found = at_top(
            config_name, "bad-configuration", f"no citation style {wanted!r}", f"known: {names}, or a .csl file"
        )
        return known, (found,)


def _own_styles(folder: Traversable) -> Mapping[str, str]:
    files = sorted(path.name for path in folder.iterdir() if path.name.endswith(".csl"))
    return {name.removesuffix(".csl"): (folder / name).read_text("utf-8") for name in files}


def _csl_file(root: Path, name: str) -> str:
    if not name.endswith(".csl"):
        raise ValueError(name)
    return (root / name).read_bytes().decode("utf-8-sig")
