"""All notes in a real Chromium: filtered as you type and sorted, over all pages of the list; whole without a script."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from samples import built, written

from judges.conftest import Quiet
from judges.visiting import ColorScheme, visits

pytestmark = pytest.mark.xdist_group("readers")

NOTES = {
    **{f"notes/n{n:03}.md": f"---\ndate: 20{n % 25:02}-03-{1 + n % 28:02}\n---\n# Plain {n}\n" for n in range(240)},
    "notes/cafe.md": "---\ndate: 2031-01-02\nstatus: draft\n---\n# Café Ångström\n",
    "notes/zh.md": "# 策略梯度方法\n",
    "notes/h.md": "---\nkind: hub\n---\n# A hub\n\n- [[cafe]]\n",
}


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, below a path, whose list of all notes has several pages."""
    folder = written(tmp_path_factory.mktemp("many"), {"rlnotes.toml": 'title = "Many"\n', **NOTES})
    return built(folder / "host" / "below", "-f", folder / "rlnotes.toml").site


@pytest.fixture(scope="module")
def address(long_list: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(long_list.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/below/"
        server.shutdown()


def told(page: Page) -> str:
    page.locator(".list-told:not(:empty)").wait_for()
    return page.locator(".list-told").inner_text()


def titles(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator(".card-title:visible").all()]


def test_typing_filters_the_notes_of_all_pages(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address + "all-notes-2.html")
        page.get_by_label("Filter").press_sequentially("cafe angs")
        expect(page.locator(".list-told")).to_have_text("1 of 243 notes")
        assert titles(page) == ["Café Ångström"]
        assert page.locator(".card-facts:visible").inner_text().split("\n") == ["Notes", "draft", "2 January 2031"]
        assert not page.locator(".paging").is_visible()
        page.get_by_label("Filter").fill("梯度")
        expect(page.locator(".list-found .card-title")).to_have_text(["策略梯度方法"])
        page.locator(".list-found a").click()
        assert page.url == address + "zh.html"
    assert visit.complaints == []


def test_without_words_or_a_choice_the_list_is_as_it_was(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address + "all-notes-2.html")
        before = titles(page)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.get_by_label("Filter").fill("plain 7")
        told(page)
        page.get_by_label("Filter").fill("")
        expect(page.locator(".list-told")).to_have_text("")
        assert titles(page) == before
        assert page.evaluate("document.documentElement.scrollHeight") == height
        assert page.url == address + "all-notes-2.html"


def test_notes_are_sorted_and_the_choice_can_be_linked(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address + "all-notes.html")
        page.get_by_label("Sort by").select_option("newest")
        assert told(page) == "243 of 243 notes"
        assert titles(page)[:2] == ["Café Ångström", "Plain 24"]
        assert len(titles(page)) == 100
        page.get_by_role("button", name="Show 100 more").click()
        assert len(titles(page)) == 200
        page.get_by_label("Sort by").select_option("title")
        expect(page.locator(".list-found .card-title").first).to_have_text("A hub")
        assert titles(page)[2:5] == ["Plain 0", "Plain 1", "Plain 2"]
        page.get_by_label("Kind", exact=True).select_option("Hubs")
        expect(page.locator(".list-told")).to_have_text("1 of 243 notes")
        page.goto(page.url)
        assert told(page) == "1 of 243 notes"
        assert titles(page) == ["A hub"]
    assert visit.complaints == []


def test_a_list_on_one_page_is_filtered_without_asking_for_anything(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto((site / "all-notes.html").as_uri())
        if page.locator(".paging").count():
            pytest.skip("the sample's list has several pages")
        page.get_by_label("Filter").fill("slice")
        assert "notes" in told(page)
        assert all("slice" in title.lower() for title in titles(page))


def test_from_disk_the_page_itself_is_filtered_and_this_is_said(chromium: Browser, long_list: Path) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto((long_list / "all-notes-2.html").as_uri())
        page.get_by_label("Filter").fill("plain 20")
        assert "on this page" in told(page)
        assert all("20" in title for title in titles(page))
    assert visit.complaints == []


def test_without_a_script_the_list_stands_in_pages(chromium: Browser, long_list: Path) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto((long_list / "all-notes.html").as_uri())
        assert not visit.page.locator(".list-tools").is_visible()
        visit.page.locator(".paging .next").click()
        assert visit.page.url.endswith("all-notes-2.html")


def test_the_keyboard_reaches_everything(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address + "all-notes.html")
        page.get_by_label("Filter").focus()
        page.keyboard.type("plain 3")
        told(page)
        page.keyboard.press("Tab")
        expect(page.get_by_label("Kind", exact=True)).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Sort by")).to_be_focused()
        page.get_by_label("Filter").focus()
        page.keyboard.press("Enter")
        assert page.url.startswith(address + "all-notes.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_tools_keep_nobody_out(chromium: Browser, address: str, scheme: ColorScheme, width: int) -> None:
    with visits(chromium, scheme, width) as visit:
        page = visit.page
        page.goto(address + "all-notes.html")
        page.get_by_label("Filter").fill("plain 1")
        told(page)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
