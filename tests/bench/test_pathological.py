"""The benchmark of texts made to take long, with readers whose time is known."""

from __future__ import annotations

import time

from bench.hostile_texts import IMPORTED, TEXTS
from bench.pathological import MOST, doubling, line


def _busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_reader_that_grows_by_the_square_is_too_slow() -> None:
    found = doubling("a", lambda size: "a" * size, 100, lambda text: _busy((len(text) / 500) ** 2))
    assert found.ratio > MOST
    assert line(found).endswith("too slow")


def test_a_reader_that_grows_with_its_text_is_not() -> None:
    found = doubling("a", lambda size: "a" * size, 100, lambda text: _busy(len(text) / 2_500))
    assert found.ratio < MOST
    assert "too slow" not in line(found)


def test_every_text_is_about_as_long_as_it_should_be_and_twice_as_long_when_doubled() -> None:
    wrong = {name for name, text in {**TEXTS, **IMPORTED}.items() if not 0.5 < len(text(40_000)) / 40_000 < 1.7}
    assert wrong == set()
