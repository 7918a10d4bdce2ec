"""What rlnotes finds in collections of others, as the tables of `docs/corpora.md`: `python -m bench.corpora FOLDER`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.witness import ALARMS, MISSES, NAMES, ROOTS, Claim, Reasons, claims, reason, without, witnesses

_PAGES = re.compile(r"built ([\d,]+) pages?")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a check and a build of one collection come to; `ours` and `theirs` are claims of one side alone."""

    name: str
    notes: int
    links: int
    pages: int
    rules: Counter[str]
    agreed: int
    ours: list[Claim]
    theirs: list[Claim]


def check(home: Path) -> dict[str, Any]:
    """The report of `rlnotes check` on a copy of the collection, as a folder of Markdown and no site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(home, Path(folder) / home.name)
        root = f"{home.name}/{ROOTS.get(home.name, '')}"
        said = _rlnotes(folder, "check", home.name, "--root", root, "--format", "json", "--no-cache")
    report: dict[str, Any] = json.loads(said)
    return report


def pages(home: Path) -> int:
    """How many pages `rlnotes build` makes of the collection, as it is and without a configuration."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(home, Path(folder) / home.name)
        found = _PAGES.search(_rlnotes(folder, "build", "--notes", home.name, "--no-cache"))
    return int(found[1].replace(",", "")) if found else 0


def _rlnotes(folder: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "rlnotes", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout


def figures(home: Path) -> Figures:
    """All figures of the collection in `home`."""
    report = check(home)
    ours, theirs = claims(home, report["findings"]), witnesses(home)
    rules = Counter(str(each["rule"]) for each in report["findings"])
    alone = without(theirs, ours)
    return Figures(
        home.name,
        report["notes"],
        report["links"],
        pages(home),
        rules,
        len(theirs) - len(alone),
        without(ours, theirs),
        alone,
    )


def table(rows: Sequence[Figures]) -> Iterator[str]:
    """The figures as Markdown, and below them why the two differ."""
    yield "| collection | notes | pages | links | findings | named by both | by the witness alone | by rlnotes alone |"
    yield "|---|--:|--:|--:|---|--:|--:|--:|"
    for row in rows:
        rules = ", ".join(f"`{rule}` {count:,}" for rule, count in sorted(row.rules.items())) or "none"
        counts = f"{row.agreed} | {len(row.theirs)} | {len(row.ours)}"
        yield f"| {row.name} | {row.notes:,} | {row.pages:,} | {row.links:,} | {rules} | {counts} |"
    yield from ("", "| collection | named by | times | because |", "|---|---|--:|---|")
    for row in rows:
        yield from _differences(row.name, "the witness", row.theirs, MISSES)
        yield from _differences(row.name, "rlnotes", row.ours, ALARMS)


def _differences(name: str, who: str, alone: Sequence[Claim], reasons: Reasons) -> Iterator[str]:
    counts = Counter(reason(each, reasons) or "NOT EXPLAINED" for each in alone)
    yield from (f"| {name} | {who} | {count} | {words} |" for words, count in sorted(counts.items()))


def main(arguments: Sequence[str]) -> int:
    """Prints the table for the collections in a folder."""
    folder = Path(arguments[0])
    print("\n".join(table([figures(folder / name) for name in NAMES if (folder / name).is_dir()])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
