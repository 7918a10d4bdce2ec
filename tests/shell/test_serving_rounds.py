"""Bursts of changes, and what comes of the rebuilds they lead to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import chain, repeat

import pytest

from rlnotes.shell.failure import CannotRun
from rlnotes.shell.serving.build import Build, no_note
from rlnotes.shell.serving.changes import Burst, Changes
from rlnotes.shell.serving.rounds import Round, differing, rounds
from shell.served_sites import build_of, finding


def test_a_burst_is_due_when_it_is_quiet() -> None:
    assert Burst(first=10, last=10.5, files=1).due == pytest.approx(10.52)


def test_a_burst_of_many_files_is_given_more_time() -> None:
    assert Burst(first=10, last=10.5, files=1000).due == pytest.approx(10.6)


def test_a_burst_that_does_not_end_is_due_all_the_same() -> None:
    assert Burst(first=10, last=11.99, files=1).due == pytest.approx(12)


def test_changes_are_gathered_once() -> None:
    changes = Changes()
    assert not changes.gathered(0)
    for number in range(1000):
        changes.note(str(number))
    assert changes.gathered(5)
    assert not changes.gathered(0.01)


def test_a_change_ends_the_waiting() -> None:
    changes = Changes()
    threading.Timer(0.05, changes.note, ["a"]).start()
    started = time.monotonic()
    assert changes.gathered()
    assert time.monotonic() - started < 2


def test_waiting_goes_on_through_nothing() -> None:
    assert not Changes().gathered(0.6)


def test_steady_changes_do_not_put_the_rebuild_off_for_ever() -> None:
    changes, ended = Changes(clock=iter_clock(0.009)), threading.Event()
    changes.note("a")

    def stream() -> None:
        while not ended.wait(0.001):
            changes.note("a")

    thread = threading.Thread(target=stream, daemon=True)
    thread.start()
    assert changes.gathered(10)
    ended.set()
    thread.join()


def iter_clock(step: float) -> Callable[[], float]:
    """A clock that goes on by `step` each time one looks."""
    times = iter(range(10**9))
    return lambda: next(times) * step


# ---- Rounds --------------------------------------------------------------------------------------------------------

FIRST = build_of({}, findings=(finding("a.md"),))


def outcomes(*results: Build | BaseException) -> list[Round]:
    """What comes of rebuilds that end so, one after another."""
    waiting = iter(results)

    def rebuild() -> Build:
        result = next(waiting)
        if isinstance(result, BaseException):
            raise result
        return result

    answers: Iterator[bool] = chain(repeat(True, len(results)), [False])
    return list(rounds(FIRST, rebuild, lambda: next(answers)))


def test_a_rebuild_that_changes_nothing_is_no_news() -> None:
    (found,) = outcomes(build_of({}, findings=FIRST.findings))
    assert not found.is_news


def test_a_finding_comes_and_goes() -> None:
    new = finding("b.md")
    (found,) = outcomes(build_of({}, frozenset({"a.html"}), findings=(new,)))
    assert (found.came, found.went) == ((new,), FIRST.findings)
    assert found.is_news


def test_a_finding_that_only_moved_is_news_for_the_panel_but_neither_comes_nor_goes() -> None:
    (found,) = outcomes(build_of({}, findings=(finding("a.md", line=9),)))
    assert (found.came, found.went, found.is_news) == ((), (), True)


def test_of_equal_findings_each_counts() -> None:
    one, two = finding("a.md", 1), finding("a.md", 2)
    assert differing([one], [one, two]) == ((two,), ())
    assert differing([one, two], [two]) == ((), (two,))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CannotRun("there is no notes folder 'notes'"), "there is no notes folder 'notes'"),
        (PermissionError(13, "Permission denied"), "permission denied"),
        (ZeroDivisionError("a\nb"), "internal error, please report it: ZeroDivisionError: a\\nb"),
    ],
)
def test_what_stops_a_rebuild_is_said_once_and_the_last_build_stays(error: Exception, words: str) -> None:
    first, again, after = outcomes(error, error, FIRST)
    assert (first.build, first.problem, first.is_news) == (FIRST, words, True)
    assert not again.is_news
    assert (after.problem, after.is_news) == ("", True)


def test_an_interruption_goes_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        outcomes(KeyboardInterrupt())


def test_a_build_that_knows_no_notes_says_so() -> None:
    assert no_note("a.html") == ""
