"""Deaths of a process at a chosen act on the disk, and refusals of the disk, most of them made by the system itself."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TypeVar

if sys.platform != "win32":
    import resource

T = TypeVar("T")

_ACTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime"}
_IN_NEED_OF_ROOM = {"open", "os.rename", "os.mkdir"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_REACHED = 8
_FAILED = 99


class Death(Enum):
    """When a process dies: before the act, or with only two bytes of its next file written."""

    BEFORE_IT = "before"
    HALF_WAY = "half-way"


class Full(Enum):
    """How long a disk is full: for one act, or from then on."""

    ONCE = "once"
    FOR_GOOD = "for good"


def is_reached(folder: Path, step: int, death: Death, act: Callable[[], object]) -> bool:
    """Whether a child that does `act` came to its `step`-th change of the disk below `folder`, where it was killed."""
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        assert os.waitstatus_to_exitcode(status) != _FAILED, "the act failed, see its traceback"
        return status != 0
    left = iter(range(step))
    reached: list[str] = []

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in _ACTS and _is_change(event, args, folder) and next(left, None) is None and not reached:
            reached.append(event)
            _die(death)

    sys.addaudithook(hook)
    try:
        act()
    except BaseException:  # a child that went on would be a second run of all tests
        traceback.print_exc()
        os._exit(_FAILED)
    os._exit(_REACHED if reached else 0)


def _is_change(event: str, args: tuple[object, ...], folder: Path) -> bool:
    """Whether something below `folder` is about to become other than it is, as reading a file makes nothing."""
    if not str(args[0]).startswith(str(folder)):
        return False
    return event != "open" or (isinstance(args[2], int) and bool(args[2] & _WRITING))


def _die(death: Death) -> None:
    if death is Death.BEFORE_IT:
        os._exit(9)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, 2))


def child(act: Callable[[], T]) -> Callable[[], T]:
    """A process of its own that does `act`; calling this waits for what comes of it."""
    reader, writer = os.pipe()
    number = os.fork()
    if not number:
        try:
            content = pickle.dumps(act())
            with os.fdopen(writer, "wb") as file:
                file.write(content)
        except BaseException:  # as above
            traceback.print_exc()
            os._exit(_FAILED)
        os._exit(0)
    os.close(writer)

    def outcome() -> T:
        with os.fdopen(reader, "rb") as file:
            content = file.read()
        assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 0, "the act failed, see its traceback"
        made: T = pickle.loads(content)  # noqa: S301 - our own child's
        return made

    return outcome


def on_full_disk(folder: Path, step: int, full: Full, act: Callable[[], T]) -> tuple[bool, T]:
    """What comes of `act` where the disk has no room below `folder` at its `step`-th act that needs some.

    With it, whether it came to that.
    """

    def refused() -> tuple[bool, T]:
        left, met = iter(range(step)), list[str]()
        write = os.write

        def refuse(place: str) -> None:
            if next(left, None) is None and not (met and full is Full.ONCE):
                met.append(place)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), place)

        def hook(event: str, args: tuple[object, ...]) -> None:
            is_there = event == "os.mkdir" and os.path.lexists(str(args[0]))  # which is refused for that, room or none
            if event in _IN_NEED_OF_ROOM and _is_change(event, args, folder) and not is_there:
                refuse(str(args[0]))

        def writing(descriptor: int, content: bytes) -> int:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                refuse("")
            return write(descriptor, content)

        sys.addaudithook(hook)
        os.write = writing  # type: ignore[assignment]  # the system tells no hook of what is written
        made = act()
        os.write = write
        return bool(met), made

    return child(refused)()


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """The system refuses to make a file larger than `size` bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
