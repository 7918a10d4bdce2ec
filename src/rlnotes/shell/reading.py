"""The input of a build, read from disk: notes, bibliographies, attachments, history and citation styles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rlnotes.config.globs import fitting
from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.collection import Collection
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.naming import folded
from rlnotes.model.place import Source
from rlnotes.shell.addresses import is_plain
from rlnotes.shell.configuration import CONFIG_NAME
from rlnotes.shell.decoding import decoded
from rlnotes.shell.exclusion import is_markdown
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.history import read_history
from rlnotes.shell.walk import Found, walk

_RECORDS: Final = (".bib", ".json")
_SNIFFED_BYTES: Final = 4096
_CSL_ITEM = re.compile(rb'"type"\s*:\s*"(?:article|book|chapter|paper|report|thesis|webpage|dataset|software|post)')


@dataclass(frozen=True, slots=True)
class _Read:
    sources: tuple[Source, ...]
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True)
class Inventory:
    """What there is to read, in order of paths; `files` are the attachments, `styles` the CSL styles by name."""

    notes: tuple[Found, ...]
    bibliographies: tuple[Found, ...]
    files: frozenset[str]
    styles: Mapping[str, str]
    diagnostics: Diagnostics


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
    written = tuple(found for found in walked.files if is_markdown(found.path))
    recorded, missing = _bibliographies(root, folder, walked.files, config.bibliography)
    taken = {found.path for found in (*written, *recorded)}
    files, unfit = attachments(found.path for found in walked.files if found.path not in taken)
    styles, unknown = read_styles(root, config.citation_style, config_name)
    unused = [glob for glob in config.exclude if glob not in walked.used_excludes]
    useless = _useless_entries(missing, unused, config_name, places)
    return Inventory(written, tuple(recorded), files, styles, (*walked.diagnostics, *useless, *unknown, *unfit))


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
        notes.sources, works.sources, inventory.files, history, inventory.styles, sorted_diagnostics(found)
    )


def _useless_entries(
    missing: Iterable[str], unused: Iterable[str], config_name: str, places: TomlPlaces
) -> Iterator[Diagnostic]:
    """A finding for each bibliography that is not there and each exclusion that excludes nothing."""
    for name in missing:
        span = places.span(("bibliography",))
        yield Diagnostic(config_name, span, "missing-bibliography", f"no bibliography {name!r}", "mend its path")
    for glob in unused:
        message = f"nothing in the notes matches the exclusion {glob!r}"
        yield Diagnostic(config_name, places.span(("exclude",)), "unused-exclude", message, "remove it")


def attachments(paths: Iterable[str]) -> tuple[frozenset[str], Diagnostics]:
    """The files that can be published as they are named, and a finding for each other one.

    Reported here, because a site with such a file could not be unpacked on every system.
    """
    fit: dict[str, str] = {}
    found: list[Diagnostic] = []
    for path in paths:
        if not is_plain(path):
            message = "the file's name can't be part of an address on every system"
            found.append(at_top(path, "bad-address", message, "rename the file or exclude it"))
        elif (other := fit.setdefault(folded(path), path)) != path:
            message = f"'{path}' and '{other}' are the same file on some systems"
            found.append(at_top(path, "duplicate-address", message, "rename one of them"))
    return frozenset(fit.values()), tuple(found)


def _is_bibliography(found: Found) -> bool:
    """Whether a file is BibTeX by its name, or CSL-JSON by its beginning: any other JSON is an attachment."""
    name = found.path.lower()
    if name.endswith((".bib", ".csl.json")):
        return True
    return name.endswith(".json") and _opens_as_csl(found.place)


def _opens_as_csl(place: str) -> bool:
    try:
        with open(place, "rb") as file:  # noqa: PTH123 - a path costs more than opening it
            start = file.read(_SNIFFED_BYTES)
    except OSError:
        return False
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and _CSL_ITEM.search(start) is not None


def _bibliographies(
    root: Path, folder: Path, files: tuple[Found, ...], names: tuple[str, ...]
) -> tuple[list[Found], tuple[str, ...]]:
    """The bibliographies to read, by path, and which of `names` name none; without `names`, all below the notes."""
    if not names:
        return [found for found in files if _is_bibliography(found)], ()
    named = {name: _named(root, folder, files, name) for name in names}
    found = {each.path: each for name in names for each in named[name]}
    return [found[path] for path in sorted(found)], tuple(name for name in names if not named[name])


def _named(root: Path, folder: Path, files: tuple[Found, ...], name: str) -> tuple[Found, ...]:
    """The file at `name`, below the notes folder or the project; else the files below the notes that fit it."""
    place = next((base / name for base in (folder, root) if (base / name).is_file()), None)
    if place is not None:
        return (Found(Path(os.path.relpath(place, folder)).as_posix(), str(place), place.stat()),)
    return tuple(found for found in files if found.path.lower().endswith(_RECORDS) and fitting(found.path, [name]))


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
