"""Which files of an output folder are ours: the manifest of the last whole build, and the journal of one under way."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from msgspec import Struct

from rlnotes.shell.disk import write_all
from rlnotes.shell.failure import CannotRun

MANIFEST_NAME: Final = ".rlnotes-manifest.json"
JOURNAL_NAME: Final = ".rlnotes-journal"
MARKER: Final = "Written by rlnotes. Files listed here are replaced and removed by `rlnotes build` and `rlnotes clean`."
FORMAT: Final = 1
_APPENDING: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)

# Every hash under which a file may be ours. One after a whole build; of a file that a killed build was about to
# write, the hash before and the hash after.
Known: TypeAlias = Mapping[str, tuple[str, ...]]


class _Manifest(Struct):
    marker: str
    format: int
    files: dict[str, tuple[str, ...]]


_MANIFEST: Final = msgspec.json.Decoder(_Manifest)


def manifest_bytes(known: Known) -> bytes:
    """The manifest as it stands on disk."""
    files = {path: hashes if len(hashes) == 1 else sorted({*hashes}) for path, hashes in sorted(known.items())}
    content = {"marker": MARKER, "format": FORMAT, "files": files}
    # A line for each file by way of the separator: `indent` would leave json's fast encoder.
    return (json.dumps(content, ensure_ascii=False, separators=(",\n ", ": ")) + "\n").encode()


def has_manifest(folder: Path) -> bool:
    """Whether something in `folder` says that the folder is ours."""
    path = folder / MANIFEST_NAME
    return path.is_file() and not path.is_symlink()


def read_manifest(folder: Path) -> Known | None:
    """What is ours in `folder` after its last whole build, or None if nothing there says that the folder is ours.

    Raises:
        CannotRun: the manifest is damaged or of a later rlnotes.
    """
    if not has_manifest(folder):
        return None
    try:
        content = _MANIFEST.decode((folder / MANIFEST_NAME).read_bytes())
        if content.marker == MARKER and content.format == FORMAT:
            return content.files
    except (ValueError, RecursionError) as error:  # msgspec's own errors are of the former
        raise CannotRun(
            f"{folder.name}/{MANIFEST_NAME} is damaged; remove the folder {folder.name}/ by hand"
        ) from error
    raise CannotRun(f"{folder.name}/ was written by another version of rlnotes; remove it by hand")


def append_to_journal(root: str, entries: Iterable[tuple[str, str]]) -> None:
    """Note which files are about to be written, and with which hash.

    Each batch begins on a line of its own: a killed build may have left half a line.
    """
    lines = "".join(f"{json.dumps(entry)}\n" for entry in entries)
    place = f"{root}/{JOURNAL_NAME}"
    descriptor = os.open(place, _APPENDING, 0o666)
    try:
        write_all(descriptor, f"\n{lines}".encode(), place)
    finally:
        os.close(descriptor)


def read_journal(folder: Path) -> Known | None:
    """What a killed build was about to write, or None if none was killed. Lines that it left half are of files
    it had not begun.
    """
    path = folder / JOURNAL_NAME
    if path.is_symlink() or not path.is_file():
        return None
    found: dict[str, tuple[str, ...]] = {}
    for name, content_hash in _entries(path.read_bytes()):
        found[name] = (*found.get(name, ()), content_hash)
    return found


def _entries(journal: bytes) -> Iterator[tuple[str, str]]:
    for line in journal.splitlines():
        with suppress(ValueError, RecursionError):
            match json.loads(line):
                case [str(name), str(content_hash)]:
                    yield name, content_hash
                case _:  # of another hand
                    pass


def union(first: Known, second: Known) -> Known:
    """What is known by either."""
    return {path: (*first.get(path, ()), *second.get(path, ())) for path in {**first, **second}}
