"""A page in a headless browser that tells by the machine's clock when it shows what was saved."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from bench.contestants import TOOLS

if TYPE_CHECKING:
    from playwright.sync_api import Page

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_SETTLED: Final = 1000
"""Milliseconds in which a page that was loaded connects to its server, to hear of changes."""
_CLOCKS: Final = 0.005
"""Seconds that the clocks here and in the browser may differ: both should be the machine's."""
# Put into every document before anything else of it, so that it lives through reloads.
_WATCHER: Final = r"""
(() => {
  if (window !== top) return;
  let last = "";
  const look = () => {
    const now = Date.now();
    const found = /This is save (\d+) of many/.exec(document.body?.textContent ?? "");
    if (!found || found[1] === last) return;
    last = found[1];
    console.log(`save ${last} shown at ${now}`);
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
})();
"""


class NotShownError(Exception):
    """The page does not show what it should."""


def browser_absence() -> str:
    """Why no page can be opened here; empty if one can."""
    if find_spec("playwright") is None:
        return "Playwright is not installed"
    return "" if browser_here() else "no Chromium"


def browser_here() -> str | None:
    """Chromium: the one set up for the benchmark or for the tests, or the machine's."""
    own = (TOOLS / "bench" / "bin" / "chromium", TOOLS / "bin" / "chromium")
    found = (shutil.which(name) for name in _NAMES)
    return next((str(path) for path in own if path.exists()), None) or next(filter(None, found), None)


@contextmanager
def watched_page(address: str) -> Iterator[Page]:
    """The page at `address`, open and connected to its server.

    Raises:
        NotShownError: it can't be opened.
    """
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - needed by this scenario alone

    with sync_playwright() as engines:
        browser = engines.chromium.launch(executable_path=browser_here(), args=FLAGS)
        try:
            page = browser.new_page(viewport={"width": 1200, "height": 900})
            page.add_init_script(_WATCHER)
            page.goto(address)
            page.wait_for_timeout(_SETTLED)
            _compare_clocks(page)
            yield page
        except Error as error:
            raise NotShownError(str(error).splitlines()[0]) from error
        finally:
            browser.close()


def _compare_clocks(page: Page) -> None:
    before = time.time()
    there = page.evaluate("Date.now()") / 1000
    if not before - _CLOCKS <= there <= time.time() + _CLOCKS:
        raise NotShownError("the browser's clock is not the machine's")


def seconds_until_shown(page: Page, number: int, save: Callable[[], object], limit: float) -> float:
    """The seconds from just before `save`, which writes the `number`th sentence, until it stands in the page.

    Raises:
        NotShownError: it does not within `limit` seconds.
    """
    from playwright.sync_api import TimeoutError as LateError  # noqa: PLC0415 - as above

    sign = f"save {number} shown at "
    try:
        with page.expect_console_message(lambda each: each.text.startswith(sign), timeout=limit * 1000) as message:
            started = time.time()
            save()
    except LateError as error:
        raise NotShownError(f"save {number} was not shown within {limit:g} s") from error
    return int(message.value.text.removeprefix(sign)) / 1000 - started
