"""How checkers of links are compared: from made-up measures, and once for real on a few notes, without lychee."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bench.bare import bare_page
from bench.checkers import Verdict
from bench.checking import main, turns
from bench.checking_report import WAYS, Account, report
from bench.collection import LinkTo, Note, Plan, made_up_notes
from bench.results import Entry, Measure, Record

COLD, WARM, HTML = ("rlnotes", "cold"), ("rlnotes", "warm"), ("lychee", "html")


def account(*measures: tuple[tuple[str, str], int, float], peak: int = 100_000_000) -> Account:
    """What is known of a collection of a hundred notes: way, run, seconds."""
    found = Account(date(2026, 11, 21), "2 cores", 100, 40, 3)
    found.results.entries += [Entry("rlnotes", "", "0.1.0"), Entry("lychee", "", "0.24.2")]
    for (tool, scenario), run, wall in measures:
        found.results.records.append(Record(tool, 100, scenario, run, Measure(wall, wall / 2, peak, 0, "")))
    return found


def rows(words: str, start: str) -> list[list[str]]:
    """The cells of each row of a table whose first cell begins so."""
    cells = ([cell.strip() for cell in line.split("|")[1:-1]] for line in words.splitlines() if line.startswith("|"))
    return [row for row in cells if row[0].startswith(start)]


def targets(found: Account) -> list[list[str]]:
    words = report(found)
    return [row[1:] for start in ("warm faster", "cold within", "every check") for row in rows(words, start)]


def test_a_ratio_is_the_median_of_those_within_runs() -> None:
    found = account((COLD, 1, 3.0), (COLD, 2, 90.0), (COLD, 3, 5.0), (HTML, 1, 1.0), (HTML, 2, 30.0), (HTML, 4, 9.0))
    assert found.ratio(COLD, HTML) == 3.0
    assert found.ratio(WARM, HTML) is None


def test_a_command_is_told_with_its_median_its_range_and_its_most_memory() -> None:
    found = account((COLD, 1, 4.0), (COLD, 2, 2.0), (COLD, 3, 3.0), (HTML, 1, 2.0), peak=120_000_000)
    assert rows(report(found), "rlnotes check --no-cache ") == []
    assert rows(report(found), WAYS[COLD]) == [
        ["rlnotes check --no-cache", "3.00", "2.00 to 4.00", "1.50", "120", "2.00", "", ""]
    ]


def test_targets_that_are_met() -> None:
    assert targets(account((COLD, 1, 5.0), (WARM, 1, 0.9), (HTML, 1, 1.0))) == [
        ["0.90 times", "yes"],
        ["5.00 times", "yes"],
        ["100 MB (cold)", "yes"],
    ]


def test_targets_that_are_missed() -> None:
    assert targets(account((COLD, 1, 5.1), (WARM, 1, 1.0), (HTML, 1, 1.0), peak=300_000_000)) == [
        ["1.00 times", "no"],
        ["5.10 times", "no"],
        ["300 MB (cold)", "no"],
    ]


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    assert targets(account()) == [["not measured", "unknown"]] * 3


def test_what_checkers_see_stands_beside_what_they_find_broken() -> None:
    found = account()
    found.verdicts = {
        "rlnotes": (Verdict(4020, 0), Verdict(4021, 1)),
        "lychee": (Verdict(9000, 0, 800), Verdict(9000, 1)),
    }
    assert rows(report(found), "rlnotes") == [["rlnotes", "4,020", "", "0", "1"]]
    assert rows(report(found), "lychee") == [["lychee", "9,000", "800", "0", "1"]]


def test_every_other_run_goes_the_other_way() -> None:
    ways = list(WAYS)
    assert [way for _, way in turns(2)] == [*ways, *reversed(ways)]


def test_a_bare_page_has_the_links_and_the_headings_of_the_note_and_nothing_else() -> None:
    body = ("See ", LinkTo("b-1", "x < y", "Evidence"), ".\n\n## Evidence\n\nMore.\n")
    page = bare_page(Note("a-0", "A & B", date(2026, 1, 1), (), body))
    assert '<a href="b-1.html#evidence">x &lt; y</a>' in page
    assert '<h2 id="evidence">Evidence</h2>' in page
    assert "<title>A &amp; B</title>" in page
    assert page.count("href=") == 1


def test_notes_have_as_many_links_as_the_plan_says_and_most_lead_elsewhere() -> None:
    notes = made_up_notes(Plan(300, links=40))
    links = [
        [piece.slug for piece in note.body if isinstance(piece, LinkTo)]
        for note in notes.values()
        if not note.is_hub and note.slug != "index"
    ]
    assert {len(each) for each in links} == {40}
    assert min(len(set(each)) for each in links) > 25


def test_without_lychee_the_rest_is_measured_and_lychee_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "results.md"
    arguments = ["--notes", "12", "--runs", "1", "--lychee", str(tmp_path / "none"), "--output", str(output)]
    assert main([*arguments, "--workspace", str(tmp_path)]) == 0
    words = output.read_text(encoding="utf-8")
    assert "lychee (missing: not installed)" in words
    assert [row[3:] for row in rows(words, "rlnotes, ")] == [["0", "1"]] * 2
    measured = [WAYS[way] for way in WAYS if rows(words, WAYS[way])]
    assert measured == [words for (tool, _), words in WAYS.items() if tool == "rlnotes"]
    assert str(tmp_path) not in words
    assert words in capsys.readouterr().out
