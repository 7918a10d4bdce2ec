"""Worker processes on this machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final, TypeVar

Context = TypeVar("Context")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

_FEWEST_PIECES: Final = 4
"""Fewer are done here: starting a process costs as much as they do."""


def processor_count() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def in_processes(
    stage: Callable[[Context], Callable[[Piece], Result]], context: Context, pieces: Sequence[Piece], /
) -> Iterator[Result]:
    """The executor that shares the pieces out among as many processes as there are processors.

    Where the system can fork, the context is there at once, however large; elsewhere it is sent to each process.
    """
    count = min(processor_count(), len(pieces) // 2)
    if len(pieces) < _FEWEST_PIECES or count < 2:  # noqa: PLR2004 - one is this process
        yield from map(stage(context), pieces)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"
    gc.collect()
    gc.freeze()  # what is there now is not looked at again, so that children share its memory
    try:
        with ProcessPoolExecutor(count, multiprocessing.get_context(method), _begin, (stage, context)) as pool:
            yield from pool.map(_done, pieces, chunksize=1)
    finally:
        gc.unfreeze()


_work: list[Callable[[Any], Any]] = []  # of this worker process alone: what it was started for


def _begin(stage: Callable[[Any], Callable[[Any], Any]], context: Any) -> None:  # noqa: ANN401 - whatever the stage takes
    gc.disable()
    _work[:] = [stage(context)]


def _done(piece: Any) -> Any:  # noqa: ANN401 - whatever the stage makes
    return _work[0](piece)
