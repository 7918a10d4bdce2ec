"""Notes on disk whose links are mended: the same bytes but for those of the links, put in place in one step."""

from __future__ import annotations

import codecs
import difflib
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.report import printable

_TEMPORARY: Final = ".rlnotes-mended"


def text_on_disk(place: str, expected: str) -> str | None:
    """The text of the note at `place`, whose bytes have the SHA-256 `expected`; None if they don't, or aren't UTF-8."""
    try:
        content = Path(place).read_bytes()
        text = content.removeprefix(codecs.BOM_UTF8).decode()
    except (OSError, UnicodeDecodeError):
        return None
    return text if hashlib.sha256(content).hexdigest() == expected else None


def write_mended(where: str, text: str) -> None:
    """Put `text` into the place of what the note at `where` says; its mark and its mode stay.

    Raises:
        CannotRun: the file can't be written.
    """
    place = Path(os.path.realpath(where))
    beside = place.with_name(f"{place.name}{_TEMPORARY}")
    try:
        if not os.access(place, os.W_OK):  # a rename would get around it
            raise PermissionError(13, "Permission denied")
        mark = codecs.BOM_UTF8 if place.read_bytes().startswith(codecs.BOM_UTF8) else b""
        with beside.open("xb") as file:  # what stands there is not ours
            _fill(file, place, beside, mark + text.encode())
    except OSError as error:
        raise CannotRun(f"can't write {place.name}: {reason(error)}") from error


def _fill(file: BinaryIO, place: Path, beside: Path, content: bytes) -> None:
    """Write the file `beside` and put it in place, or remove it."""
    try:
        file.write(content)
        file.flush()
        beside.chmod(stat.S_IMODE(place.stat().st_mode))
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise


def difference(shown: str, before: str, after: str) -> Iterator[str]:
    """The change of a file as a unified diff, line by line, in characters that can't steer a terminal."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{shown}", f"b/{shown}")
    for line in lines:
        bare = line.rstrip("\r\n")
        yield printable(bare) if "\t" not in bare else "\t".join(map(printable, bare.split("\t")))
        if not line.endswith(("\n", "\r")) and not line.startswith(("---", "+++", "@@")):
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n").replace("\r", "\n"))
