"""What each file of a notes folder is, on disk or in a commit: a note, a bibliography or an attachment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from rlnotes.config.globs import fitting
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.model.naming import folded
from rlnotes.shell.addresses import is_plain
from rlnotes.shell.exclusion import is_markdown

SNIFFED_BYTES: Final = 4096
LOCK: Final = "sources.lock.json"
"""The bibliography that `rlnotes sources` keeps."""
_RECORDS: Final = (".bib", ".json")
_CSL_ITEM = re.compile(rb'"type"\s*:\s*"(?:article|book|chapter|paper|report|thesis|webpage|dataset|software|post)')


class Filed(Protocol):
    """A file under its path below the notes folder."""

    @property
    def path(self) -> str:
        """The path, in NFC."""


FileT = TypeVar("FileT", bound=Filed)


@dataclass(frozen=True, slots=True)
class Folder(Generic[FileT]):
    """A folder to be sorted out: its files by path, and the two questions that depend on where they lie.

    `opens_as_csl` tells of a `.json` file whether it begins like CSL-JSON; `named` gives the file at a name of the
    configuration, below the notes or the project, if there is one.
    """

    files: tuple[FileT, ...]
    opens_as_csl: Callable[[FileT], bool]
    named: Callable[[str], FileT | None]


@dataclass(frozen=True, slots=True)
class Shelves(Generic[FileT]):
    """The files of a folder, told apart; `missing` are the names of bibliographies that name none."""

    notes: tuple[FileT, ...]
    bibliographies: tuple[FileT, ...]
    files: frozenset[str]
    missing: tuple[str, ...]
    diagnostics: Diagnostics


def shelves(folder: Folder[FileT], names: tuple[str, ...]) -> Shelves[FileT]:
    """What the files of `folder` are; `names` are the bibliographies of the configuration, all there are if empty."""
    written = tuple(found for found in folder.files if is_markdown(found.path))
    recorded, missing = _bibliographies(folder, names)
    taken = {found.path for found in (*written, *recorded)}
    files, unfit = attachments(found.path for found in folder.files if found.path not in taken)
    return Shelves(written, recorded, files, missing, unfit)


def begins_as_csl(start: bytes) -> bool:
    """Whether a JSON file that begins so is a list of CSL items: any other JSON is an attachment."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[") and _CSL_ITEM.search(start) is not None


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


def _bibliographies(folder: Folder[FileT], names: tuple[str, ...]) -> tuple[tuple[FileT, ...], tuple[str, ...]]:
    """The bibliographies to read, by path, and which of `names` name none; without `names`, all below the notes."""
    if not names:
        return tuple(found for found in folder.files if _is_bibliography(folder, found)), ()
    named = {name: _named(folder, name) for name in names}
    found = {each.path: each for name in names for each in named[name]}
    return tuple(found[path] for path in sorted(found)), tuple(name for name in names if not named[name])


def _is_bibliography(folder: Folder[FileT], found: FileT) -> bool:
    """Whether a file is BibTeX by its name, or CSL-JSON by its name or its beginning."""
    name = found.path.lower()
    return name.endswith((".bib", ".csl.json", LOCK)) or (name.endswith(".json") and folder.opens_as_csl(found))


def _named(folder: Folder[FileT], name: str) -> tuple[FileT, ...]:
    """The file at `name`; else the files below the notes that fit it."""
    if (found := folder.named(name)) is not None:
        return (found,)
    return tuple(each for each in folder.files if each.path.lower().endswith(_RECORDS) and fitting(each.path, [name]))
