"""What a benchmark found: every measure by tool, size, scenario and run, and the figures made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Measure:
    """What a command took. Seconds and bytes; `code` is its exit code, `said` what it printed."""

    wall: float
    cpu: float
    peak: int
    code: int
    said: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One measured command."""

    tool: str
    size: int
    scenario: str
    run: int
    measure: Measure


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a note while a tool serves: seconds until the page shows it, and those the server says it took."""

    wall: float
    said: float | None = None
    is_linking: bool = False
    """Whether it brought a new link."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What was seen of a tool that serves: seconds until its first page, bytes held after the saves, and these."""

    tool: str
    size: int
    start: float
    memory: int
    saves: tuple[Save, ...]
    excuse: str = ""
    """Why there are not more."""

    @property
    def walls(self) -> list[float]:
        """The seconds of each save."""
        return [save.wall for save in self.saves]


@dataclass(frozen=True, slots=True)
class Entry:
    """A tool that took part, or why it did not."""

    name: str
    does: str
    version: str = ""
    absence: str = ""


@dataclass(slots=True)
class Results:
    """All that is known so far: a run that is broken off leaves what it had."""

    entries: list[Entry] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    servings: list[Serving] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    outputs: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """How many files and bytes a tool wrote for a collection of a size."""
    loads: list[float] = field(default_factory=list)
    """The load average of the last minute, before each command."""

    def measures(self, tool: str, size: int, scenario: str) -> dict[int, Measure]:
        """The measures of one cell of the table, by run."""
        wanted = (tool, size, scenario)
        return {each.run: each.measure for each in self.records if (each.tool, each.size, each.scenario) == wanted}

    def figure(self, tool: str, size: int, scenario: str, of: Callable[[Measure], float]) -> float | None:
        """The median over the runs."""
        found = self.measures(tool, size, scenario)
        return median(map(of, found.values())) if found else None

    def ratio(self, tool: str, size: int, scenario: str) -> float | None:
        """How many times as long as rlnotes.

        This is the median of the ratios of single runs: a busy machine slows all tools of a run alike.
        """
        ours = self.measures("rlnotes", size, scenario)
        theirs = self.measures(tool, size, scenario)
        whole = [run for run in theirs if run in ours and not (theirs[run].is_late or ours[run].is_late)]
        ratios = [theirs[run].wall / ours[run].wall for run in whole]
        return median(ratios) if ratios else None

    def serving(self, tool: str, size: int) -> Serving | None:
        """What was seen of `tool` serving."""
        return next((each for each in self.servings if (each.tool, each.size) == (tool, size)), None)


def rank(values: Sequence[float], percent: int) -> float:
    """The smallest of `values` that so many of a hundred don't exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]
