"""Notes on disk whose links are mended: the same bytes but for those of the links, put in place in one step."""

from __future__ import annotations

import codecs
import difflib
import errno
import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from rlnotes.shell.failure import CannotRun, reason
from rlnotes.shell.report import printable

_TEMPORARY: Final = ".rlnotes-mended-"  # hidden: no note and no attachment


def text_on_disk(place: str, expected: str) -> str | None:
    """The text of the note at `place`, whose bytes have the SHA-256 `expected`; None if they don't, or aren't UTF-8."""
    try:
        content = Path(place).read_bytes()
        text = content.removeprefix(codecs.BOM_UTF8).decode()
    except (OSError, UnicodeDecodeError):
        return None
    return text if hashlib.sha256(content).hexdigest() == expected else None


def write_mended(where: str, shown: str, before: str, after: str) -> None:
    """Put the text `after` into the place of `before`, which the note at `where` says; its mark and its mode stay.

    Raises:
        CannotRun: the file can't be written, or says something else by now; `shown` is its name.
    """
    place = Path(os.path.realpath(where))
    try:
        content, mode = place.read_bytes(), stat.S_IMODE(place.stat().st_mode)
        mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        if content != mark + before.encode():
            raise CannotRun(f"{printable(shown)} was changed while it was mended; run it again")
        if not mode & _WRITABLE or not os.access(place, os.W_OK):  # a rename would get around it
            raise PermissionError(errno.EACCES, "Permission denied")
        _put_in_place(place, mark + after.encode(), mode)
    except OSError as error:
        raise CannotRun(f"can't write {printable(shown)}: {reason(error)}") from error


_WRITABLE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def _put_in_place(place: Path, content: bytes, mode: int) -> None:
    """Write a neighbour of the file and rename it, so that the file is old or new but never half."""
    descriptor, beside = tempfile.mkstemp(prefix=_TEMPORARY, dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(beside).chmod(mode)
        Path(beside).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def doubles(places: Iterable[str]) -> frozenset[str]:
    """Those of the files that are symbolic links to others of them."""
    every = frozenset(places)
    links = frozenset(place for place in every if os.path.islink(place))  # noqa: PTH114 - of ten thousand notes
    originals = {os.path.realpath(place) for place in every - links} if links else set()
    return frozenset(place for place in links if os.path.realpath(place) in originals)


def difference(shown: str, before: str, after: str) -> Iterator[str]:
    """The change of a file as a unified diff, line by line, in characters that can't steer a terminal."""
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{shown}", f"b/{shown}"):
        yield "\t".join(map(printable, line.removesuffix("\n").split("\t")))
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", text.replace("\r\n", "\n").replace("\r", "\n"))
