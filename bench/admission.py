"""Who can take part here: a tool must say its version and turn a small collection into pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.collection import Plan, made_up_notes
from bench.contestants import Contestant, has_own_pages
from bench.measure import measured
from bench.reasons import reason
from bench.results import Entry
from bench.sites import Site, environment, make_anew, pages_of, run

TRIAL: Final = Plan(30)
_SECONDS: Final = 60.0
_VERSION: Final = re.compile(r"\d+\.\d+[\w.]*")


def entries(tools: Sequence[Contestant], workspace: Path) -> Iterator[tuple[Contestant, Entry]]:
    """Each tool with its version, or with the reason why it is absent.

    The trial also warms up what the system keeps of a tool, so that the first measured run is like the others.
    """
    here: list[str] = []
    for tool in tools:
        version, absence = version_of(tool.version, workspace)
        absence = absence or _trial(tool, workspace / "trial", here)
        here += [] if absence else [tool.name]
        yield tool, Entry(tool.name, tool.does, "" if absence else version, absence)


def version_of(command: Sequence[str], workspace: Path) -> tuple[str, str]:
    """The version that a command tells, and why there is none."""
    if not Path(command[0]).is_file():
        return "", "not installed"
    measure = measured(command, workspace, _SECONDS, environment(workspace))
    if measure.code:
        return "", reason(measure.said, measure.code)
    found = _VERSION.search(measure.said)
    return (found[0] if found else measure.said.strip()), ""


def _trial(tool: Contestant, folder: Path, here: Sequence[str]) -> str:
    """Why the tool can't build; empty if it can. The floor can where rlnotes could: it writes as much."""
    if not has_own_pages(tool):
        return "" if "rlnotes" in here else "rlnotes is missing"
    site = Site(tool, folder, made_up_notes(TRIAL))
    make_anew(site)
    measure = run(site, tool.build, _SECONDS)
    pages = pages_of(site)
    shutil.rmtree(folder, ignore_errors=True)
    if measure.is_late:
        return f"no site of {TRIAL.size} notes within {_SECONDS:g} s"
    if measure.code:
        return reason(measure.said, measure.code)
    return "" if pages >= TRIAL.size else f"made {pages} pages of {TRIAL.size} notes"
