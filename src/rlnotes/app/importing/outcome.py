"""What an import reads, and what it comes to: files to write, files to copy, and a remark for each change and loss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

NOTES: Final = "notes"
"""The folder of the notes in the new site."""

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Origin:
    """The folder that is imported.

    `texts` are the files that are looked into (notes, settings, pages), `files` the paths of all others. Paths are
    relative to the folder. `unread` says of each path that could not be read why, `left_out` of each that is not to be
    read.
    """

    name: str
    texts: Mapping[str, bytes]
    files: frozenset[str] = frozenset()
    unread: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something changed or lost: its kind, its file in the folder that is imported, its line (0: the whole file)."""

    kind: str
    path: str
    line: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A new site.

    `notes` are the notes' bytes and `copies` the origins of files that are copied, both by their path below the notes
    folder; `settings` the text of the configuration. `unused` are files that no note leads to.
    """

    program: str
    name: str
    settings: str
    notes: Mapping[str, bytes]
    copies: Mapping[str, str]
    changes: tuple[Remark, ...]
    losses: tuple[Remark, ...]
    unused: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """The remarks gathered so far."""

    changes: list[Remark] = field(default_factory=list)
    losses: list[Remark] = field(default_factory=list)

    def changed(self, kind: str, path: str, line: int, text: str = "") -> None:
        """Take note of a change."""
        self.changes.append(Remark(kind, path, line, text))

    def lost(self, kind: str, path: str, line: int = 0, text: str = "") -> None:
        """Take note of something that could not be carried over."""
        self.losses.append(Remark(kind, path, line, text))


def tell_of_unread(origin: Origin, log: Log) -> None:
    """Take note of all that was not read."""
    for path, why in origin.unread.items():
        log.lost("files that can't be read", path, 0, why)
    for path, why in origin.left_out.items():
        log.lost("files that are not part of the notes", path, 0, f"left out by the {why}")


def is_utf16(content: bytes) -> bool:
    """Whether a file begins as UTF-16 does: such a file is carried over as it is."""
    return content.startswith(_UTF16_MARKS)


def text_of(content: bytes) -> str:
    """The text of a file; bytes that are not UTF-8 survive in it, for `bytes_of` to write them as they were."""
    return content.decode("utf-8", errors="surrogateescape")


def bytes_of(text: str) -> bytes:
    """The bytes of a text read by `text_of`."""
    return text.encode("utf-8", errors="surrogateescape")
