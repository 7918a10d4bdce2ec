"""Results as Markdown: who took part, then each size with wall time, processor time and memory; growth; serving."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log10
from statistics import median
from typing import Final

from bench.elsewhere import SIZES, absentees
from bench.results import Entry, Measure, Results, Serving, rank

MEGABYTE: Final = 1_000_000
_GROWTH: Final = """\
## Growth

How many times the time, and the memory, a cold build takes of ten times the notes; where the sizes are not ten to one,
as if growth were even.
"""
_SERVING: Final = """\
## Serving

Milliseconds from just before a note is saved until its page, open in headless Chromium, shows the new sentence; every
fifth save brings a new link as well. A save comes 0.3 to 0.9 s after the last one was shown; all are counted, the first
ones too. Beside them: what the server itself says a rebuild took (median), seconds from its start to the first page
without a cache, and the memory of its processes after the saves.

rlnotes, Zensical, Eleventy and MkDocs serve as they do by default, Hugo from memory and with its fast rendering. Left
out: Pelican, whose server reloads no page, and Zola.
"""
_ELSEWHERE: Final = """\
## Measured elsewhere

Tools that did not take part, with the figures that issue 3 of this project gives for another machine of 2 cores and
24 GiB and notes like these: wall seconds (peak MB). They are no part of this run, so no ratios are given.
"""
_DONE: Final = re.compile(r"\d[\d,]* parsed.*? removed")

SCENARIOS: Final = {
    "cold": "everything new: no output, no cache",
    "unchanged": "nothing changed since the last build",
    "body": "a sentence more in one note",
    "title": "a new title for one note",
    "hub": "one more member in a hub",
    "added": "one note more",
    "deleted": "one note less; links to it became text",
    "renamed": "another file name for one note; links follow",
    "check": "problems reported, nothing written",
    "serve": "a note saved while the tool serves and a browser shows its page",
}
"""The scenarios in their order, and what each means."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where and on what was measured."""

    day: date
    machine: str
    collection: str
    runs: int
    limit: float


def report(results: Results, circumstances: Circumstances) -> str:
    """The whole report."""
    sizes = _sizes(results)
    parts = [
        _head(circumstances),
        _tools(results.entries),
        *(_size(results, size) for size in sizes),
        *_growth(results),
        *_serving(results),
        _scenarios(results),
        *_elsewhere(results.entries),
    ]
    if remarks := [*results.remarks, *crowding(results.loads)]:
        parts.append("## Remarks\n\n" + "".join(f"- {remark}\n" for remark in remarks))
    return "\n".join(parts)


def _sizes(results: Results) -> list[int]:
    return sorted({record.size for record in results.records})


def crowding(loads: Sequence[float]) -> Iterator[str]:
    """How busy the machine was, so that a reader can tell a slow tool from a crowded machine."""
    if loads:
        figures = f"{median(loads):.1f}, at most {max(loads):.1f}"
        yield f"Load average of the minute before each command, this work included: {figures}."


def _head(circumstances: Circumstances) -> str:
    return f"""\
# Benchmark

{circumstances.day.isoformat()} · {circumstances.machine}

Collection: {circumstances.collection}.

Each command was measured {_times(circumstances.runs)}. In brackets stands how many times as long as rlnotes a tool
took in the same run: other work on the machine slows both, so that only these compare with other days. No command may
take longer than {circumstances.limit:g} s. Memory is the peak of all processes of a command together, what they share
counted once (PSS, where the system tells it), looked at while they run. The floor is what reading all notes and writing
as many files of the same sizes takes plain Python.
"""


def _times(runs: int) -> str:
    return "once" if runs == 1 else f"{runs} times, tools taking turns; figures are medians"


def _tools(entries: Sequence[Entry]) -> str:
    rows = [(entry.name, entry.version or f"missing: {entry.absence}", entry.does) for entry in entries]
    return "## Tools\n\n" + table(("tool", "version", "its build makes"), rows)


def _size(results: Results, size: int) -> str:
    parts = (
        f"## {size:,} notes\n",
        "Wall seconds:\n",
        _figures(results, size, lambda tool, scenario: _wall(results, tool, size, scenario)),
        "Processor seconds:\n",
        _figures(results, size, _of(results, size, lambda measure: measure.cpu, seconds)),
        "Peak memory, MB:\n",
        _figures(
            results, size, _of(results, size, lambda measure: measure.peak / MEGABYTE, lambda value: f"{value:,.0f}")
        ),
        "Written cold:\n",
        table(("tool", "files", "MB"), list(_written(results, size))),
        *_done_anew(results, size),
    )
    return "\n".join(parts)


def _done_anew(results: Results, size: int) -> Iterator[str]:
    """What rlnotes says it did in each scenario: a warm build that does everything would show."""
    firsts = {scenario: [*results.measures("rlnotes", size, scenario).values()][:1] for scenario in SCENARIOS}
    found = ((scenario, _DONE.search(measure.said)) for scenario, first in firsts.items() for measure in first)
    rows = [(scenario, done[0]) for scenario, done in found if done]
    if rows:
        yield "Done by rlnotes, in its words:\n"
        yield table(("scenario", "in the first run"), rows)


def _figures(results: Results, size: int, cell: Callable[[str, str], str]) -> str:
    here = [record for record in results.records if record.size == size]
    scenarios = [scenario for scenario in SCENARIOS if any(record.scenario == scenario for record in here)]
    tools = [entry.name for entry in results.entries if any(record.tool == entry.name for record in here)]
    return table(("tool", *scenarios), [(tool, *(cell(tool, scenario) for scenario in scenarios)) for tool in tools])


def _of(
    results: Results, size: int, figure: Callable[[Measure], float], words: Callable[[float], str]
) -> Callable[[str, str], str]:
    def cell(tool: str, scenario: str) -> str:
        value = results.figure(tool, size, scenario, figure)
        return "" if value is None else words(value)

    return cell


def _wall(results: Results, tool: str, size: int, scenario: str) -> str:
    measures = results.measures(tool, size, scenario)
    if any(measure.is_late for measure in measures.values()):
        return f"> {seconds(max(measure.wall for measure in measures.values()))}"
    value = results.figure(tool, size, scenario, lambda measure: measure.wall)
    ratio = results.ratio(tool, size, scenario)
    if value is None:
        return ""
    return seconds(value) if ratio is None or tool == "rlnotes" else f"{seconds(value)} ({ratio:.2g}×)"


def seconds(value: float) -> str:
    """Seconds as precisely as they mean something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _written(results: Results, size: int) -> Iterator[tuple[str, str, str]]:
    for entry in results.entries:
        if found := results.outputs.get((entry.name, size)):
            files, written = found
            yield entry.name, f"{files:,}", f"{written / MEGABYTE:,.1f}"


def _growth(results: Results) -> Iterator[str]:
    """How much more a cold build takes of ten times the notes."""
    pairs = list(pairwise(_sizes(results)))
    rows = [row for entry in results.entries if any((row := _steps(results, entry.name, pairs))[1:])]
    if rows:
        yield _GROWTH
        yield table(("tool", *(f"{small:,} to {large:,}" for small, large in pairs)), rows)


def _steps(results: Results, tool: str, pairs: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return (tool, *(_step(results, tool, small, large) for small, large in pairs))


def _step(results: Results, tool: str, small: int, large: int) -> str:
    both = [results.measures(tool, size, "cold") for size in (small, large)]
    if not all(both) or any(measure.is_late for each in both for measure in each.values()):
        return ""
    (time, more_time), (memory, more_memory) = (
        [median(of(measure) for measure in each.values()) for each in both] for of in (_wall_of, _peak_of)
    )
    tenfold = 1 / log10(large / small)
    grown = f"{(more_time / time) ** tenfold:.1f}× the time"
    return f"{grown}, {(more_memory / memory) ** tenfold:.1f}× the memory" if memory and more_memory else grown


def _wall_of(measure: Measure) -> float:
    return measure.wall


def _peak_of(measure: Measure) -> float:
    return float(measure.peak)


def _serving(results: Results) -> Iterator[str]:
    """How soon a save is in the browser."""
    rows = [_served(serving, results.serving("rlnotes", serving.size)) for serving in results.servings if serving.saves]
    if rows:
        yield _SERVING
        head = ("notes", "tool", "saves", "median", "95th percentile", "longest", "with a new link", "server says")
        yield table((*head, "first page, s", "MB"), rows)


def _served(serving: Serving, ours: Serving | None) -> tuple[str, ...]:
    walls = serving.walls
    ratio = ""
    if ours and ours.saves and serving is not ours:
        ratio = f" ({median(walls) / median(ours.walls):.2g}×)"
    return (
        f"{serving.size:,}",
        serving.tool,
        f"{len(walls)}",
        _milliseconds([median(walls)]) + ratio,
        _milliseconds([rank(walls, 95)]),
        _milliseconds([max(walls)]),
        _milliseconds([save.wall for save in serving.saves if save.is_linking]),
        _milliseconds([save.said for save in serving.saves if save.said is not None]),
        seconds(serving.start),
        f"{serving.memory / MEGABYTE:,.0f}",
    )


def _milliseconds(values: Sequence[float]) -> str:
    return f"{median(values) * 1000:,.0f}" if values else ""


def _elsewhere(entries: Sequence[Entry]) -> Iterator[str]:
    """What is known of tools that are missing."""
    if rows := list(absentees(entries)):
        yield _ELSEWHERE
        sizes = (f"{size:,} notes" for size in SIZES)
        yield table(("tool", "did", *sizes, "a save while serving, s"), rows)


def _scenarios(results: Results) -> str:
    played = {record.scenario for record in results.records} | ({"serve"} if results.servings else set())
    return "## Scenarios\n\n" + "".join(f"- **{name}**: {what}\n" for name, what in SCENARIOS.items() if name in played)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that can be read as it stands."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    rule = " | ".join("-" * width for width in widths)
    return "".join(f"| {line} |\n" for line in (lines[0], rule, *lines[1:]))
