"""The bibliography in a real Chromium: filtered by author, year, venue and topic, sorted; whole without a script."""

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
from judges.visiting import visits

pytestmark = pytest.mark.xdist_group("readers")

_MANY = "".join(
    f"@article{{k{n:03}, title={{Plain {n:03}}}, author={{Adams, Ann and Öz{n % 3}, Bo}}, "
    f"journal={{Journal {n % 2}}}, year={1990 + n % 30}}}\n"
    for n in range(60)
)
SITE = {
    "rlnotes.toml": 'title = "Many"\n',
    "notes/works.bib": _MANY + "@book{last, title={The “<b>last</b>” one}, author={Zuse, Konrad}, year={2030}}\n",
    "notes/a.md": "---\ntags: [t]\n---\n# A\n\n[@k007; @last]\n",
    "notes/b.md": "---\ntags: [t]\n---\n# B\n\n[@last]\n",
    "notes/t.md": "---\nkind: topic\nmembers: {tags: [t]}\n---\n# Topic T\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, below a path, that has sources."""
    folder = written(tmp_path_factory.mktemp("sources"), SITE)
    return built(folder / "host" / "below", "-f", folder / "rlnotes.toml").site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/below/bibliography.html"
        server.shutdown()


def is_told(page: Page, count: str) -> None:
    expect(page.locator(".list-told")).to_have_text(f"{count} of 61 sources")


def titles(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator(".papers:visible a").all()]


def test_sources_are_filtered_and_sorted(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address)
        page.get_by_label("Author", exact=True).press_sequentially("oz0")
        is_told(page, "20")
        page.get_by_label("Year").select_option("1990")
        page.get_by_label("Venue").select_option("Journal 0")
        is_told(page, "2")
        assert titles(page) == [f"Plain {n:03}" for n in range(0, 60, 30)]
        page.get_by_label("Author", exact=True).fill("")
        page.get_by_label("Year").select_option("")
        page.get_by_label("Venue").select_option("")
        page.get_by_label("Topic").select_option("Topic T")
        is_told(page, "2")
        page.get_by_label("Sort by").select_option("most cited first")
        assert titles(page) == ["The “<b>last</b>” one", "Plain 007"]
        assert page.locator(".papers:visible .paper-facts").first.inner_text() == "Zuse · 2030 · cited by 2 notes"
        assert page.evaluate("location.search") == "?topic=t.sources.json&sort=cited"
        page.reload()
        is_told(page, "2")
        page.locator(".papers:visible a").first.click()
        assert page.url.endswith("/sources/last.html")
    assert visit.complaints == []


def test_without_words_or_a_choice_the_bibliography_is_as_it_was(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address)
        before = titles(page)
        page.get_by_label("Filter").fill("plain 059")
        is_told(page, "1")
        page.get_by_label("Filter").fill("")
        expect(page.locator(".list-told")).to_have_text("")
        assert titles(page) == before
        assert len(before) == 61
        assert Axe().run(page).response["violations"] == []
    assert visit.complaints == []


def test_opened_from_disk_the_words_of_the_page_are_looked_through(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto((site / "bibliography.html").as_uri())
        assert not page.get_by_label("Year").is_visible()
        page.get_by_label("Filter").fill("plain 042")
        expect(page.locator(".list-told")).to_contain_text("1 of 61 on this page")
        assert titles(page) == ["Plain 042"]
    assert visit.complaints == []


def test_without_a_script_it_is_a_list_with_counts(chromium: Browser, address: str) -> None:
    with visits(chromium, scripts=False) as visit:
        page = visit.page
        page.goto(address)
        assert not page.get_by_label("Filter").is_visible()
        facts = page.locator(".paper-facts")
        assert facts.nth(0).inner_text() == "Adams and Öz0 · 1990 · Journal 0 · cited by no note"
        assert "cited by 1 note" in " ".join(facts.all_inner_texts())


def test_a_citation_shows_its_entry_on_the_spot(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(address.replace("bibliography", "a"))
        page.locator(".citation a").first.hover()
        preview = page.locator(".preview")
        preview.wait_for()
        assert preview.inner_text() == "Adams, A., & Öz1, B. (1997). Plain 007. Journal 1."
    assert visit.complaints == []
