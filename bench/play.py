"""The measuring itself: every tool at every scenario, in turns, each on a site of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.collection import Plan, made_up_notes
from bench.contestants import Contestant, has_own_pages
from bench.edits import EDITS
from bench.floor import LISTING, listing
from bench.reasons import reason
from bench.results import Measure, Record, Results
from bench.serving import serving_of
from bench.sites import Site, bring_up_to_date, make_anew, output_of, run

FLOOR_SCENARIOS: Final = ("cold", "unchanged")
SERVE: Final = "serve"


@dataclass(frozen=True, slots=True)
class Terms:
    """How it is played. A peer plays the scenarios that are among both; `limit` is in seconds, for each command.

    While a tool serves, a note is saved `saves` times, and none any more after `limit` seconds.
    """

    runs: int
    limit: float
    scenarios: Sequence[str]
    peer_scenarios: Sequence[str]
    saves: int = 40

    def played_by(self, tool: Contestant) -> tuple[str, ...]:
        """The scenarios of `tool`, in their order."""
        allowed = {"rlnotes": self.scenarios, "floor": FLOOR_SCENARIOS}.get(tool.name, self.peer_scenarios)
        return tuple(each for each in self.scenarios if each in allowed and tool.command(each))


def play(
    tools: Sequence[Contestant],
    plan: Plan,
    terms: Terms,
    workspace: Path,
    results: Results,
    tell: Callable[[str], None],
) -> None:
    """Adds to `results`, one by one, the measures of `tools` on the collection of `plan`."""
    notes = made_up_notes(plan)
    sites = {tool.name: Site(tool, workspace / tool.name, notes, plan.sources) for tool in tools}
    for number, scenario, tool in turns(tools, terms):
        if site := sites.get(tool.name):
            results.loads.append(os.getloadavg()[0])
            measure = _measure_of(site, scenario, number, terms.limit)
            record = Record(tool.name, plan.size, scenario, number, measure)
            tell(f"{plan.size:>7,} notes, run {number}, {scenario:<9} {tool.name:<12} {measure.wall:9.2f} s")
            if excuse := _excuse(measure, terms.limit):
                _leave(record, excuse, results)
                del sites[tool.name]
            else:
                _enter(record, site, results)
    if SERVE in terms.scenarios:
        _serve(plan.size, terms, [sites[tool.name] for tool in tools if tool.name in sites], results, tell)
    shutil.rmtree(workspace, ignore_errors=True)


def _serve(size: int, terms: Terms, sites: Sequence[Site], results: Results, tell: Callable[[str], None]) -> None:
    """Let each tool serve, once."""
    for site in sites:
        if SERVE in terms.played_by(site.tool):
            results.loads.append(os.getloadavg()[0])
            serving = serving_of(site, size, terms.saves, terms.limit)
            results.servings.append(serving)
            figures = f"{median(serving.walls):9.3f} s" if serving.saves else serving.excuse
            tell(f"{size:>7,} notes, {len(serving.saves)} saves, {SERVE:<9} {site.tool.name:<12} {figures}")
            if serving.excuse:
                results.remarks.append(f"{site.tool.name} serving {size:,} notes: {serving.excuse}")


def _enter(record: Record, site: Site, results: Results) -> None:
    results.records.append(record)
    if record.scenario == "cold":
        results.outputs[record.tool, record.size] = output_of(site)


def _leave(record: Record, excuse: str, results: Results) -> None:
    """A tool that can't go on leaves this size; how long it was given is still told."""
    if record.measure.is_late:
        results.records.append(record)
    place = f"{record.size:,} notes in run {record.run}, scenario {record.scenario}"
    results.remarks.append(f"{record.tool} left at {place}: {excuse}")


def turns(tools: Sequence[Contestant], terms: Terms) -> Iterator[tuple[int, str, Contestant]]:
    """Who plays what and when: side by side within a run, in the other order every other run."""
    for number in range(1, terms.runs + 1):
        for scenario in (each for each in terms.scenarios if each != SERVE):
            for tool in tools if number % 2 else tools[::-1]:
                if scenario in terms.played_by(tool):
                    yield number, scenario, tool


def _measure_of(site: Site, scenario: str, number: int, limit: float) -> Measure:
    if scenario == "cold":
        make_anew(site)
    elif not site.is_built:
        make_anew(site)
        _tell_floor(site)
        run(site, site.tool.build, limit)
    if edit := EDITS.get(scenario):
        bring_up_to_date(site, edit(site.notes, number))
    _tell_floor(site)
    measure = run(site, site.tool.command(scenario), limit)
    site.is_built = True
    return measure


def _tell_floor(site: Site) -> None:
    """Let the floor write as many files, of the same sizes, as rlnotes last did: they stand beside it."""
    if not has_own_pages(site.tool):
        sizes = listing(site.folder.with_name("rlnotes") / site.tool.output)
        (site.folder / LISTING).write_text(json.dumps(sizes), encoding="utf-8")


def _excuse(measure: Measure, limit: float) -> str:
    """Why a tool can't go on; empty if it can."""
    if measure.is_late:
        return f"ended after {limit:g} s"
    return reason(measure.said, measure.code) if measure.code else ""
