"""Counts, days and terms as they are read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.render.markup import utf8_without_forbidden
from rlnotes.render.words import filters_of
from rlnotes.words.table import ENGLISH

ENGLISH_FILTERS = filters_of(ENGLISH)
counted, day, reading_time, worded = (ENGLISH_FILTERS[name] for name in ("counted", "day", "reading_time", "worded"))


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
    assert utf8_without_forbidden("a\x00b\x0bc\ufffed\ud800e\x85f\U0001ffffg\tĝ\n😀").decode() == "abcdefg\tĝ\n😀"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
def test_other_characters_stay(text: str) -> None:
    assert utf8_without_forbidden(text).decode() == text


@given(st.text())
def test_nothing_else_is_left_out_or_left_in(text: str) -> None:
    forbidden = {*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)}
    forbidden |= {*range(0xFDD0, 0xFDF0), *(plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))}
    kept = "".join(char for char in text if ord(char) not in forbidden)
    assert utf8_without_forbidden(text).decode() == kept
