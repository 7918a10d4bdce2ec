"""The report of the benchmark: medians, ratios, and what is said of those who could not take part."""

from __future__ import annotations

from datetime import date

import pytest
from bench.reasons import reason
from bench.report import Circumstances, report, seconds, table
from bench.results import Entry, Measure, Record, Results

CIRCUMSTANCES = Circumstances(date(2026, 11, 21), "2 cores", "made-up notes", runs=3, limit=300)


def measure(wall: float, *, is_late: bool = False) -> Measure:
    return Measure(wall, wall / 2, 100_000_000, -9 if is_late else 0, "", is_late)


def results(*records: tuple[str, int, float]) -> Results:
    """Cold builds of a thousand notes: tool, run, seconds."""
    return Results(
        entries=[
            Entry("rlnotes", "pages", "0.1.0"),
            Entry("hugo", "pages", "0.168"),
            Entry("zola", "pages", "", "no C"),
        ],
        records=[Record(tool, 1000, "cold", run, measure(wall)) for tool, run, wall in records],
    )


def lines(words: str, start: str) -> list[str]:
    return [" ".join(line.split()) for line in words.splitlines() if line.startswith(start)]


def test_a_figure_is_the_median_of_the_runs() -> None:
    found = results(("hugo", 1, 9.0), ("hugo", 2, 1.0), ("hugo", 3, 2.0))
    assert found.figure("hugo", 1000, "cold", lambda each: each.wall) == 2.0
    assert found.figure("hugo", 1000, "body", lambda each: each.wall) is None


def test_a_ratio_compares_within_runs_only() -> None:
    found = results(("rlnotes", 1, 1.0), ("rlnotes", 2, 10.0), ("hugo", 1, 3.0), ("hugo", 2, 30.0), ("hugo", 3, 99.0))
    assert found.ratio("hugo", 1000, "cold") == 3.0
    assert found.ratio("zola", 1000, "cold") is None


def test_a_command_that_was_ended_has_no_ratio() -> None:
    found = results(("rlnotes", 1, 1.0))
    found.records.append(Record("hugo", 1000, "cold", 1, measure(300.0, is_late=True)))
    assert found.ratio("hugo", 1000, "cold") is None


def test_wall_time_stands_with_its_ratio_and_then_come_processor_and_memory() -> None:
    words = report(results(("rlnotes", 1, 2.0), ("hugo", 1, 3.0)), CIRCUMSTANCES)
    assert lines(words, "| hugo")[1:] == ["| hugo | 3.00 (1.5×) |", "| hugo | 1.50 |", "| hugo | 100 |"]
    assert lines(words, "| rlnotes")[1] == "| rlnotes | 2.00 |"


def test_a_tool_that_is_missing_is_named_with_its_reason() -> None:
    words = report(results(("rlnotes", 1, 2.0)), CIRCUMSTANCES)
    missing, elsewhere = lines(words, "| zola")
    assert missing == "| zola | missing: no C | pages |"
    assert elsewhere.endswith("| 0.7 (130) | 5.6 to 7.9 (675) | 4.6 (10,000 notes) |")


def test_a_command_that_was_ended_shows_how_long_it_was_given() -> None:
    found = results(("rlnotes", 1, 2.0))
    found.records.append(Record("hugo", 1000, "cold", 1, measure(300.2, is_late=True)))
    found.remarks.append("hugo left at 1,000 notes in run 1, scenario cold: ended after 300 s")
    words = report(found, CIRCUMSTANCES)
    assert lines(words, "| hugo")[1] == "| hugo | > 300 |"
    assert words.endswith("## Remarks\n\n- hugo left at 1,000 notes in run 1, scenario cold: ended after 300 s\n")


def test_sizes_and_scenarios_come_in_their_order_and_only_if_played() -> None:
    found = results(("rlnotes", 1, 2.0))
    found.records.insert(0, Record("rlnotes", 10_000, "check", 1, measure(1.0)))
    found.records.insert(0, Record("rlnotes", 10_000, "cold", 1, measure(1.0)))
    words = report(found, CIRCUMSTANCES)
    assert lines(words, "## ") == [
        "## Tools",
        "## 1,000 notes",
        "## 10,000 notes",
        "## Growth",
        "## Scenarios",
        "## Measured elsewhere",
    ]
    assert "| tool    | cold | check |" in words
    assert "**hub**" not in words


def test_how_busy_the_machine_was_is_told() -> None:
    found = results(("rlnotes", 1, 2.0))
    found.loads += [1.0, 8.5, 2.0]
    (line,) = lines(report(found, CIRCUMSTANCES), "- Load")
    assert line.endswith("2.0, at most 8.5.")


def test_what_was_written_is_counted() -> None:
    found = results(("rlnotes", 1, 2.0))
    found.outputs["rlnotes", 1000] = (1234, 5_600_000)
    assert lines(report(found, CIRCUMSTANCES), "| rlnotes")[-1] == "| rlnotes | 1,234 | 5.6 |"


def test_a_report_of_nothing_is_still_a_report() -> None:
    assert report(Results(), CIRCUMSTANCES).startswith("# Benchmark\n\n2026-11-21 · 2 cores\n")


def test_the_same_results_give_the_same_report() -> None:
    assert report(results(("hugo", 1, 1.0)), CIRCUMSTANCES) == report(results(("hugo", 1, 1.0)), CIRCUMSTANCES)


@pytest.mark.parametrize(("value", "written"), [(0.0456, "0.05"), (9.994, "9.99"), (31.96, "32.0"), (300.2, "300")])
def test_seconds_have_the_digits_that_mean_something(value: float, written: str) -> None:
    assert seconds(value) == written


def test_a_table_lines_up_and_escapes_bars() -> None:
    assert table(("a", "b"), [("one|two", "3")]) == "| a        | b   |\n| -------- | --- |\n| one\\|two | 3   |\n"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("", "exit code 1"),
        ("Starting\nall is lost\n", "all is lost"),
        ("Starting\n\x1b[31mERROR: no such file /a/b/c/site.toml\x1b[0m\nbye", "no such file site.toml"),
        (
            "Error: no binding\n  [cause]: Error: /lib/x/libc.so.6: not found (required by /a/b.node)",
            "libc.so.6: not found (required by b.node)",
        ),
    ],
)
def test_a_reason_is_the_telling_line_without_folders(said: str, line: str) -> None:
    assert reason(said, 1) == line
