"""What Lighthouse says of the sample on a phone: `python -m bench.lighthouse`.

Each kind of page is audited some times with Lighthouse's own mobile settings: a slow processor, a slow connection.
Told are the medians of its scores, the shift of the layout, and what was transferred.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.browser import FLAGS, browser_here
from bench.contestants import node_program
from bench.hosts import hosted
from bench.report import table
from rlnotes.cli.main import exit_code

PAGES: Final[Mapping[str, str]] = {
    "home": "index.html",
    "hub": "hubs/rl-and-reasoning.html",
    "note": "notes/sparse-updates.html",
    "note with formulas": "notes/group-relative-advantage.html",
    "line": "lines/is-the-prior-the-ceiling.html",
    "source": "sources/mukherjee2025small.html",
    "search": "search.html?q=reward",
    "all notes": "all-notes.html",
    "map of everything": "map.html",
}
_CATEGORIES: Final = ("performance", "accessibility", "best-practices")
_LEAST: Final = {"performance": 98.0, "accessibility": 100.0, "best-practices": 100.0}


@dataclass(frozen=True, slots=True)
class Audit:
    """Scores of 100 by category, the layout's shift, the largest paint in seconds, and kilobytes transferred."""

    scores: Mapping[str, float]
    shift: float
    largest_paint: float
    kilobytes: float


def audited(address: str) -> Audit:
    """One audit of the page at an address; `SystemExit` with Lighthouse's words if it fails."""
    program = node_program("lighthouse")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        flags = " ".join((*FLAGS, "--headless=new"))
        options = ("--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}")
        only = f"--only-categories={','.join(_CATEGORIES)}"
        environment = {**os.environ, "CHROME_PATH": browser_here() or ""}
        command = (program, address, *options, only)
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not report.exists():
            raise SystemExit(f"Lighthouse failed: {run.stderr}")
        return _audit(json.loads(report.read_text(encoding="utf-8")))


def _audit(report: Mapping[str, Any]) -> Audit:
    values = {name: each.get("numericValue", 0.0) for name, each in report["audits"].items()}
    return Audit(
        {name: 100 * report["categories"][name]["score"] for name in _CATEGORIES},
        values["cumulative-layout-shift"],
        values["largest-contentful-paint"] / 1000,
        values["total-byte-weight"] / 1000,
    )


def _row(kind: str, audits: Sequence[Audit]) -> list[str]:
    scores = (f"{statistics.median(each.scores[name] for each in audits):.0f}" for name in _CATEGORIES)
    paint = f"{statistics.median(each.largest_paint for each in audits):.1f}"
    return [kind, *scores, f"{max(each.shift for each in audits):.3f}", paint, f"{audits[0].kilobytes:.0f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit each kind of page and print a table; 1 if one misses what is aimed at."""
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="audits of each page")
    parser.add_argument("--site", type=Path, help="a built sample, instead of building it")
    options = parser.parse_args(arguments)
    if not Path(node_program("lighthouse")).exists() or not browser_here():
        raise SystemExit("no Lighthouse or no Chromium: `make bench` installs what there is")
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder) / "site"
        if options.site is None and exit_code(["build", "-q", "--no-cache", "-o", str(site)]):
            raise SystemExit("the sample can't be built")
        with hosted(site) as host:
            found = {kind: [audited(host + path) for _ in range(options.runs)] for kind, path in PAGES.items()}
    header = ["page", *_CATEGORIES, "layout shift", "largest paint, s", "KB"]
    sys.stdout.write(table(header, [_row(kind, audits) for kind, audits in found.items()]) + "\n")
    return int(any(_misses(audits) for audits in found.values()))


def _misses(audits: Sequence[Audit]) -> bool:
    below = (statistics.median(each.scores[name] for each in audits) < least for name, least in _LEAST.items())
    return any(below) or any(each.shift > 0 for each in audits)


if __name__ == "__main__":
    sys.exit(main())
