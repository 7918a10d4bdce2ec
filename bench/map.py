"""How quick the map of everything is in a browser: `python -m bench.map`.

A made-up collection is built and served; Chromium opens its map anew several times, then drags and zooms it. Told
are the time to the first picture and to the whole one, the frames a second while the map moves, and what its data
weighs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.browser import FLAGS, browser_absence, browser_here
from bench.hosts import hosted
from bench.report import table
from bench.weight import built

if TYPE_CHECKING:
    from playwright.sync_api import Page

_VISITS: Final = 5
_MOST_SHOWN, _LEAST_FRAMES, _MOST_DATA = 1000.0, 30.0, 700_000
_COUNT_FRAMES: Final = """() => {
  window.gaps = [];
  let last = performance.now();
  const tick = (now) => {
    window.gaps.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}"""


def moments(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds from asking for the map until its nodes are shown, and until all of it is."""
    page.goto(address)
    page.locator(".atlas[data-drawn]").wait_for()
    at = {
        each[0]: each[1]
        for each in page.evaluate("performance.getEntriesByType('mark').map(m => [m.name, m.startTime])")
    }
    return at["rlnotes map shown"], at["rlnotes map drawn"]


def frames(page: Page, move: str) -> tuple[float, float]:
    """Frames a second while the map is dragged or zoomed, and the longest gap between two, in milliseconds."""
    box = page.locator(".atlas-stage").bounding_box()
    assert box, "there is no map"  # noqa: S101 - of the benchmark's own
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.evaluate(_COUNT_FRAMES)
    if move == "drag":
        page.mouse.down()
        for step in range(120):
            page.mouse.move(x + 250 * math.sin(step / 9), y + 150 * math.sin(step / 5))
            page.wait_for_timeout(8)
        page.mouse.up()
    else:
        for step in range(90):
            page.mouse.wheel(0, -110 if step // 18 % 2 == 0 else 110)
            page.wait_for_timeout(8)
    gaps = page.evaluate("window.gaps.slice(2)")
    return 1000 * len(gaps) / sum(gaps), max(gaps)


def data_of(site: Path) -> tuple[int, int, int]:
    """How many nodes and links the map has, and the bytes of its data as they travel."""
    nodes = links = 0
    for path in site.glob("map/?.json"):
        for _, titles, *_, within, out in json.loads(path.read_bytes())["companies"]:
            nodes += len(titles)
            links += len(within) // 2 + len(out) // 3
    return nodes, links, sum(len(gzip.compress(path.read_bytes())) for path in site.glob("map/*.json"))


def measured(site: Path) -> Iterator[tuple[str, str, bool]]:
    """What is measured, in words, and whether it is within its target."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed here alone

    nodes, links, weight = data_of(site)
    yield f"data of {nodes:,} nodes and {links:,} links", f"{weight / 1000:.0f} KB", weight <= _MOST_DATA
    with hosted(site) as base, sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=browser_here(), args=FLAGS)
        times = []
        for _ in range(_VISITS):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            times.append(moments(page, f"{base}map.html"))
            page.close()
        shown, drawn = (statistics.median(each) for each in zip(*times, strict=True))
        yield "first picture", f"{shown:.0f} ms", shown <= _MOST_SHOWN
        yield "whole picture", f"{drawn:.0f} ms", True
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        moments(page, f"{base}map.html")
        for move in ("drag", "zoom"):
            rate, gap = frames(page, move)
            yield f"{move}: frames a second", f"{rate:.0f}, longest gap {gap:.0f} ms", rate >= _LEAST_FRAMES
        browser.close()


def main(arguments: Sequence[str]) -> int:
    """Print the table; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.map", description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000, help="how many notes (10000)")
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args(arguments)
    if absence := browser_absence():
        raise SystemExit(absence)
    with tempfile.TemporaryDirectory() as folder:
        found = list(measured(options.site or built(Path(folder), options.notes)[0]))
    print(
        table(
            ("map of everything", "measured", ""), [(*told, "met" if is_met else "missed") for *told, is_met in found]
        )
    )
    return int(not all(is_met for *_, is_met in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
