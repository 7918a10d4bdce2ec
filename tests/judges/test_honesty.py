"""What pages say of how far notes can be trusted, without a script: by pointer, by finger, in each theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from judges.visiting import ColorScheme, visits

LINE = "lines/who-grades-the-grader.html"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_finger_opens_what_the_words_mean(chromium: Browser, site: Path, width: int, scheme: ColorScheme) -> None:
    with visits(chromium, scheme, width, scripts=False, touch=True) as visit:
        visit.page.goto((site / LINE).as_uri())
        assert not visit.page.is_visible("[popover]")
        visit.page.tap(".legend-button")
        told = visit.page.locator("[popover]")
        assert "no answer yet" in told.inner_text()
        box = told.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        visit.page.set_viewport_size({"width": width, "height": 300})  # what has no room scrolls
        box = told.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 300
        assert visit.complaints == []


def test_a_pointer_finds_what_a_word_means_at_the_word(chromium: Browser, site: Path) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto((site / LINE).as_uri())
        assert visit.page.get_attribute(".status-line .state-open", "title") == "no answer yet"
        assert "in 100" in str(visit.page.get_attribute(".support span", "title"))


@pytest.mark.parametrize("width", [390, 1280])
def test_the_ledger_leads_to_each_line_and_to_what_it_rests_on(chromium: Browser, site: Path, width: int) -> None:
    with visits(chromium, width=width, scripts=False) as visit:
        visit.page.goto((site / "index.html").as_uri())
        visit.page.click(".site-nav >> text=Questions")
        lines = {path.name for path in (site / "lines").glob("*.html")} - {"index.html"}
        assert visit.page.locator(".questions > li").count() == len(lines)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        weakest = visit.page.locator(".questions .support a").first
        title = weakest.inner_text()
        weakest.click()
        assert visit.page.inner_text("h1") == title
