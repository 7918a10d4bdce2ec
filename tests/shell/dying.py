"""Deaths of a process at a chosen act on the disk, and refusals of the disk, made by the system itself."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

if sys.platform != "win32":
    import resource

_ACTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.utime"}
_REACHED = 8
_FAILED = 99


class Death(Enum):
    """When a process dies: before the act, or with only two bytes of its next file written."""

    BEFORE_IT = "before"
    HALF_WAY = "half-way"


def is_reached(folder: Path, step: int, death: Death, act: Callable[[], object]) -> bool:
    """Whether a child that does `act` came to its `step`-th act on the disk below `folder`, where it was killed."""
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        assert os.waitstatus_to_exitcode(status) != _FAILED, "the act failed, see its traceback"
        return status != 0
    left = iter(range(step))
    reached: list[str] = []

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event in _ACTS and str(args[0]).startswith(str(folder)) and next(left, None) is None and not reached:
            reached.append(event)
            _die(death)

    sys.addaudithook(hook)
    try:
        act()
    except BaseException:  # a child that went on would be a second run of all tests
        traceback.print_exc()
        os._exit(_FAILED)
    os._exit(_REACHED if reached else 0)


def _die(death: Death) -> None:
    if death is Death.BEFORE_IT:
        os._exit(9)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, 2))


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """The system refuses to make a file larger than `size` bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
