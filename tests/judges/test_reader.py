"""What a reader can do with a script, with mouse, keyboard and touch; and that all is there without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from judges.test_browser import KINDS
from judges.visiting import visits

pytestmark = pytest.mark.xdist_group("judges")

NOTE = "notes/group-relative-advantage.html"
HUB = "hubs/rl-and-reasoning.html"
LONG = "lines/is-the-prior-the-ceiling.html"
PREVIEWED = ".prose a[href*='over-hard-samples']"


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_chosen_theme_stays_and_is_there_before_the_page_is_drawn(chromium: Browser, host: str) -> None:
    with visits(chromium, "light") as visit:
        page = visit.page
        page.goto(host + NOTE)
        light = background(page)
        page.get_by_role("button", name="Dark theme").click()
        dark = background(page)
        assert dark != light
        page.goto(host + HUB)
        assert background(page) == dark
        assert page.get_by_role("button", name="Dark theme").get_attribute("aria-pressed") == "true"
        order = page.evaluate(
            "[...document.head.children].map(e => e.src || e.href || '').filter(u => /early|rlnotes/.test(u))"
        )
        assert [address.rpartition("/")[2] for address in order] == ["early.js", "rlnotes.css", "rlnotes.js"]
        page.keyboard.press("d")
        assert background(page) == light
        page.emulate_media(color_scheme="dark")
        assert background(page) == dark  # what the system says counts again
    assert visit.complaints == []


def test_a_link_shows_what_is_behind_it_and_the_preview_goes_as_it_came(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + NOTE)
        link, preview = page.locator(PREVIEWED), page.locator(".preview")
        link.hover()
        preview.wait_for()
        assert "Note" in preview.locator(".preview-facts").inner_text()
        assert len(preview.locator(".preview-lines").inner_text()) > 100
        assert link.get_attribute("aria-describedby") == preview.get_attribute("id")
        preview.locator(".preview-near a").first.hover()
        page.locator(".preview .preview").wait_for()
        page.keyboard.press("Escape")
        page.locator(".preview .preview").wait_for(state="detached")
        assert preview.count() == 1
        page.mouse.move(2, 2)
        preview.wait_for(state="detached")
        assert link.get_attribute("aria-describedby") is None
    assert visit.complaints == []


def test_a_preview_comes_with_the_focus_and_goes_with_it(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + NOTE)
        page.keyboard.press("Tab")
        page.locator(PREVIEWED).focus()
        page.locator(".preview").wait_for()
        assert page.evaluate('document.activeElement.matches(".prose a")')
        page.locator(".site-nav a").first.focus()
        page.locator(".preview").wait_for(state="detached")


def test_scrolling_a_little_leaves_a_preview_open_and_reading_on_closes_it(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + NOTE)
        page.keyboard.press("Tab")
        page.locator(PREVIEWED).focus()
        preview = page.locator(".preview")
        preview.wait_for()
        page.evaluate("scrollBy({top: 20, behavior: 'instant'})")
        page.wait_for_timeout(500)
        assert preview.count() == 1
        page.evaluate("scrollBy({top: 200, behavior: 'instant'})")
        preview.wait_for(state="detached")


def test_a_long_press_shows_a_preview_and_a_tap_follows_the_link(chromium: Browser, host: str) -> None:
    with visits(chromium, width=390, touch=True) as visit:
        page = visit.page
        page.goto(host + NOTE)
        link = page.locator(PREVIEWED)
        link.scroll_into_view_if_needed()
        page.evaluate(
            """selector => document.querySelector(selector).dispatchEvent(
                new PointerEvent("contextmenu", {pointerType: "touch", bubbles: true, cancelable: true}))""",
            PREVIEWED,
        )
        page.locator(".preview").wait_for()
        box = page.locator(".preview").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        page.touchscreen.tap(5, 5)
        page.locator(".preview").wait_for(state="detached")
        link.tap()
        page.wait_for_url("**/over-hard-samples*")


def test_a_citation_shows_its_source_from_the_page_itself(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto((site / NOTE).as_uri())
        page.locator(".prose a[href^='#']").first.hover()
        page.locator(".preview").wait_for()
        assert len(page.locator(".preview").inner_text()) > 40
        assert "About this source" not in page.locator(".preview").inner_text()
    assert visit.complaints == []


def test_from_disk_nothing_is_asked_for_in_vain(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto((site / NOTE).as_uri())
        page.locator(PREVIEWED).hover()
        page.wait_for_timeout(700)
        assert page.locator(".preview").count() == 0
    assert visit.complaints == []


def test_the_menu_knows_the_way_here_and_helps(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + "index.html")
        page.goto(host + HUB)
        page.goto(host + NOTE)
        more = page.get_by_role("button", name="More")
        more.click()
        page.get_by_role("button", name="More", expanded=True).wait_for()
        steps = page.locator(".menu ol a")
        assert [step.get_attribute("href") for step in steps.all()] == [host + HUB, host + "index.html"]
        page.keyboard.press("Escape")
        assert not page.locator(".menu").is_visible()
        more.click()
        page.get_by_role("button", name="Keyboard shortcuts").click()
        page.get_by_role("dialog", name="Keyboard").wait_for()
        page.keyboard.press("Escape")
        assert not page.get_by_role("dialog").is_visible()
        more.click()
        page.get_by_role("button", name="Random note").click()
        page.wait_for_url(lambda address: address != host + NOTE)
        assert page.locator("h1").count() == 1
    assert visit.complaints == []


def test_keys_go_on_and_can_be_turned_off(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + NOTE)
        following = str(page.locator("main a[rel=next]").evaluate("link => link.href"))
        page.keyboard.press("n")
        page.wait_for_url(following)
        page.keyboard.press("p")
        page.wait_for_url(host + NOTE)
        page.keyboard.press("?")
        page.get_by_label("Keys of one letter").uncheck()
        page.get_by_role("button", name="Close").click()
        before = background(page)
        page.keyboard.press("d")
        assert background(page) == before
        page.goto(host + HUB)
        page.keyboard.press("d")
        assert background(page) == before


def test_the_contents_follow_the_reading(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + LONG)
        entries = page.locator(".contents a")
        assert entries.count() > 2
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.locator(".contents a[aria-current]").last.wait_for()
        assert page.locator(".contents a[aria-current]").count() == 1


def test_a_link_to_a_heading_is_copied(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = visit.page
        page.goto(host + LONG)
        anchor = page.locator(".prose :is(.anchor, .heading-anchor)").first
        anchor.click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == anchor.evaluate("link => link.href")


def test_a_citation_is_copied(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = visit.page
        page.goto(host + "sources/mukherjee2025small.html")
        page.get_by_role("button", name="Copy: Citation").first.click()
        page.get_by_text("Citation copied").wait_for()
        assert "Mukherjee" in page.evaluate("navigator.clipboard.readText()")


def test_the_choice_of_a_view_is_kept_and_can_be_linked(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + HUB)
        page.get_by_label("List").check()
        assert page.url.endswith("?view=list")
        page.goto(host + "hubs/rl-training-mechanics.html")
        assert page.get_by_label("List").is_checked()
        page.goto(host + HUB + "?view=cards")
        assert page.get_by_label("Cards").is_checked()


def test_what_is_new_since_the_last_visit_is_marked(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.goto(host + "all-notes.html")
        assert page.locator(".is-new").count() == 0
        page.evaluate(
            """() => {
                const name = Object.keys(localStorage).find(key => key.endsWith(" visits"));
                localStorage.setItem(name, JSON.stringify({before: "", last: "2020-01-01"}));
                sessionStorage.clear();
            }"""
        )
        page.reload()
        assert page.locator(".is-new").count() > 10


def test_footnotes_stand_beside_the_text_where_there_is_room(chromium: Browser, site: Path) -> None:
    note = next(path for path in sorted(site.glob("notes/*.html")) if 'class="footnotes"' in path.read_text())
    with visits(chromium, width=1440) as visit:
        visit.page.goto(note.as_uri())
        side = visit.page.locator(".sidenote").first
        assert side.is_visible()
        text, beside = visit.page.locator(".prose > p").first.bounding_box(), side.bounding_box()
        assert text is not None
        assert beside is not None
        assert beside["x"] >= text["x"] + text["width"]
        assert not visit.page.locator(".footnotes").is_visible()
        visit.page.set_viewport_size({"width": 900, "height": 800})
        assert not side.is_visible()
        assert visit.page.locator(".footnotes").is_visible()
    with visits(chromium, width=1440, scripts=False) as visit:
        visit.page.goto(note.as_uri())
        assert visit.page.locator(".footnotes").is_visible()


def test_without_a_script_nothing_is_offered_that_takes_one(chromium: Browser, site: Path) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto((site / NOTE).as_uri())
        assert not visit.page.locator(".site-tools").is_visible()
        assert visit.page.locator(".site-nav a").first.is_visible()


def test_without_storage_everything_works_but_nothing_is_kept(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        page = visit.page
        page.add_init_script(
            """for (const name of ["localStorage", "sessionStorage"])
                Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});"""
        )
        page.goto(host + NOTE)
        before = background(page)
        page.keyboard.press("d")
        assert background(page) != before
        page.locator(PREVIEWED).hover()
        page.locator(".preview").wait_for()
    assert visit.complaints == []


_SHIFTS = """() => new Promise((done) => {
    const seen = [];
    new PerformanceObserver((list) => seen.push(...list.getEntries())).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(seen.map((each) => each.value)), 400);
})"""


@pytest.mark.parametrize("width", [412, 1280])
def test_nothing_moves_while_a_page_comes_in(chromium: Browser, host: str, width: int) -> None:
    paths = [KINDS[kind] for kind in ("home", "hub", "note", "line", "source", "all notes", "map of everything")]
    with visits(chromium, width=width) as visit:
        for path in (*paths, "search.html?q=reward"):
            visit.page.goto(host + path, wait_until="networkidle")
            assert visit.page.evaluate(_SHIFTS) == [], path
        # Where a font for formulas takes the place of the system's, letters of these formulas change their widths.
        visit.page.goto(host + KINDS["note with math"], wait_until="networkidle")
        assert sum(visit.page.evaluate(_SHIFTS)) < 0.005


def test_a_page_in_which_things_move_is_noticed(chromium: Browser) -> None:
    with visits(chromium) as visit:
        visit.page.set_content("<p>moved</p>")
        visit.page.wait_for_timeout(100)
        visit.page.evaluate(
            "document.body.prepend(Object.assign(document.createElement('div'), {style: 'height: 300px'}))"
        )
        assert visit.page.evaluate(_SHIFTS)
