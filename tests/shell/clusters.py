"""Clusters on this machine's loopback, and stages whose workers come to grief."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def local_cluster(workers: int) -> Iterator[Any]:
    """A scheduler here and so many workers, each a process of one thread; an address is `address_of` it."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: rlnotes[dask]")
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # a scheduler listens there in any case; the dashboard itself is off
        scheduler_kwargs={"dashboard": False},
        worker_dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster


def address_of(cluster: Any) -> str:
    return str(cluster.scheduler_address).replace("tcp://", "dask://")


def fatal(terms: tuple[Callable[[Any], Callable[[Any], Any]], Any, Path]) -> Callable[[Any], Any]:
    """A stage that does another one's work, but kills the process of the first worker that is at its third piece."""
    stage, context, grave = terms
    work, met = stage(context), list[None]()

    def done(piece: Any) -> Any:
        met.append(None)
        if len(met) == 3 and _is_first(grave / stage.__name__):
            os.kill(os.getpid(), signal.SIGKILL)
        return work(piece)

    return done


def _is_first(path: Path) -> bool:
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def deadly(executor: Any, grave: Path) -> Any:
    """An executor that loses a worker in each stage; the stages in which it did have a file in `grave`."""

    def executed(stage: Any, context: Any, pieces: Sequence[Any], /) -> Iterator[Any]:
        yield from executor(fatal, (stage, context, grave), pieces)

    return executed


def squaring(log: Path) -> Callable[[int], int]:
    """A stage that notes each time when it is made."""
    with log.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return lambda number: number * number


def failing(word: str) -> Callable[[int], int]:
    """A stage with a mistake in it."""

    def work(_number: int) -> int:
        raise ValueError(word)

    return work


def identity(_context: None) -> Callable[[Any], Any]:
    return lambda piece: piece


def killing(_context: None) -> Callable[[int], int]:
    """A stage that no worker outlives at its first piece."""

    def work(number: int) -> int:
        if not number:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work
