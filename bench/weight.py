"""What a reader's browser fetches for the first view of a page: `python -m bench.weight`.

Made-up collections are built, and for each kind of page the files are weighed that its HTML asks for, as a host sends
them: compressed by gzip. Fonts and pictures are weighed apart, and so is what a script fetches only when it is wanted.
"""

from __future__ import annotations

import argparse
import gzip
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bench.collection import HOME, Notes, Plan, made_up_notes
from bench.dialects import WIKI, write_notes
from bench.report import table
from rlnotes.cli.main import exit_code

SIZES: Final = (100, 1_000, 10_000)
_MOST_PAGES: Final = 400
_WANTED: Final = re.compile(r'<(?:script[^>]* src|link rel="(?:stylesheet|icon)"[^>]* href)="([^"]+)"')
_MOST_TOTAL, _MOST_SCRIPT, _MOST_GROWTH = 60_000, 15_000, 0.02


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes as they travel: the HTML, styles, scripts, and the icon."""

    html: int
    styles: int
    scripts: int
    icon: int

    @property
    def total(self) -> int:
        """All of it, besides the icon, which is a picture."""
        return self.html + self.styles + self.scripts


def weight(site: Path, page: Path) -> Weight:
    """What the first view of `page` fetches."""
    html = page.read_text(encoding="utf-8")
    wanted = sorted({(page.parent / found.partition("?")[0]).resolve() for found in _WANTED.findall(html)})
    by_ending = {ending: sum(_travelling(path) for path in wanted if path.suffix == ending) for ending in _ENDINGS}
    if not all(path.is_relative_to(site.resolve()) for path in wanted):
        raise AssertionError(f"{page} asks for something outside of its site")
    return Weight(len(gzip.compress(html.encode(), 9)), *(by_ending[ending] for ending in _ENDINGS))


_ENDINGS: Final = (".css", ".js", ".svg")


@cache
def _travelling(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def built(folder: Path, size: int) -> tuple[Path, Notes]:
    """The site of `size` made-up notes below `folder`."""
    notes = made_up_notes(Plan(size=size))
    write_notes(folder, WIKI, {}, notes)
    (folder / "rlnotes.toml").write_text('title = "Made-up notes"\nbase_url = "https://notes.example"\n')
    if exit_code(["build", "-q", "-f", str(folder / "rlnotes.toml")]):
        raise SystemExit("the made-up notes can't be built")
    return folder / "build", notes


def rows_of(site: Path, notes: Notes) -> Iterator[tuple[str, Weight]]:
    """The kinds of pages with the median weight of some of each."""
    ordinary = [note.slug for note in notes.values() if note.slug != HOME and not note.is_hub]
    hubs = [note.slug for note in notes.values() if note.is_hub]
    kinds = {
        "note": ordinary[:: max(1, len(ordinary) // _MOST_PAGES)],
        "hub": hubs[:: max(1, len(hubs) // _MOST_PAGES)],
        "home": ["index"],
        "all notes": ["all-notes"],
    }
    for kind, names in kinds.items():
        weights = [weight(site, site / f"{name}.html") for name in names]
        yield kind, sorted(weights, key=lambda each: each.total)[len(weights) // 2]


def verdicts(by_size: dict[int, Weight]) -> Iterator[str]:
    """Each target with what was measured of notes."""
    totals = [each.total for each in by_size.values()]
    growth = max(totals) / min(totals) - 1
    script = max(each.scripts for each in by_size.values())
    yield f"a note at most {_MOST_TOTAL / 1000:.0f} KB: {max(totals) / 1000:.1f} KB, {_met(max(totals) <= _MOST_TOTAL)}"
    is_light = script <= _MOST_SCRIPT
    yield f"of which script at most {_MOST_SCRIPT / 1000:.0f} KB: {script / 1000:.1f} KB, {_met(is_light)}"
    yield f"the same within {_MOST_GROWTH:.0%} at all sizes: {growth:.1%}, {_met(growth <= _MOST_GROWTH)}"


def _met(is_met: bool) -> str:  # noqa: FBT001 - a yes or no is all that it words
    return "met" if is_met else "missed"


def _previews(site: Path) -> float:
    """The median size of a file of previews as it travels."""
    return statistics.median(len(gzip.compress(path.read_bytes(), 9)) for path in site.glob("previews/*.json"))


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.weight", description=__doc__)
    parser.add_argument("--notes", type=int, action="append", help="how many notes; may be given again")
    sizes = parser.parse_args(arguments).notes or SIZES
    rows: list[tuple[str, ...]] = []
    notes_weigh: dict[int, Weight] = {}
    previews: list[str] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            site, notes = built(Path(folder), size)
            for kind, each in rows_of(site, notes):
                parts = (each.html, each.styles, each.scripts, each.total)
                rows.append((f"{size:,}", kind, *(f"{part / 1000:.1f}" for part in parts)))
                notes_weigh |= {size: each} if kind == "note" else {}
            previews.append(f"{_previews(site) / 1000:.1f} KB at {size:,} notes")
    print(table(("notes", "page", "HTML", "styles", "scripts", "KB in all"), rows))
    told = list(verdicts(notes_weigh))
    print("", *told, f"a file of previews, fetched for the first link pointed at: {', '.join(previews)}", sep="\n")
    return int(any(line.endswith("missed") for line in told))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
