"""Worker processes on this machine."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Context = TypeVar("Context")
Piece = TypeVar("Piece")
Result = TypeVar("Result")

_FEWEST_PIECES: Final = 4
"""Fewer are done here: starting a process costs as much as they do."""
_AHEAD: Final = 8
"""How many pieces for each process may be under way or done and not yet taken: their results take memory."""
_LONGEST_LIFE: Final = 256
"""How many pieces a process does: what it looks at of the memory that it shares becomes its own, and so it grows."""


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

    Where the system can fork safely, the context is there at once, however large; elsewhere it is sent to each process.
    If a process dies, killed for its memory perhaps, what is left is done here.
    """
    count = min(processor_count(), len(pieces) // 2)
    if len(pieces) < _FEWEST_PIECES or count < 2:
        yield from map(stage(context), pieces)
        return
    import multiprocessing  # noqa: PLC0415 - small builds do without
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - as above

    method = "fork" if sys.platform == "linux" else "spawn"
    for start in range(0, len(pieces), count * _LONGEST_LIFE):
        portion = pieces[start : start + count * _LONGEST_LIFE]
        taken = 0
        try:
            with (
                _frozen(),
                ProcessPoolExecutor(count, multiprocessing.get_context(method), _begin, (stage, context)) as pool,
            ):
                for result in _in_order(pool, portion, count * _AHEAD):
                    taken += 1
                    yield result
        except BrokenProcessPool:
            yield from map(stage(context), portion[taken:])


@contextmanager
def _frozen() -> Iterator[None]:
    """What is there now is not looked at by the collector, so that children share its memory."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _in_order(pool: ProcessPoolExecutor, pieces: Sequence[Any], ahead: int) -> Iterator[Any]:
    waiting = iter(pieces)
    under_way: deque[Future[Any]] = deque(pool.submit(_done, piece) for piece in islice(waiting, ahead))
    while under_way:
        yield under_way.popleft().result()
        under_way.extend(pool.submit(_done, piece) for piece in islice(waiting, 1))


_work: list[Callable[[Any], Any]] = []  # of this worker process alone: what it was started for


def _begin(stage: Callable[[Any], Callable[[Any], Any]], context: Any) -> None:  # noqa: ANN401 - whatever the stage takes
    gc.disable()
    _work[:] = [stage(context)]


def _done(piece: Any) -> Any:  # noqa: ANN401 - whatever the stage makes
    return _work[0](piece)


@contextmanager
def without_collection() -> Iterator[None]:
    """The cyclic collector is off: a build makes much that lives to its end, which would be looked through in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
