"""How a file is known again unread: by the marks the system gave it when we last knew what it held."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct


class FileState(Struct, frozen=True, gc=False, array_like=True):
    """What a file held (SHA-256), and its marks at that time; while the marks stand, the file need not be read.

    The change time can't be set by hand, so a file that was edited, replaced or restored has other marks.
    """

    hash: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


States = Mapping[str, FileState]


@dataclass(frozen=True, slots=True)
class Remembered:
    """The states of earlier builds, by path: of the files in the output, and of the originals that were copied there.

    Whoever keeps them between runs must keep them from foreign hands: a forged state makes a changed file pass for
    an unchanged one. A missing or outdated state costs a reading, no more.
    """

    outputs: States = field(default_factory=dict)
    origins: States = field(default_factory=dict)


NOTHING_REMEMBERED: Final = Remembered()


def state_of(content_hash: str, found: os.stat_result) -> FileState:
    """The state of a file that holds what `content_hash` says."""
    return FileState(content_hash, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def fits(state: FileState, found: os.stat_result) -> bool:
    """Whether a file still bears the marks of `state`."""
    return (
        state.ctime_ns == found.st_ctime_ns
        and state.mtime_ns == found.st_mtime_ns
        and state.size == found.st_size
        and state.inode == found.st_ino
    )


def settled(states: States, moment: int) -> dict[str, FileState]:
    """The states of files that last changed before `moment` (ns, by the clock that stamped them).

    The clocks of file systems tick; what is written twice in one tick bears the same marks. So a state is worth
    keeping only if its file was older than the moment it was read, the rule by which git tells a racily clean entry.
    """
    return {path: state for path, state in states.items() if state.ctime_ns < moment and state.mtime_ns < moment}
