"""The built pages in a real Chromium: from disk and a host, small and large, light and dark, scripts or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from samples import pages

from judges.visiting import ColorScheme, Visit, visits

pytestmark = pytest.mark.xdist_group("judges")

# One page of each kind.
KINDS = {
    "home": "index.html",
    "all notes": "all-notes.html",
    "hub": "hubs/rl-and-reasoning.html",
    "sub-map": "hubs/rl-training-mechanics.html",
    "topic": "topics/reinforcement-learning.html",
    "note": "notes/sparse-updates.html",
    "note with math": "notes/group-relative-advantage.html",
    "line": "lines/is-the-prior-the-ceiling.html",
    "source": "sources/mukherjee2025small.html",
    "post": "posts/hello-rlnotes.html",
    "publication": "publications/rlnotes.html",
    "teaching": "teaching/reading-group.html",
    "page": "about.html",
    "tags": "tags.html",
    "tag": "tags/rlvr.html",
    "bibliography": "bibliography.html",
    "questions": "questions.html",
    "sitemap": "sitemap.html",
    "search": "search.html",
    "map of everything": "map.html",
    "not found": "404.html",
}

WIDTHS = (320, 390, 768, 1440)
SCHEMES: tuple[ColorScheme, ...] = ("light", "dark")

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_COLOURS = """[document.documentElement, document.body]
    .map(element => getComputedStyle(element).backgroundColor + getComputedStyle(element).color).join()"""


def faults(visit: Visit, address: str, base: str) -> list[str]:
    """What is wrong with the page at `address`: foreign requests, complaints, no style, sideways scrolling."""
    visit.requests.clear()
    visit.complaints.clear()
    visit.page.goto(address)
    found = [f"asked for {url}" for url in visit.requests if not url.startswith((base, "data:"))]
    found += visit.complaints
    if not visit.page.evaluate("document.styleSheets.length"):
        found.append("no style sheet")
    overflow = visit.page.evaluate(_OVERFLOW)
    return found + ([f"scrolls sideways by {overflow} px"] if overflow > 0 else [])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_sound_from_disk(
    chromium: Browser, site: Path, width: int, scheme: ColorScheme, scripts: bool
) -> None:
    with visits(chromium, scheme, width, scripts=scripts) as visit:
        found = {
            kind: faults(visit, (site / path).as_uri(), site.as_uri())
            for kind, path in KINDS.items()
            if kind != "not found"
        }
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_sound_on_a_host_below_a_path(chromium: Browser, host: str, width: int) -> None:
    with visits(chromium, "light", width) as visit:
        found = {kind: faults(visit, host + path, host) for kind, path in KINDS.items()}
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}


def test_no_page_of_the_site_makes_the_browser_complain(chromium: Browser, site: Path) -> None:
    with visits(chromium, width=390) as visit:
        found = {
            path.name: faults(visit, path.as_uri(), site.as_uri()) for path in pages(site) if path.name != "404.html"
        }
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_theme_follows_the_preference_for_dark(chromium: Browser, site: Path) -> None:
    def colours(scheme: ColorScheme) -> str:
        with visits(chromium, scheme) as visit:
            visit.page.goto((site / "index.html").as_uri())
            return str(visit.page.evaluate(_COLOURS))

    assert colours("light") != colours("dark")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_explore_related_opens_in_place(chromium: Browser, site: Path, scripts: bool) -> None:
    with visits(chromium, width=390, scripts=scripts) as visit:
        visit.page.goto((site / KINDS["hub"]).as_uri())
        card = visit.page.locator(".card").filter(has=visit.page.locator("details.related")).first
        related = card.locator(".related-list a").first
        assert not related.is_visible()
        card.get_by_text("Explore related").click()
        assert related.is_visible()
        assert card.locator(".reason").first.inner_text().strip()
        assert visit.page.url == (site / KINDS["hub"]).as_uri()


def test_a_reader_walks_from_home_to_a_paper_and_back_by_links_alone(chromium: Browser, site: Path) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto((site / "index.html").as_uri())
        visit.page.locator(f"main a[href$='{KINDS['hub']}']").first.click()
        assert "12 linked notes" in visit.page.locator(".kicker").inner_text().lower()
        visit.page.locator(".card-read[href$='pass-at-k-boundary.html']").click()
        visit.page.locator(".reference-page").first.click()
        assert "/sources/" in visit.page.url
        visit.page.locator("section.backlinks a").first.click()
        assert "/sources/" not in visit.page.url
        visit.page.locator(".breadcrumbs a").first.click()
        assert visit.page.url.endswith("/all-notes.html")
    assert visit.complaints == []


def test_view_as_list_hides_descriptions_without_a_script(chromium: Browser, site: Path) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto((site / KINDS["hub"]).as_uri())
        description = visit.page.locator(".card-description").first
        assert description.is_visible()
        visit.page.get_by_label("List").check()
        assert not description.is_visible()


def test_print_shows_the_text_without_the_navigation(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.emulate_media(media="print")
        visit.page.goto((site / KINDS["note"]).as_uri())
        assert visit.page.locator("h1").is_visible()
        assert visit.page.locator("main .prose").first.is_visible()
        assert not visit.page.locator(".site-nav").is_visible()


def test_a_formula_fetches_the_small_font_and_a_rare_character_the_whole(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        visit.page.goto(host + KINDS["note with math"])
        visit.page.evaluate("document.fonts.ready.then(() => 1)")
        if not _fonts(visit):
            pytest.skip("STIX Two Math is installed on this machine: nothing is fetched")
        assert _fonts(visit) == ["stix-two-math-common.woff2"]
        with visit.page.expect_response("**/stix-two-math-latin-400-normal.woff2"):
            visit.page.evaluate("document.querySelector('math mi').textContent = '\\u{1d524}'")


def _fonts(visit: Visit) -> list[str]:
    return [url.rpartition("/")[2] for url in visit.requests if url.endswith(".woff2")]
