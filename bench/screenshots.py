"""Pictures of every kind of page, to be looked at: `python -m bench.screenshots SITE FOLDER`.

SITE is the output of a build of the sample; two widths, two themes. Nothing of it is kept in the repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final, Literal, TypeAlias

from playwright.sync_api import Browser, sync_playwright

from bench.browser import browser_here
from bench.hosts import hosted

PAGES: Final = (
    "index.html",
    "all-notes.html",
    "hubs/rl-and-reasoning.html",
    "topics/reinforcement-learning.html",
    "notes/group-relative-advantage.html",
    "lines/is-the-prior-the-ceiling.html",
    "sources/mukherjee2025small.html",
    "posts/hello-rlnotes.html",
    "publications/rlnotes.html",
    "tags.html",
    "tags/rlvr.html",
    "bibliography.html",
    "sitemap.html",
    "search.html?q=reward+model",
    "map.html",
    "404.html",
)
WIDTHS: Final = (390, 1440)
Theme: TypeAlias = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; 1 if a page of the list is not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", help="a page below SITE instead of one of each kind")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    wanted = given.page or PAGES
    missing = [page for page in wanted if not (given.site / page.partition("?")[0]).is_file()]
    there = [page for page in wanted if page not in missing]
    with hosted(given.site) as host, sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=browser_here(), args=["--no-sandbox", "--disable-gpu"])
        for width, theme in product(WIDTHS, THEMES):
            _take(browser, (width, theme), host, given.folder, there)
        browser.close()
    for page in missing:
        print(f"there is no {page}", file=sys.stderr)
    return int(bool(missing))


def _take(browser: Browser, look: tuple[int, Theme], host: str, folder: Path, pages: Sequence[str]) -> None:
    width, theme = look
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    view = context.new_page()
    for page in pages:
        view.goto(host + page, wait_until="networkidle")
        view.evaluate("document.fonts.ready.then(() => 1)")
        name = page.partition("?")[0].removesuffix(".html").replace("/", "-")
        view.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
