"""What many notes cost on one machine and on ten: `python -m bench.scaling SITE --write docs/scaling.md`.

SITE is the folder of a site with thousands of notes. It is built twice, anew: once as always, and once with every
piece of work done here as a cluster would do it, packed and unpacked on the way, with what each part took. From that
the cost of more notes is computed; docs/scaling.md has the formula. Every build is outside of SITE.
"""

from __future__ import annotations

import argparse
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from typing import Any, Final

from bench.machine import machine
from rlnotes.app.execution import Executor
from rlnotes.cli.course import Course
from rlnotes.cli.incremental import built
from rlnotes.cli.inputs import inputs_of
from rlnotes.cli.session import Overrides, opened

BEGIN: Final = "<!-- figures of bench/scaling.py begin -->\n"
END: Final = "<!-- figures end -->\n"
_WORKERS: Final = 16
_BYTES_A_SECOND: Final = 1.25e9
_SIZES: Final = (10_000, 100_000, 1_000_000)
_MACHINES: Final = (1, 2, 10)
_MICRO, _GIGA = 1e-6, 1e9


@dataclass(slots=True)
class Spent:
    """What a stage took: seconds of work, of packing at the worker's end, of unpacking its context, and bytes moved."""

    work: float = 0.0
    travel: float = 0.0
    arrival: float = 0.0
    context: int = 0
    pieces: int = 0
    results: int = 0


@dataclass(slots=True)
class Weigher:
    """An executor that does everything here, as if it were elsewhere, and keeps account."""

    stages: dict[str, Spent] = field(default_factory=dict)

    def __call__(self, stage: Callable[[Any], Any], context: object, pieces: Sequence[Any], /) -> Iterator[Any]:
        """The result of each piece."""
        spent = self.stages.setdefault(stage.__name__, Spent())
        packed = pickle.dumps(context, 5)
        spent.context = max(spent.context, len(packed))
        arrived, spent.arrival = _unpacked(packed)
        work = stage(arrived)
        for piece in pieces:
            sent = pickle.dumps(piece, 5)
            spent.pieces += len(sent)
            arrived, seconds = _unpacked(sent)
            started = time.process_time()
            result = work(arrived)
            done = time.process_time()
            back = pickle.dumps(result, 5)
            spent.work += done - started
            spent.travel += time.process_time() - done + seconds
            spent.results += len(back)
            yield _unpacked(back)[0]


def _unpacked(packed: bytes) -> tuple[Any, float]:
    """What was packed here a moment ago, and the seconds that it took."""
    started = time.process_time()
    arrived = pickle.loads(packed)  # noqa: S301 - our own
    return arrived, time.process_time() - started


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds and bytes for each note: work that is shared out, work that isn't, and what passes the network.

    `each` is what every worker does for itself, taking in what it is sent.

    `context` is the most that every worker needs at once, `contexts` what it is sent in all stages together.
    """

    shared: float
    serial: float
    each: float
    pieces: float
    results: float
    context: float
    contexts: float


def wall(rates: Rates, notes: int, machines: int, workers: int, speed: float) -> float:
    """The seconds that a build takes at most; on one machine nothing is sent."""
    computing = rates.serial + rates.each + rates.shared / (machines * workers)
    if machines == 1:
        return notes * computing
    moving = rates.pieces + rates.results + rates.contexts * (workers + log2(machines))
    return notes * (computing + moving / speed)


def _local(site: Path) -> tuple[int, Rates]:
    """How many notes there are, and the rates of a build on this machine."""
    before = os.times()
    notes = _build(site, None)
    after = os.times()
    serial = after.user + after.system - before.user - before.system
    shared = after.children_user + after.children_system - before.children_user - before.children_system
    return notes, Rates(shared / notes, serial / notes, 0, 0, 0, 0, 0)


def _remote(site: Path) -> tuple[Rates, dict[str, Spent]]:
    """The rates of a build on a cluster, and what they are made of."""
    weigher, started = Weigher(), time.process_time()
    notes = _build(site, weigher)
    whole = time.process_time() - started
    spent = weigher.stages.values()
    shared, arrival = sum(each.work + each.travel for each in spent), sum(each.arrival for each in spent)
    rates = Rates(
        shared / notes,
        (whole - shared - arrival) / notes,
        arrival / notes,
        sum(each.pieces for each in spent) / notes,
        sum(each.results for each in spent) / notes,
        max(each.context for each in spent) / notes,
        sum(each.context for each in spent) / notes,
    )
    return rates, weigher.stages


def _build(site: Path, cluster: Executor | None) -> int:
    with tempfile.TemporaryDirectory(prefix="scaling-") as folder:
        output = Path(folder) / "site"
        session = opened(site / "rlnotes.toml", Overrides(None, output, None, "", drafts=False, strict=False))
        inputs = inputs_of(session, is_cached=False)
        return built(inputs, Course(), is_cached=False, cluster=cluster).notes


def _tables(notes: int, local: Rates, remote: Rates, stages: dict[str, Spent], wish: argparse.Namespace) -> str:
    words = f"Measured on {datetime.now(UTC).date()} with {notes:,} notes; {machine()}. For each note:\n\n"
    head = ("stage", "work, µs", "packing, µs", "context, µs", "bytes out", "bytes back", "bytes to every worker")
    words += _row(head) + _row(["---", *["---:"] * 6])
    for name, each in stages.items():
        times = (value / notes / _MICRO for value in (each.work, each.travel, each.arrival))
        sizes = (value / notes for value in (each.pieces, each.results, each.context))
        words += _row([name, *(f"{value:,.0f}" for value in (*times, *sizes))])
    words += "\n"
    for place, rates in (("One machine", local), ("A cluster", remote)):
        micro = [value / _MICRO for value in (rates.serial, rates.shared, rates.each)]
        words += "{}: s = {:,.0f} µs, p = {:,.0f} µs, a = {:,.0f} µs.  \n".format(place, *micro)
    return f"{words}\n{_forecast(local, remote, wish)}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _forecast(local: Rates, remote: Rates, wish: argparse.Namespace) -> str:
    words = (
        f"Computed for {wish.workers} worker processes on each machine, {wish.speed / _GIGA:.2f} GB/s between them:\n\n"
    )
    words += _row(("notes", "machines", "minutes at most", "processor hours", "GB sent", "GB in each worker"))
    words += _row(["---:"] * 6)
    for notes in _SIZES:
        for machines in _MACHINES:
            rates = local if machines == 1 else remote
            minutes = wall(rates, notes, machines, wish.workers, wish.speed) / 60
            hours = notes * (rates.serial + rates.shared + rates.each * machines * wish.workers) / 3600
            copies = rates.contexts * machines * wish.workers
            moved = notes * (rates.pieces + rates.results + copies) / _GIGA
            cells = (f"{notes:,}", f"{machines}", f"{minutes:,.1f}", f"{hours:.2f}", f"{moved:,.1f}")
            words += _row([*cells, f"{notes * rates.context / _GIGA:.2f}" if rates.context else ""])
    return words


def main(arguments: Sequence[str]) -> int:
    """Measures, computes and prints; with `--write`, into the marked place of a document."""
    parser = argparse.ArgumentParser(prog="python -m bench.scaling", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of a site")
    parser.add_argument("--workers", type=int, default=_WORKERS, help=f"worker processes on each machine ({_WORKERS})")
    parser.add_argument("--speed", type=float, default=_BYTES_A_SECOND, help="bytes a second between machines (1.25e9)")
    parser.add_argument("--write", type=Path, help="the document to write the figures into")
    wish = parser.parse_args(arguments)
    notes, local = _local(wish.site)
    words = _tables(notes, local, *_remote(wish.site), wish)
    print(words)
    if wish.write:
        before, _, rest = wish.write.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        wish.write.write_text(f"{before}{BEGIN}\n{words}\n{END}{after}", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
