"""Pictures of every kind of page, to be looked at: `python -m bench.screenshots SITE FOLDER`.

SITE is the output of a build of the sample; two widths, two themes. Nothing of it is kept in the repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, sync_playwright

from bench.browser import browser_here

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
    "404.html",
)
WIDTHS: Final = (390, 1440)
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; 1 if a page of the list is not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.screenshots", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", help="a page below SITE instead of one of each kind")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    missing = [page for page in given.page or PAGES if not (given.site / page).is_file()]
    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=browser_here(), args=["--no-sandbox", "--disable-gpu"])
        for width, theme in product(WIDTHS, THEMES):
            _take(browser, width, theme, given.site, given.folder, [p for p in given.page or PAGES if p not in missing])
        browser.close()
    for page in missing:
        print(f"there is no {page}", file=sys.stderr)
    return int(bool(missing))


def _take(
    browser: Browser, width: int, theme: Literal["light", "dark"], site: Path, folder: Path, pages: Sequence[str]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    view = context.new_page()
    for page in pages:
        view.goto((site / page).resolve().as_uri())
        view.evaluate("document.fonts.ready")
        name = page.removesuffix(".html").replace("/", "-")
        view.screenshot(path=folder / f"{name}-{width}-{theme}.png", full_page=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
