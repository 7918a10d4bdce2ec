"""A folder read for an import, and the new site written: nothing outside of the two is read or written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rlnotes.model.collection import HIDDEN
from rlnotes.shell.disk import bites, create
from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.reading import MOST_BYTES
from rlnotes.shell.walk import walk

_LOOKED_INTO: Final = (".md", ".markdown", ".yml", ".yaml", ".html", ".htm", ".xml")
_MADE_BY_TOOLS: Final = ("_site/", "vendor/bundle/")


@dataclass(frozen=True, slots=True)
class Contents:
    """What lies in a folder, by path: the texts that are looked into, and where every file lies.

    `unread` and `left_out` say of what is not read why; hidden names are left out without a word.
    """

    name: str
    texts: Mapping[str, bytes]
    files: Mapping[str, str]
    unread: Mapping[str, str]
    left_out: Mapping[str, str]


def read_contents(folder: Path, settings: Iterable[str] = ()) -> Contents:
    """What lies in `folder`; `settings` are hidden files that are wanted, too.

    Raises:
        CannotRun: there is no such folder.
    """
    if not folder.is_dir():
        raise CannotRun(f"there is no folder {folder.name or folder}")
    walked = walk(folder, _MADE_BY_TOOLS)
    unread = {each.path: each.message for each in walked.diagnostics}
    texts: dict[str, bytes] = {}
    for found in walked.files:
        if found.path.lower().endswith(_LOOKED_INTO) and found.status.st_size > MOST_BYTES:
            unread[found.path] = f"it has more than {MOST_BYTES // 1_000_000} MB"
        elif found.path.lower().endswith(_LOOKED_INTO):
            try:
                texts[found.path] = b"".join(bites(found.place))
            except OSError as error:
                unread[found.path] = reason(error)
    texts |= _hidden(folder, settings)
    files = {found.path: found.place for found in walked.files if found.path not in unread}
    left_out = {each.path: each.why for each in walked.left_out if each.why != HIDDEN}
    return Contents(folder.resolve().name, texts, files, unread, left_out)


def _hidden(folder: Path, settings: Iterable[str]) -> Mapping[str, bytes]:
    """The settings that are there, in the folder itself."""
    found = {}
    for path in settings:
        with suppress(OSError):
            if (folder / path).resolve(strict=True).is_relative_to(folder.resolve()):
                found[path] = (folder / path).read_bytes()
    return found


def check_destination(origin: Path, destination: Path) -> None:
    """Nothing, when a site may be written to `destination`.

    Raises:
        CannotRun: it holds something, is no folder, or lies in the origin or around it.
    """
    before, after = origin.resolve(), destination.resolve()
    if after.is_relative_to(before) or before.is_relative_to(after):
        raise CannotRun("the new site can't lie in the folder that is imported, or around it")
    if destination.is_symlink() or (destination.exists() and not destination.is_dir()):
        raise CannotRun(f"{destination.name} is not a folder")
    if destination.exists() and any(destination.iterdir()):
        raise CannotRun(f"{destination.name}/ is not empty; an import begins with an empty folder or a new one")


def write_new(destination: Path, files: Iterable[tuple[str, bytes]], copies: Iterable[tuple[str, str]]) -> None:
    """Write files by path, then copies of those that lie at other places; no file that exists is touched.

    Raises:
        CannotRun: the folder can't be written to, or a file can't be read any more.
    """
    try:
        for path, content in files:
            _create(_below(destination, path), (content,))
        for path, place in copies:
            _create(_below(destination, path), bites(place))
    except OSError as error:
        raise CannotRun(f"the import is not whole: {reason(error)}; empty {destination.name}/ and try again") from error


def _below(destination: Path, path: str) -> Path:
    """The place of a file below the new site, which no name leads out of or hides in."""
    if any(not each or each.startswith(".") for each in path.split("/")):
        raise CannotRun(f"a file can't be named {path!r} in the new site; rename it, and import again")
    return destination / path


def _create(place: Path, content: Iterable[bytes]) -> None:
    os.makedirs(place.parent, exist_ok=True)  # noqa: PTH103 - one call fewer for each of ten thousand files
    create(str(place), content)
