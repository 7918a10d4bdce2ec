"""What is measured of a build, and how it reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from rlnotes.app.execution import here
from rlnotes.shell.profile import Laps, Profile, Reading, profile_text, size_of
from rlnotes.shell.progress import Work
from rlnotes.shell.workers import in_processes

CHUNKS = [tuple(range(start, start + 5)) for start in range(0, 40, 5)]


def squaring(power: int) -> Callable[[Sequence[int]], tuple[int, ...]]:
    return lambda numbers: tuple(number**power for number in numbers)


def telling_the_length(_context: None) -> Callable[[Sequence[int]], int]:
    return len


def negating(_context: None) -> Callable[[int], int]:
    return lambda number: -number


def profile(*moments: tuple[float, float, float], name_of: Callable[[object], str] = str) -> Profile:
    """A profile whose clocks say what is given, one after the other."""
    readings = iter(Reading(*moment) for moment in moments)
    return Profile(name_of, lambda: next(readings))


def real_profile() -> Profile:
    return Profile(lambda number: f"{number}.md" if number % 2 else "")  # the odd ones are notes


def test_each_stage_has_the_time_from_its_turn_to_the_next() -> None:
    told = profile((0, 0, 0), (1, 0.5, 0), (4, 2.5, 1), (5, 3, 1))
    for stage in ("reading", "parsing", "reading", ""):
        told.turn(stage)
    assert [(spent.wall, spent.own, spent.children) for spent in told.stages.values()] == [(2, 1, 0), (3, 2, 1)]


def test_what_others_take_is_on_the_account_of_whoever_makes_it() -> None:
    told = profile((0, 0, 0), (1, 0, 0), (3, 0, 0), (6, 0, 0), (10, 0, 0), (15, 0, 0))
    told.turn("writing")
    assert list(told.through("rendering", "a")) == ["a"]
    told.turn("")
    assert {stage: spent.wall for stage, spent in told.stages.items()} == {"writing": 1 + 3 + 5, "rendering": 2 + 4}


def test_a_profile_changes_no_result_and_times_each_item_in_whatever_process() -> None:
    for executor in (here, in_processes):
        told = real_profile()
        work = Work("parsing", squaring, 2, CHUNKS, CHUNKS)
        assert list(told.measured(work, executor)) == list(here(squaring, 2, CHUNKS))
        assert told.stages["parsing"].count == 40
        assert told.items.keys() == {f"{number}.md" for number in range(1, 40, 2)}
        assert all(seconds >= 0 for times in told.items.values() for seconds in times.values())


def test_the_memory_of_workers_is_told_and_that_of_this_process_is_none_of_theirs() -> None:
    alone, shared = real_profile(), real_profile()
    work = Work("parsing", squaring, 2, CHUNKS, CHUNKS)
    list(alone.measured(work, here))
    list(shared.measured(work, _in_two))
    assert alone.peak == 0
    assert shared.peak > 1_000_000
    assert "largest worker" in profile_text(shared)
    assert "largest worker" not in profile_text(alone)


def _in_two(stage: object, context: object, pieces: Sequence[object], /) -> Iterator[object]:
    """An executor that surely has workers, however few processors there are."""
    with ProcessPoolExecutor(2, get_context("fork")) as pool:
        yield from pool.map(_one, [(stage, context, piece) for piece in pieces])


def _one(job: tuple[Callable[[object], Callable[[object], object]], object, object]) -> object:
    stage, context, piece = job
    return stage(context)(piece)


def test_a_stage_that_looks_at_no_item_alone_is_measured_as_a_whole() -> None:
    told = real_profile()
    assert list(told.measured(Work("parsing", telling_the_length, None, CHUNKS, CHUNKS), here)) == [5] * 8
    assert told.items == {}


def test_a_piece_that_is_no_sequence_goes_through_as_it_is() -> None:
    told = real_profile()
    assert list(told.measured(Work("parsing", negating, None, [1, 2], [(1,), (2,)]), here)) == [-1, -2]
    assert told.items == {}


def test_laps_are_the_items_themselves() -> None:
    laps = Laps("abc")
    assert (len(laps), laps[1], laps[1:], [*laps], len(laps.times)) == (3, "b", "bc", ["a", "b", "c"], 3)


def test_a_profile_is_a_table_of_stages_and_one_of_the_slowest() -> None:
    told = profile((0, 0, 0), (1.5, 1, 0), (12.25, 3, 20.5))
    for stage in ("reading", "parsing", ""):
        told.turn(stage)
    told.add("reading", 10_000, 25_300_000)
    told.add("parsing", 5)
    told.add("parsing", 7)
    told.items |= {f"{number:02}.md": {"parsing": number / 100} for number in range(12)}
    told.items["03.md"]["rendering"] = 2
    told.items["tags.html"] = {"rendering": 1.0}
    told.items["a\x1b[2J.md"] = {"parsing": 3.0}
    assert re.sub(r"\d+ MB", "N MB", profile_text(told)) == (
        "stage    wall s  CPU s  workers s   count    MB\n"
        "reading   1.500  1.000             10,000  25.3\n"
        "parsing  10.750  2.000      20.50      12\n"
        "total    12.250  3.000      20.50\n"
        "\n"
        "peak memory: N MB\n"
        "\n"
        "slowest      parse s  page s\n"
        "a\\x1b[2J.md   3.0000\n"
        "03.md         0.0300  2.0000\n"
        "tags.html             1.0000\n"
        "11.md         0.1100\n"
        "10.md         0.1000\n"
        "09.md         0.0900\n"
        "08.md         0.0800\n"
        "07.md         0.0700\n"
        "06.md         0.0600\n"
        "05.md         0.0500\n"
    )


def test_files_that_are_gone_have_no_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert size_of([tmp_path / "a", tmp_path / "b"]) == 3
