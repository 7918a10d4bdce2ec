"""Recorded reads: whatever way a mapping is asked, what was read is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from rlnotes.app.recording import fact, reads_of, recorder_of


@dataclass(frozen=True, slots=True)
class Inner:
    """A part with a set."""

    listed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outer:
    """A whole with a mapping, a part and something that is neither."""

    titles: Mapping[str, str]
    inner: Inner
    name: str = "outer"


WHOLE = Outer({"a": "A", "b": "B"}, Inner(frozenset({"a"})))


def reads(work: Callable[[Outer], Any]) -> set[str]:
    """The facts that `work` reads."""
    found = reads_of(recorder_of(WHOLE, (Outer, Inner)), work)[1]
    return {fact(name, key) for name, keys in found.items() for key in keys}


@pytest.mark.parametrize(
    "work",
    [
        lambda whole: whole.titles["a"],
        lambda whole: whole.titles.get("a"),
        lambda whole: "a" in whole.titles,
        lambda whole: (whole.titles["a"], whole.titles["a"]),
    ],
)
def test_a_key_that_is_there_is_read(work: Callable[[Outer], Any]) -> None:
    assert reads(work) == {fact("titles", "a")}


@pytest.mark.parametrize("work", [lambda whole: whole.titles.get("z"), lambda whole: "z" in whole.titles])
def test_a_key_that_is_not_there_is_read_too(work: Callable[[Outer], Any]) -> None:
    assert reads(work) == {fact("titles", "z")}


@pytest.mark.parametrize(
    "work",
    [
        lambda whole: list(whole.titles),
        lambda whole: len(whole.titles),
        lambda whole: bool(whole.titles),
        lambda whole: whole.titles.keys() & {"a"},
        lambda whole: list(whole.titles.values()),
        lambda whole: dict(whole.titles.items()),
        lambda whole: dict(whole.titles),
        lambda whole: {**whole.titles},
        lambda whole: whole.titles | {"c": "C"},
        lambda whole: {"c": "C"} | whole.titles,
        lambda whole: whole.titles.copy(),
        lambda whole: whole.titles == {},
        lambda whole: sorted(whole.titles),
    ],
)
def test_looking_through_a_mapping_reads_all_of_it(work: Callable[[Outer], Any]) -> None:
    assert reads(work) == {fact("titles")}


def test_what_is_looked_through_after_a_key_was_asked_is_whole() -> None:
    def work(whole: Outer) -> dict[str, str]:
        assert whole.titles["a"] == "A"
        return dict(whole.titles)

    done, facts = reads_of(recorder_of(WHOLE, (Outer, Inner)), work)
    assert done == {"a": "A", "b": "B"}
    assert facts == {"titles": [""]}


def test_elements_of_a_set_in_a_part_are_read() -> None:
    assert reads(lambda whole: ("a" in whole.inner.listed, "z" in whole.inner.listed)) == {
        fact("inner.listed", "a"),
        fact("inner.listed", "z"),
    }
    assert reads(lambda whole: sorted(whole.inner.listed)) == {fact("inner.listed")}
    assert reads(lambda whole: len(whole.inner.listed)) == {fact("inner.listed")}


def test_what_is_no_mapping_is_not_recorded() -> None:
    assert reads(lambda whole: whole.name) == set()


def test_each_work_has_reads_of_its_own() -> None:
    recorder = recorder_of(WHOLE, (Outer, Inner))
    assert reads_of(recorder, lambda whole: whole.titles["a"]) == ("A", {"titles": ["a"]})
    assert reads_of(recorder, lambda whole: whole.titles["b"]) == ("B", {"titles": ["b"]})
    assert reads_of(recorder, lambda whole: whole.name) == ("outer", {})
