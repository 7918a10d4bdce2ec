"""The comparison of link checkers as Markdown: what each saw, what each took, and whether the targets are met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from types import MappingProxyType
from typing import Final

from bench.checkers import Verdict
from bench.report import MEGABYTE, crowding, seconds, table
from bench.results import Measure, Results

WAYS: Final = MappingProxyType(
    {
        ("rlnotes", "cold"): "rlnotes check --no-cache",
        ("rlnotes", "warm"): "rlnotes check, nothing changed",
        ("rlnotes", "changed"): "rlnotes check, one note changed",
        ("rlnotes", "since"): "rlnotes check --no-cache --since HEAD~1, one note changed",
        ("rlnotes", "since-warm"): "rlnotes check --since HEAD~1, after the same",
        ("rlnotes", "fix"): "rlnotes check --no-cache --fix --diff",
        ("lychee", "markdown"): "lychee --offline, Markdown",
        ("lychee", "html"): "lychee --offline, built HTML",
        ("lychee", "bare"): "lychee --offline, bare HTML",
    }
)
"""What is measured, in its order: a tool, a scenario, and how the report calls it."""
MOST_TIMES: Final = 5.0
"""A cold check may take so many times as long as lychee on the HTML."""
MOST_MEMORY: Final = 300.0
"""The megabytes that a check stays below."""
_HTML = ("lychee", "html")
_PEERS: Final = MappingProxyType({_HTML: "HTML", ("lychee", "bare"): "bare HTML", ("lychee", "markdown"): "Markdown"})


@dataclass(slots=True)
class Account:
    """When, where and on what was measured, and what was found."""

    day: date
    machine: str
    size: int
    links_per_note: int
    runs: int
    notes: int = 0
    bytes: int = 0
    pages: int = 0
    page_bytes: int = 0
    verdicts: dict[str, tuple[Verdict, Verdict]] = field(default_factory=dict)
    """By checker: of everything as it is, and with one link broken."""
    results: Results = field(default_factory=Results)

    def measures(self, way: tuple[str, str]) -> dict[int, Measure]:
        """The measures of one way, by run."""
        return self.results.measures(way[0], self.size, way[1])

    def ratio(self, way: tuple[str, str], other: tuple[str, str]) -> float | None:
        """How many times as long as `other`: the median of the ratios of single runs."""
        ours, theirs = self.measures(way), self.measures(other)
        ratios = [ours[run].wall / theirs[run].wall for run in ours if run in theirs]
        return median(ratios) if ratios else None


def report(account: Account) -> str:
    """The whole report."""
    parts = [_head(account), _seen(account), _times(account), _targets(account)]
    if remarks := [*account.results.remarks, *crowding(account.results.loads)]:
        parts.append("## Remarks\n\n" + "".join(f"- {remark}\n" for remark in remarks))
    return "\n".join(parts)


def _head(account: Account) -> str:
    tools = (f"{each.name} {each.version or f'(missing: {each.absence})'}" for each in account.results.entries)
    return f"""\
# Link checking

{account.day.isoformat()} · {account.machine} · {", ".join(tools)}

{account.notes:,} notes, hubs and a home page among them, of {account.links_per_note} links each: relative Markdown
links, one in six with an anchor; {account.bytes / MEGABYTE:.1f} MB. Their site: {account.pages:,} pages,
{account.page_bytes / MEGABYTE:.1f} MB with all files; a page also holds the links of the theme, backlinks and related
notes. Bare HTML is a page for each note that holds no links but the note's own. Both tools check anchors and ask no
other host.
"""


def _seen(account: Account) -> str:
    rows = [
        (
            name,
            f"{whole.links:,}",
            "" if whole.different is None else f"{whole.different:,}",
            f"{whole.broken}",
            f"{with_broken.broken}",
        )
        for name, (whole, with_broken) in account.verdicts.items()
    ]
    head = ("checker", "links seen", "places they lead to", "broken", "broken, with one link to nothing")
    return "## What they see\n\n" + table(head, rows)


def _times(account: Account) -> str:
    head = (
        "command",
        "wall s",
        "fastest to slowest",
        "CPU s",
        "peak MB",
        *(f"× lychee, {name}" for name in _PEERS.values()),
    )
    often = "once" if account.runs == 1 else f"{account.runs} times, in turns; figures are medians"
    return f"""\
## What they take

Each command was measured {often}. A ratio is the median of those of single runs.
Memory is the highest of all runs, of all processes of a command together (PSS, where the system tells it). All files
are in the system's cache; cold means without a cache of rlnotes' own.

{table(head, [row for way in WAYS if (row := _row(account, way))])}"""


def _row(account: Account, way: tuple[str, str]) -> tuple[str, ...]:
    found = list(account.measures(way).values())
    if not found:
        return ()
    walls = [measure.wall for measure in found]
    return (
        WAYS[way],
        seconds(median(walls)),
        f"{seconds(min(walls))} to {seconds(max(walls))}",
        seconds(median(measure.cpu for measure in found)),
        f"{_peak(found):,.0f}",
        *(_times_as_long(account.ratio(way, other)) for other in _PEERS),
    )


def _peak(found: list[Measure]) -> float:
    return max(measure.peak for measure in found) / MEGABYTE


def _times_as_long(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def _targets(account: Account) -> str:
    rows = [
        _target(account, "warm faster than lychee on the HTML", "warm", lambda ratio: ratio < 1),
        _target(
            account, f"cold within {MOST_TIMES:g} times lychee on the HTML", "cold", lambda ratio: ratio <= MOST_TIMES
        ),
        *_memory(account),
    ]
    return "## Targets\n\n" + table(("target", "measured", "met"), rows)


def _target(account: Account, words: str, scenario: str, is_met: Callable[[float], bool]) -> tuple[str, str, str]:
    ratio = account.ratio(("rlnotes", scenario), _HTML)
    if ratio is None:
        return words, "not measured", "unknown"
    return words, f"{ratio:.2f} times", "yes" if is_met(ratio) else "no"


def _memory(account: Account) -> Iterator[tuple[str, str, str]]:
    """The check that holds most, whatever it was asked for."""
    words = f"every check below {MOST_MEMORY:g} MB"
    peaks = {
        way: _peak(list(found.values())) for way in WAYS if way[0] == "rlnotes" and (found := account.measures(way))
    }
    if not peaks:
        yield words, "not measured", "unknown"
        return
    most = max(peaks, key=lambda way: peaks[way])
    yield words, f"{peaks[most]:,.0f} MB ({most[1]})", "yes" if peaks[most] < MOST_MEMORY else "no"
