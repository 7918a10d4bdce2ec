"""A tool's own site on disk: made, brought up to date, built, looked at."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.collection import Notes
from bench.contestants import HERE, PROGRAMS, Contestant
from bench.dialects import bibliography, write_notes
from bench.measure import measured
from bench.results import Measure

BIBLIOGRAPHY: Final = "sources.bib"


@dataclass(slots=True)
class Site:
    """The site of `tool` in `folder`, and the notes that it is to hold."""

    tool: Contestant
    folder: Path
    notes: Notes
    sources: int = 0
    is_built: bool = False
    written: Notes = field(default_factory=dict)


def make_anew(site: Site) -> None:
    """An empty site with the tool's configuration and all notes: no output, no cache of any build."""
    shutil.rmtree(site.folder, ignore_errors=True)
    site.folder.mkdir(parents=True)
    if site.tool.site:
        shutil.copytree(HERE / "sites" / site.tool.site, site.folder, dirs_exist_ok=True)
    site.written = {}
    site.is_built = False
    bring_up_to_date(site, site.notes)
    if site.sources:
        path = site.folder / site.tool.dialect.folder / BIBLIOGRAPHY
        path.write_text(bibliography(site.sources), encoding="utf-8", newline="\n")


def bring_up_to_date(site: Site, notes: Notes) -> None:
    """Write what of `notes` differs from what stands there."""
    write_notes(site.folder, site.tool.dialect, site.written, notes)
    site.notes = site.written = notes


def run(site: Site, command: tuple[str, ...], limit: float) -> Measure:
    """The measure of `command` in the site, with everything written before it on the disk."""
    os.sync()
    return measured(command, site.folder, limit, environment(site.folder))


def environment(folder: Path) -> dict[str, str]:
    """The environment of every command: what it keeps stays in the site, so that a new site is a cold one."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
    kept = dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME"), str(folder / ".cache-home"))
    return {**os.environ, **kept, "PATH": path, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}


def output_of(site: Site) -> tuple[int, int]:
    """How many files and bytes the tool has written."""
    sizes = [path.stat().st_size for path in (site.folder / site.tool.output).rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def pages_of(site: Site) -> int:
    """How many HTML pages the tool has written."""
    return sum(1 for _ in (site.folder / site.tool.output).rglob("*.html"))
