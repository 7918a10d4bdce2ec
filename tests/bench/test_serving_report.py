"""How serving is told: from made-up saves, without a server or a browser."""

from __future__ import annotations

import datetime

import pytest
from bench.collection import Plan, made_up_notes
from bench.dialects import WIKI, text
from bench.edits import SAVES_PER_LINK, saved, served_note
from bench.report import Circumstances, report
from bench.results import Entry, Results, Save, Serving, rank
from bench.serving import seconds_said

CIRCUMSTANCES = Circumstances(datetime.date(2026, 11, 20), "2 cores", "notes", 1, 300.0)


def serving(tool: str, *walls: float, excuse: str = "") -> Serving:
    saves = tuple(Save(wall, wall / 2, is_linking=number % 5 == 4) for number, wall in enumerate(walls))
    return Serving(tool, 1000, 1.5, 90_000_000, saves, excuse)


def test_saves_are_told_in_milliseconds_and_compared_with_ours() -> None:
    found = Results(entries=[Entry("rlnotes", "1", ""), Entry("hugo", "1", "")])
    found.servings += [serving("rlnotes", 0.05, 0.04, 0.06, 0.05, 0.1), serving("hugo", 0.1)]
    words = report(found, CIRCUMSTANCES)
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in words.splitlines() if line.startswith("| 1,000")
    ]
    assert rows == [
        ["1,000", "rlnotes", "5", "50", "100", "100", "100", "25", "1.50", "90"],
        ["1,000", "hugo", "1", "100 (2×)", "100", "100", "", "50", "1.50", "90"],
    ]


def test_a_tool_that_showed_nothing_has_no_row() -> None:
    found = Results(servings=[serving("zensical", excuse="no page within 60 s")])
    assert "## Serving" not in report(found, CIRCUMSTANCES)


@pytest.mark.parametrize(("percent", "value"), [(50, 2.0), (95, 4.0), (1, 1.0)])
def test_a_rank_is_one_of_the_values(percent: int, value: float) -> None:
    assert rank([4.0, 1.0, 3.0, 2.0], percent) == value


@pytest.mark.parametrize(
    ("said", "pattern", "seconds"),
    [
        ("Total in 120 ms\nTotal in 9 ms\n", r"Total in ([\d.]+) (m?s)", 0.12),
        ("built in 2.5 seconds", r"built in ([\d.]+) (s)econds", 2.5),
        ("nothing of the kind", r"in ([\d.]+) (s)", None),
        ("in 3 s", "", None),
    ],
)
def test_what_a_server_says_is_read_the_first_time_it_says_it(said: str, pattern: str, seconds: float | None) -> None:
    assert seconds_said(said, pattern) == seconds


def test_each_save_changes_the_note_and_some_add_a_link() -> None:
    notes = made_up_notes(Plan(50, 1))
    note = served_note(notes)
    texts = [text(saved(note, notes, number), WIKI) for number in range(1, 2 * SAVES_PER_LINK + 1)]
    assert len(set(texts)) == len(texts)
    assert [each.count("Now see ") for each in texts] == [0, 0, 0, 0, 1, 1, 1, 1, 1, 2]
    assert all(f"This is save {number} of many." in each for number, each in enumerate(texts, start=1))
