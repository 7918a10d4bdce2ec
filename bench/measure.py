"""One command measured: wall time, processor time, and the most memory that all its processes held at once."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import psutil

from bench.results import Measure

SHORTEST_PAUSE: Final = 0.01
"""Seconds between two looks at memory, at least."""
SHARE: Final = 20
"""A look may cost one part in so many of the time between two: looking must not slow what is looked at."""


def measured(command: Sequence[str], folder: Path, limit: float, environment: Mapping[str, str]) -> Measure:
    """The measure of `command`, run in `folder`; killed with all its processes after `limit` seconds."""
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        # A session of its own makes one group of the command and its children, which can be ended together.
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            start_new_session=True,
        )
        with _watched(process.pid, limit) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = log.read().decode(errors="replace")
    return Measure(wall, usage.ru_utime + usage.ru_stime, watch.peak, process.returncode, said, watch.is_late)


class _Watch:
    """What a thread beside the command saw of it."""

    def __init__(self) -> None:
        self.peak = 0
        self.is_late = False
        self.is_over = threading.Event()

    def look(self, pid: int, limit: float) -> None:
        """Look at the processes of `pid` until the command is over, or end them after `limit` seconds."""
        end = time.perf_counter() + limit
        pause = 0.0
        while not self.is_over.wait(pause):
            started = time.perf_counter()
            self.is_late = started > end
            if self.is_late:
                end_all(pid)
                return
            self.peak = max(self.peak, memory_of_all(pid))
            pause = max(SHORTEST_PAUSE, SHARE * (time.perf_counter() - started))


@contextlib.contextmanager
def _watched(pid: int, limit: float) -> Iterator[_Watch]:
    watch = _Watch()
    thread = threading.Thread(target=watch.look, args=(pid, limit), daemon=True)
    thread.start()
    try:
        yield watch
    except BaseException:
        end_all(pid)
        raise
    finally:
        watch.is_over.set()
        thread.join()


def end_all(group: int) -> None:
    """End a command that has a session of its own, and the processes below it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def memory_of_all(pid: int) -> int:
    """The bytes that `pid` and all processes below it hold now."""
    try:
        root = psutil.Process(pid)
        processes = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_memory(process) for process in processes)


def _memory(process: psutil.Process) -> int:
    """Proportional set size, which counts what processes share once, where the system knows it; else resident."""
    try:
        full = process.memory_full_info()
        return int(getattr(full, "pss", 0) or full.rss)
    except psutil.Error:
        return 0
