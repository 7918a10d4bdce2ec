"""Which files of an output folder are ours: the manifest, with the hash of every file we wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from rlnotes.shell.failure import CannotRun

MANIFEST_NAME: Final = ".rlnotes-manifest.json"
MARKER: Final = "Written by rlnotes. Files listed here are replaced and removed by `rlnotes build` and `rlnotes clean`."
FORMAT: Final = 1

# Every hash under which a file may be ours. One after a whole build; while a build is under way, or after it was
# killed, the hash before and the hash after it.
Known: TypeAlias = Mapping[str, frozenset[str]]


def manifest_bytes(known: Known) -> bytes:
    """The manifest as it stands on disk."""
    files = {path: sorted(known[path]) for path in sorted(known)}
    content = {"marker": MARKER, "format": FORMAT, "files": files}
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def union(first: Known, second: Known) -> Known:
    """What is known by either."""
    return {path: first.get(path, frozenset()) | second.get(path, frozenset()) for path in {**first, **second}}


def read_manifest(folder: Path) -> Known | None:
    """What is ours in `folder`, or None if nothing there says that the folder is ours.

    Raises:
        CannotRun: the manifest is damaged or of a later rlnotes.
    """
    path = folder / MANIFEST_NAME
    if path.is_symlink() or not path.is_file():
        return None
    try:
        content = json.loads(path.read_bytes())
        if content["marker"] == MARKER and content["format"] == FORMAT:
            return {str(name): frozenset(map(str, hashes)) for name, hashes in content["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CannotRun(
            f"{folder.name}/{MANIFEST_NAME} is damaged; remove the folder {folder.name}/ by hand"
        ) from error
    raise CannotRun(f"{folder.name}/ was written by another version of rlnotes; remove it by hand")
