"""Where the time of a build goes: stage by stage, here and in workers, and on which notes."""

from __future__ import annotations

import heapq
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from rlnotes.shell.progress import Stage, Work
from rlnotes.shell.report import printable

Item = TypeVar("Item")
Result = TypeVar("Result")
Executor: TypeAlias = Callable[[Stage, Any, Sequence[Any]], Iterator[Any]]

PARSING: Final = "parsing"
RENDERING: Final = "rendering"
_SLOWEST: Final = 10
_MEGABYTE: Final = 1_000_000
_END: Final = object()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clocks say, in seconds: time gone by, time this process computed, and time its ended children did."""

    wall: float
    own: float
    children: float


def clocks() -> Reading:
    """What the clocks say now."""
    spent = os.times()
    return Reading(time.perf_counter(), time.process_time(), spent.children_user + spent.children_system)


@dataclass(slots=True)
class Spent:
    """What a stage took, in seconds, and what it did; a count or size of None is one that nobody told."""

    wall: float = 0.0
    own: float = 0.0
    children: float = 0.0
    count: int | None = None
    size: int | None = None


@dataclass(slots=True)
class Profile:
    """What is measured of a build. At any moment one stage goes on, and what the clocks count is on its account.

    Workers are measured when they end, as children of this process; what other machines compute is not known.
    `name_of` says whose item it is that a stage works on, "" for one that need not be told.
    """

    name_of: Callable[[Any], str]
    read: Callable[[], Reading] = clocks
    stage: str = ""
    since: Reading = field(default_factory=clocks)
    stages: dict[str, Spent] = field(default_factory=dict)
    items: dict[str, dict[str, float]] = field(default_factory=dict)
    peak: int = 0  # of the worker that used the most memory, in bytes

    def turn(self, stage: str) -> str:
        """Let `stage` go on from now; the one that did before. No name means that nothing is measured."""
        now, before = self.read(), self.stage
        if before:
            spent = self.stages.setdefault(before, Spent())
            spent.wall += now.wall - self.since.wall
            spent.own += now.own - self.since.own
            spent.children += now.children - self.since.children
        self.stage, self.since = stage, now
        return before

    def add(self, stage: str, count: int, size: int | None = None) -> None:
        """Tell what a stage did: so many pieces, so many bytes."""
        spent = self.stages.setdefault(stage, Spent())
        spent.count = (spent.count or 0) + count
        if size is not None:
            spent.size = (spent.size or 0) + size

    def through(self, stage: str, results: Iterable[Result]) -> Iterator[Result]:
        """The results, with the time that each takes to be made on the account of `stage`."""
        iterator = iter(results)
        while True:
            before = self.turn(stage)
            result: Any = next(iterator, _END)
            self.turn(before)
            if result is _END:
                return
            yield result

    def measured(self, work: Work, executor: Executor) -> Iterator[Any]:
        """What `executor` makes of the pieces, each item of which is timed where it is done."""
        timed = self.through(work.word, executor(timing, (work.stage, work.context, os.getpid()), work.pieces))
        for share, one in zip(work.shares, timed, strict=True):
            self.add(work.word, len(share))
            self.peak = max(self.peak, one.peak)
            for item, seconds in zip(share, one.seconds, strict=False):  # a stage may look at no item alone
                self._note(work.word, self.name_of(item), seconds)
            yield one.result

    def _note(self, word: str, name: str, seconds: float) -> None:
        if name:
            times = self.items.setdefault(name, {})
            times[word] = times.get(word, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Timed:
    """What a stage made of a piece, the seconds that each of its items took, and the memory used if by a worker."""

    result: Any
    seconds: tuple[float, ...]
    peak: int


def timing(terms: tuple[Stage, Any, int]) -> Callable[[Any], Timed]:
    """A stage that does another one's work and times it: the work itself knows nothing of it.

    `terms` are that stage, its context, and the process of whoever asks.
    """
    stage, context, asker = terms
    work = stage(context)

    def timed(piece: Any) -> Timed:  # noqa: ANN401 - whatever the stage takes
        laps = Laps(piece if isinstance(piece, Sequence) else ())
        result = work(laps if isinstance(piece, Sequence) else piece)
        laps.times.append(time.perf_counter())
        seconds = tuple(end - start for start, end in pairwise(laps.times))
        return Timed(result, seconds, 0 if os.getpid() == asker else peak_memory())

    return timed


@dataclass(frozen=True, slots=True)
class Laps(Sequence[Item]):
    """Items that note when each is taken up; whoever takes the next one is done with the last."""

    pieces: Sequence[Item]
    times: list[float] = field(default_factory=list)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 - a number or a slice, an item or a sequence
        return self.pieces[index]

    def __len__(self) -> int:
        return len(self.pieces)

    def __iter__(self) -> Iterator[Item]:
        for item in self.pieces:
            self.times.append(time.perf_counter())
            yield item


def size_of(paths: Iterable[Path]) -> int:
    """How many bytes there are in files; none in those that are gone again."""
    return sum(path.stat().st_size for path in paths if path.exists())


def profile_text(profile: Profile) -> str:
    """The profile as a table of stages, the peak of memory, and a table of the slowest notes."""
    rows = [_row(stage, spent) for stage, spent in profile.stages.items()]
    everything = profile.stages.values()
    whole = Spent(sum(s.wall for s in everything), sum(s.own for s in everything), sum(s.children for s in everything))
    head = ("stage", "wall s", "CPU s", "workers s", "count", "MB")
    memory = f"peak memory: {peak_memory() / _MEGABYTE:.0f} MB"
    memory += f", largest worker {profile.peak / _MEGABYTE:.0f} MB\n" if profile.peak else "\n"
    return "\n".join(filter(None, [_table([head, *rows, _row("total", whole)]), memory, _slowest(profile.items)]))


def _row(stage: str, spent: Spent) -> tuple[str, ...]:
    count = "" if spent.count is None else f"{spent.count:,}"
    size = "" if spent.size is None else f"{spent.size / _MEGABYTE:.1f}"
    children = f"{spent.children:.2f}" if spent.children else ""
    return stage, f"{spent.wall:.3f}", f"{spent.own:.3f}", children, count, size


def _slowest(items: dict[str, dict[str, float]]) -> str:
    """The notes, and pages of no note, that took longest; nothing where none was worked on."""
    found = heapq.nlargest(_SLOWEST, items.items(), key=lambda item: (sum(item[1].values()), item[0]))
    rows = [(printable(name), _seconds(times.get(PARSING)), _seconds(times.get(RENDERING))) for name, times in found]
    return _table([("slowest", "parse s", "page s"), *rows]) if rows else ""


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.4f}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    """Rows as lines with the columns aligned, names to the left and numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def peak_memory() -> int:
    """The most memory, in bytes, that this process ever had in use; 0 where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
