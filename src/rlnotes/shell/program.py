"""What tells one state of the program, and of all that it is made with, from another."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from rlnotes import __version__


@cache
def program_mark() -> str:
    """The mark of this program, as it was when it began to run: what one with another mark has kept may be wrong here.

    The names of installed distributions hold their versions. Our own sources count by what they say: the times of files
    differ from one machine to the next, and an edit may leave them as they are.
    """
    mark = hashlib.sha256(f"{__version__}\0{sys.version}\0".encode())
    for folder in dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))):
        with suppress(OSError):
            names = sorted(entry.name for entry in Path(folder).iterdir() if entry.name.endswith("-info"))
            mark.update("\0".join(names).encode(errors="surrogateescape"))
    for path, content in _sources(str(Path(__file__).parent.parent)):
        mark.update(f"\0{path}\0{len(content)}\0".encode(errors="surrogateescape"))
        mark.update(content)
    return mark.hexdigest()


def _sources(folder: str) -> Iterator[tuple[str, bytes]]:
    """The modules and the tables of words by path; templates and styles are told apart by those who read them."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(name for name in names if name.endswith((".py", ".toml"))):
            path = os.path.join(place, name)  # noqa: PTH118 - two hundred files on each run
            with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123 - as above
                yield os.path.relpath(path, folder), file.read()
