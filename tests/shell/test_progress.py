"""The line on a terminal that tells how far a long build is."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.shell.progress import Bar, Work, bar_text, is_bar_wanted
from shell.screens import screen, taken


@dataclass(slots=True)
class Clock:
    """A clock that stands where it was set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True)
class Seat:
    """A terminal from both sides, with a bar on it."""

    bar: Bar
    clock: Clock
    reader: int

    def drawn(self) -> str:
        """What came since it was last asked for."""
        return taken(self.reader)


@pytest.fixture
def seat() -> Iterator[Seat]:
    reader, writer = pty.openpty()
    os.set_blocking(reader, False)
    with TextIOWrapper(os.fdopen(writer, "wb"), write_through=True) as stream:
        clock = Clock()
        yield Seat(Bar(stream, clock, 0.0), clock, reader)
    os.close(reader)


def work(*shares: str) -> Work:
    return Work("parsing", lambda _: len, None, shares, shares)


def test_nothing_is_shown_in_the_first_second(seat: Seat) -> None:
    seat.bar.show("reading")
    seat.clock.now = 0.99
    seat.bar.show("parsing", 10, 20)
    seat.bar.erase()
    assert seat.drawn() == ""


def test_after_a_second_the_stage_and_its_counts_are_shown(seat: Seat) -> None:
    seat.clock.now = 1.0
    seat.bar.show("parsing", 10, 20)
    assert seat.drawn() == "\rparsing    [############            ] 10/20"


def test_counts_follow_at_a_leisurely_pace_and_a_new_stage_at_once(seat: Seat) -> None:
    seat.clock.now = 2.0
    for number in range(100):
        seat.bar.show("parsing", number, 100)
    seat.bar.show("linking")
    seat.clock.now = 2.1
    seat.bar.show("linking")
    drawn = seat.drawn()
    assert drawn.count("\r") == 2
    assert screen(drawn) == ["linking ..."]


def test_what_is_erased_leaves_an_empty_line_with_the_cursor_at_its_beginning(seat: Seat) -> None:
    seat.clock.now = 2.0
    seat.bar.show("parsing", 5_000, 10_000)
    seat.bar.erase()
    seat.bar.erase()
    assert screen(seat.drawn() + "built") == ["built"]


def test_results_are_counted_as_they_pass_and_the_stage_around_goes_on(seat: Seat) -> None:
    seat.bar.show("writing")
    results = seat.bar.counted(work("abc", "de"), iter([1, 2]))
    seat.clock.now = 3.0
    assert next(results) == 1
    assert seat.drawn().endswith("0/5")
    seat.clock.now = 4.0
    assert next(results) == 2
    assert seat.drawn().endswith("5/5")
    assert list(results) == []
    assert screen(seat.drawn()) == ["writing ..."]


def test_a_stage_that_is_its_own_surroundings_is_not_told_again(seat: Seat) -> None:
    seat.bar.show("parsing")
    seat.clock.now = 2.0
    assert list(seat.bar.counted(work("ab"), iter([1]))) == [1]
    seat.drawn()
    assert seat.bar.stage == "parsing"


def test_a_narrow_terminal_cuts_the_line_short(seat: Seat) -> None:
    fcntl.ioctl(seat.reader, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 12, 0, 0))
    seat.clock.now = 2.0
    seat.bar.show("parsing", 1, 2)
    assert seat.drawn() == "\rparsing    "


def test_a_terminal_that_went_away_stops_nothing() -> None:
    reader, writer = pty.openpty()
    os.close(reader)
    clock = Clock(2.0)
    with TextIOWrapper(os.fdopen(writer, "wb", buffering=0), write_through=True) as stream:
        Bar(stream, clock, 0.0).show("parsing", 1, 2)


@given(st.integers(1, 10**9), st.data())
def test_the_bar_is_as_long_at_the_end_as_at_the_beginning(total: int, data: st.DataObject) -> None:
    done = data.draw(st.integers(0, total))
    bar = bar_text("rendering", done, total).split("]")[0]
    assert len(bar) == len(bar_text("parsing", 0, 1).split("]")[0])
    assert ("#" * 24 in bar) == (done == total)


@pytest.mark.parametrize(
    ("environment", "is_terminal", "is_wanted"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm", "CI": "true"}, True, False),
        ({}, True, True),
    ],
)
def test_a_bar_is_for_someone_who_watches(environment: dict[str, str], is_terminal: bool, is_wanted: bool) -> None:
    assert is_bar_wanted(environment, is_terminal=is_terminal) == is_wanted
