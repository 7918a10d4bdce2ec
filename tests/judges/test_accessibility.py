"""Every kind of page, and what opens on it, by axe-core: nothing that would keep a reader out, in both themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from judges.test_browser import KINDS, SCHEMES
from judges.visiting import ColorScheme, visits

pytestmark = pytest.mark.xdist_group("judges")

NOTE = KINDS["note with math"]


def found(page: Page) -> dict[str, list[Any]]:
    """What axe-core finds, by rule, with the places."""
    violations = Axe().run(page).response["violations"]
    return {each["id"]: [node["html"][:160] for node in each["nodes"]] for each in violations}


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1440, "light")])
def test_no_kind_of_page_keeps_anyone_out(chromium: Browser, host: str, width: int, scheme: ColorScheme) -> None:
    with visits(chromium, scheme, width) as visit:
        wrong = {}
        for kind, path in KINDS.items():
            visit.page.goto(host + path)
            wrong[kind] = found(visit.page)
    assert {kind: violations for kind, violations in wrong.items() if violations} == {}


def _menu(page: Page) -> None:
    page.get_by_role("button", name="More").click()
    page.locator(".menu").wait_for()


def _help(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def _preview(page: Page) -> None:
    page.locator(".prose a[href*='over-hard-samples']").hover()
    page.locator(".preview").wait_for()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("opened", [_menu, _help, _preview])
def test_nor_does_what_opens_on_it(
    chromium: Browser, host: str, opened: Callable[[Page], None], scheme: ColorScheme
) -> None:
    with visits(chromium, scheme, 1280) as visit:
        visit.page.goto(host + "index.html")
        visit.page.goto(host + NOTE)
        opened(visit.page)
        assert found(visit.page) == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_every_target_is_large_enough(chromium: Browser, host: str, width: int) -> None:
    """24 by 24 pixels (WCAG 2.2, 2.5.8) for what is no link inside a sentence."""
    with visits(chromium, width=width) as visit:
        visit.page.goto(host + NOTE)
        small = visit.page.evaluate(
            """() => [...document.querySelectorAll(
                    "button, summary, .site-nav a, .breadcrumbs a, .contents a, .neighbours a")]
                .filter(each => each.checkVisibility())
                .map(each => [each.textContent.trim() || each.ariaLabel, each.getBoundingClientRect()])
                .filter(([, box]) => box.height < 24 || box.width < 24).map(([words]) => words)"""
        )
    assert small == []


def test_text_can_be_twice_as_large(chromium: Browser, host: str) -> None:
    """At 200 % a window of 1,280 pixels has room for 640; nothing scrolls sideways, nothing is cut (WCAG 1.4.4)."""
    with visits(chromium, width=640) as visit:
        for path in KINDS.values():
            visit.page.goto(host + path)
            visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
