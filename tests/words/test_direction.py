"""Which way languages and texts run."""

from __future__ import annotations

import pytest

from rlnotes.words.direction import direction, runs_against


@pytest.mark.parametrize(
    ("tag", "way"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az", "ltr"), ("az-Arab-IR", "rtl"), ("ur-Latn", "ltr")],
)
def test_a_language_runs_as_the_script_it_names_or_as_it_is_mostly_written(tag: str, way: str) -> None:
    assert direction(tag) == way


@pytest.mark.parametrize(
    ("text", "way", "is_so"),
    [
        ("Plain", "ltr", False),
        ("Plain", "rtl", True),
        ("«עברית»", "ltr", True),
        ("2026 عربي", "ltr", True),
        ("عربي", "rtl", False),
        ("naïve", "ltr", False),
        ("2026…", "rtl", False),
    ],
)
def test_the_first_strong_letter_of_a_text_says_which_way_it_runs(text: str, way: str, *, is_so: bool) -> None:
    assert runs_against(text, way) is is_so
