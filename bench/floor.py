"""The least that any build does, as a program: read every note and write as many bytes in as many files.

python floor.py build     read notes/, write into build/ what listing.json asks for
python floor.py read      read notes/ and no more: what a build must do that trusts nothing but content
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

LISTING = "listing.json"


def listing(site: Path) -> dict[str, int]:
    """The size of every file below `site`, by path."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.stat().st_size for path in files}


def read(notes: Path) -> int:
    """How many bytes stand below `notes`."""
    return sum(len(path.read_bytes()) for path in notes.rglob("*.md"))


def write(output: Path, sizes: dict[str, int]) -> None:
    """Files of these sizes below `output`."""
    for path, size in sizes.items():
        file = output / path
        try:
            file.write_bytes(b"x" * size)
        except FileNotFoundError:
            file.parent.mkdir(parents=True)
            file.write_bytes(b"x" * size)


if __name__ == "__main__":
    read(Path("notes"))
    if sys.argv[1] == "build":
        write(Path("build"), json.loads(Path(LISTING).read_bytes()))
