"""Counts, days and terms as they are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.render.markup import without_forbidden
from rlnotes.render.words import counted, day, reading_time, worded


@pytest.mark.parametrize(
    ("count", "noun", "phrase"),
    [
        (0, "note", "0 notes"),
        (1, "note", "1 note"),
        (12, "linked note", "12 linked notes"),
        (1204, "source paper", "1,204 source papers"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, noun: str, phrase: str) -> None:
    assert counted(count, noun) == phrase


def test_a_plural_may_be_irregular() -> None:
    assert counted(2, "query", "queries") == "2 queries"
    assert counted(1, "query", "queries") == "1 query"


def test_a_day_is_written_out() -> None:
    assert day(date(2026, 11, 20)) == "20 November 2026"
    assert day(date(987, 1, 3)) == "3 January 987"


def test_a_short_text_takes_less_than_a_minute() -> None:
    assert [reading_time(minutes) for minutes in (0, 1, 7)] == [
        "less than 1 minute read",
        "1 minute read",
        "7 minute read",
    ]


def test_a_term_is_read_as_words() -> None:
    assert worded("highly-likely") == "highly likely"


def test_characters_that_html_and_xml_forbid_are_left_out() -> None:
    assert without_forbidden("a\x00b\x0bc\ufffed\ud800e\x85f\U0001ffffg\tĝ\n😀") == "abcdefg\tĝ\n😀"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
def test_other_characters_stay(text: str) -> None:
    assert without_forbidden(text) == text
