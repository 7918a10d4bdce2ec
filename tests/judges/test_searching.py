"""Search as readers use it: typing, keys, filters, mistakes, any script; and what is said where it can't be used."""

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

WORLD = {
    "notes/zh.md": "# 策略梯度方法\n\n策略梯度方法直接优化策略的参数。\n",
    "notes/ja.md": "# 強化学習の入門\n\n報酬を最大にするエージェントを学習する。\n",
    "notes/th.md": "# การเรียนรู้แบบเสริมกำลัง\n\nตัวแทนเรียนรู้จากรางวัลที่ได้รับ\n",
    "notes/cafe.md": "# Café Ångström\n\nNaïve résumé with snake_case_words and ﬁne ligatures.\n",
    "notes/hi.md": "# सुदृढीकरण अधिगम\n\nएजेंट पुरस्कार से सीखता है।\n",
    "notes/long.md": "# Deep\n\n" + "Filler words stand here. " * 80 + "\n\nAt last a xylophone is played loudly.\n",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in several scripts."""
    folder = written(tmp_path_factory.mktemp("world"), {"rlnotes.toml": 'title = "World"\n', **WORLD})
    site = built(folder / "site", "-f", folder / "rlnotes.toml").site
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def found(page: Page, address: str, query: str) -> list[str]:
    """The addresses of what is found on the search page, in order."""
    page.goto(f"{address}search.html")
    page.get_by_label("Search for").fill(query)
    expect(page.locator(".search-status")).not_to_have_text("")
    links = page.locator(".search-results a")
    return [str(link.get_attribute("href")).removeprefix(address) for link in links.all()]


def test_a_slash_opens_search_and_the_arrows_lead_to_a_page(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + "notes/sparse-updates.html")
        page.keyboard.press("/")
        field = page.get_by_role("dialog", name="Search").get_by_label("Search for")
        field.wait_for()
        page.keyboard.type("group relative")
        first = page.locator(".search-results a").first
        first.wait_for()
        expect(first).to_contain_text("roup")
        page.keyboard.press("ArrowDown")
        assert first.evaluate("link => link === document.activeElement")
        page.keyboard.press("ArrowUp")
        assert field.evaluate("input => input === document.activeElement")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "sparse-updates" not in address)
    assert visit.complaints == []


def test_control_k_opens_search_and_escape_closes_it(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host)
        page.keyboard.press("Control+k")
        dialog = page.get_by_role("dialog", name="Search")
        dialog.wait_for()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
        page.locator(".search-link").click()
        dialog.wait_for()


def test_what_is_found_is_shown_in_its_sentence_and_titles_come_first(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        assert found(page, host, "subnetworks")[0] == "sources/mukherjee2025small.html"
        found(page, host, "overlap seed")
        page.locator(".search-text mark").first.wait_for()
        words = {mark.inner_text().lower() for mark in page.locator(".search-results li:first-child mark").all()}
        assert any(word.startswith("overlap") for word in words)
        assert any(word.startswith("seed") for word in words)
    assert visit.complaints == []


@pytest.mark.parametrize("query", ["reinforcment", "reinforcemnet", "einforcement", "rienforcement", "reinfor"])
def test_one_mistake_and_unfinished_words_are_forgiven(chromium: Browser, host: str, query: str) -> None:
    with visits(chromium) as visit:
        assert len(found(visit.page, host, query)) >= 5


def test_pages_can_be_picked_and_the_search_can_be_linked(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        found(page, host, "reward")
        every = page.locator(".search-status").inner_text()
        page.get_by_label("Kind").select_option("line")
        expect(page.locator(".search-status")).not_to_have_text(every)
        expect(page.locator(".search-facts").first).to_contain_text("line")
        assert "kind=line" in page.url
        assert int(page.locator(".search-status").inner_text().split()[0]) < int(every.split()[0])
        page.goto(f"{host}search.html?q=reward&kind=line&tag=rlvr")
        page.locator(".search-results a").first.wait_for()
        assert page.get_by_label("Search for").input_value() == "reward"
        expect(page.get_by_label("Tag")).to_have_value("rlvr")
        assert "kind=line" in page.url
        page.goto(f"{host}search.html?kind=hub")
        page.locator(".search-results a").first.wait_for()
        assert page.locator(".search-results a").count() == 3


def test_words_that_no_page_has_together_are_said_to_be_so(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        assert found(page, host, "xylophone zzzzzzz") == []
        assert page.locator(".search-status").inner_text() == "Nothing found"
        found(page, host, "subnetworks pancake-free overlap")
        assert page.locator(".search-status").inner_text().startswith("No page has all of these words")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("策略", "zh.html"),
        ("梯度方法", "zh.html"),
        ("エージェント", "ja.html"),
        ("学習", "ja.html"),
        ("รางวัล", "th.html"),
        ("पुरस्कार", "hi.html"),
        ("cafe", "cafe.html"),
        ("CAFÉ", "cafe.html"),
        ("angstrom", "cafe.html"),
        ("resumé", "cafe.html"),
        ("snake", "cafe.html"),
        ("fine", "cafe.html"),
        ("xylophone", "long.html"),
    ],
)
def test_every_script_is_searched_and_accents_don_t_matter(
    chromium: Browser, world: str, query: str, expected: str
) -> None:
    with visits(chromium) as visit:
        assert found(visit.page, world, query)[:1] == [f"notes/{expected}"] or found(visit.page, world, query)[:1] == [
            expected
        ]
    assert visit.complaints == []


def test_a_find_deep_in_a_long_text_is_shown(chromium: Browser, world: str) -> None:
    with visits(chromium) as visit:
        found(visit.page, world, "xylophone")
        visit.page.get_by_text("At last a xylophone is played loudly.").wait_for()


def test_without_a_script_or_a_host_it_is_said_why_and_all_notes_are_offered(chromium: Browser, site: Path) -> None:
    address = (site / "search.html").as_uri()
    with visits(chromium, scripts=False) as visit:
        visit.page.goto(address)
        assert "takes a script" in visit.page.locator(".search-word").inner_text()
        visit.page.locator(".search-word a").click()
        assert visit.page.url.endswith("/all-notes.html")
    with visits(chromium) as visit:
        visit.page.goto(address)
        assert "Opened from a disk" in visit.page.locator(".search-word").inner_text()
        visit.page.goto((site / "index.html").as_uri())
        visit.page.keyboard.press("/")
        visit.page.wait_for_url("**/search.html")
    assert visit.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_search_keeps_nobody_out(chromium: Browser, host: str, scheme: ColorScheme, width: int) -> None:
    with visits(chromium, scheme, width) as visit:
        page = visit.page
        found(page, host, "reward")
        page.locator(".search-text mark").first.wait_for()
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(host)
        page.locator(".search-link").click()
        page.keyboard.type("entropy")
        page.locator(".search-text mark").first.wait_for()
        assert Axe().run(page).response["violations"] == []
