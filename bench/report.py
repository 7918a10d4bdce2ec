"""Results as Markdown: who took part, then for each size wall time, processor time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from bench.results import Entry, Measure, Results

MEGABYTE: Final = 1_000_000

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
    sizes = sorted({record.size for record in results.records})
    parts = [
        _head(circumstances),
        _tools(results.entries),
        *(_size(results, size) for size in sizes),
        _scenarios(results),
    ]
    if remarks := [*results.remarks, *_crowding(results.loads)]:
        parts.append("## Remarks\n\n" + "".join(f"- {remark}\n" for remark in remarks))
    return "\n".join(parts)


def _crowding(loads: Sequence[float]) -> Iterator[str]:
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
take longer than {circumstances.limit:g} s. Memory is that of all processes of a command together, what they share
counted once, looked at while they run.
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
    )
    return "\n".join(parts)


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


def _scenarios(results: Results) -> str:
    played = {record.scenario for record in results.records}
    return "## Scenarios\n\n" + "".join(f"- **{name}**: {what}\n" for name, what in SCENARIOS.items() if name in played)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that can be read as it stands."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells]
    rule = " | ".join("-" * width for width in widths)
    return "".join(f"| {line} |\n" for line in (lines[0], rule, *lines[1:]))
