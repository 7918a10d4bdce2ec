"""Maps in a real Chromium: lists as pictures, where a note stands, and the map of everything; with script or none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from judges.test_browser import KINDS, SCHEMES
from judges.visiting import ColorScheme, visits

pytestmark = pytest.mark.xdist_group("readers")

HUB = KINDS["hub"]
NOTE = KINDS["note"]
MAP = "map.html"
# How many colours a part of the canvas has, as sampled: a picture has many, an empty one has one.
_COLOURS = """() => {
  const canvas = document.querySelector(".atlas-stage canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4 * 37) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
  return found.size;
}"""


def violations(page: Page) -> dict[str, list[Any]]:
    return {each["id"]: each["nodes"] for each in Axe().run(page).response["violations"]}


def settled(page: Page) -> None:
    """Wait until the map of everything is drawn."""
    page.locator(".atlas[data-drawn]").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_hub_is_a_map_of_links_with_the_same_notes_in_a_list(chromium: Browser, site: Path, scripts: bool) -> None:
    with visits(chromium, scripts=scripts) as visit:
        visit.page.goto((site / HUB).as_uri())
        shown = visit.page.locator(".map")
        assert not shown.is_visible()
        visit.page.get_by_label("Map", exact=True).check()
        assert shown.is_visible()
        nodes = shown.locator("svg a").evaluate_all("links => links.map(link => link.href.baseVal)")
        cards = visit.page.locator(".card-title a").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        assert sorted(nodes) == sorted(set(cards))
        assert not visit.page.locator(".card-description").first.is_visible()
        shown.locator("svg a", has_text="Mechanics").locator("circle").click()
        assert visit.page.url.endswith("rl-training-mechanics.html")
    assert visit.complaints == []


@pytest.mark.parametrize("path", [HUB, "all-notes.html", KINDS["topic"], KINDS["sub-map"]])
def test_no_label_lies_on_another(chromium: Browser, site: Path, path: str) -> None:
    with visits(chromium, width=1440) as visit:
        visit.page.goto((site / path).as_uri())
        visit.page.get_by_label("Map", exact=True).check()
        boxes = visit.page.locator(".map a:not(.quiet) text").evaluate_all(
            """labels => labels.map(label => label.getBoundingClientRect())
                .map(box => [box.left, box.top, box.right, box.bottom])"""
        )
    assert len(boxes) > 3
    overlapping = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 2 and other[1] < one[3] - 2
    ]
    assert overlapping == []


def test_a_label_that_has_no_room_is_shown_when_asked_for(chromium: Browser, site: Path) -> None:
    with visits(chromium, width=1440) as visit:
        visit.page.goto((site / "all-notes.html").as_uri())
        visit.page.get_by_label("Map", exact=True).check()
        quiet = visit.page.locator(".map a.quiet").first
        assert not quiet.locator("text").is_visible()
        quiet.locator("circle").hover()
        assert quiet.locator("text").is_visible()


def test_the_keyboard_goes_from_the_choice_to_the_map_and_its_list(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / HUB).as_uri())
        visit.page.get_by_label("Cards", exact=True).focus()
        visit.page.keyboard.press("ArrowRight")
        visit.page.keyboard.press("ArrowRight")
        assert visit.page.locator(".map").is_visible()
        visit.page.keyboard.press("Tab")
        expect(visit.page.get_by_role("group", name="Map of these notes")).to_be_focused()
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(".card-title a").first).to_be_focused()


def test_a_note_shows_where_it_stands(chromium: Browser, site: Path) -> None:
    with visits(chromium, width=320, scripts=False) as visit:
        visit.page.goto((site / NOTE).as_uri())
        around = visit.page.get_by_role("region", name="Where this note stands")
        listed = around.locator("dd a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert not around.locator("dl").is_visible()
        around.locator("summary").click()
        assert around.locator("dl").is_visible()
        assert around.locator("dt").all_inner_texts() == ["Listed in", "Builds on", "Built on by", "Shared papers"]
        assert (
            around.get_by_role("link", name="On the map of everything").get_attribute("href") == f"../{MAP}?at={NOTE}"
        )
        drawn = around.locator("svg a").evaluate_all("links => links.map(link => link.href.baseVal)")
        assert drawn == listed
        assert around.locator("svg").evaluate("each => each.getBoundingClientRect().right <= innerWidth")


@pytest.fixture
def whole(chromium: Browser, host: str) -> Any:
    """The map of everything, drawn."""
    with visits(chromium, width=1280) as visit:
        visit.page.goto(host + MAP)
        settled(visit.page)
        yield visit.page
    assert visit.complaints == []


def side(page: Page) -> Locator:
    return page.get_by_role("region", name="Selected")


def test_everything_is_drawn_and_its_communities_are_named(whole: Page) -> None:
    assert whole.evaluate(_COLOURS) > 10
    assert side(whole).get_by_role("link", name="Mechanics").is_visible()
    assert whole.locator(".atlas-word").count() == 0


def test_a_page_is_found_selected_and_shown_with_its_neighbours_by_the_keyboard(whole: Page) -> None:
    whole.get_by_label("Find a page").press_sequentially("small slice")
    assert "1 page found" in whole.get_by_role("status").all_inner_texts()[-1]
    whole.keyboard.press("Enter")
    title = side(whole).get_by_role("heading", level=2)
    assert "slice" in title.inner_text()
    assert whole.url.endswith(f"?at={NOTE}")
    assert side(whole).get_by_text(re.compile(r"^Links to \d")).is_visible()
    side(whole).get_by_role("button", name=re.compile("Show on the map")).first.click()
    assert "slice" not in title.inner_text()
    title.get_by_role("link").click()
    assert not whole.url.endswith(NOTE)
    assert whole.locator("h1").is_visible()


def test_an_address_names_the_selected_page(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        visit.page.goto(f"{host}{MAP}?at={NOTE}")
        settled(visit.page)
        assert "slice" in side(visit.page).get_by_role("heading", level=2).inner_text()


def test_kinds_and_tags_filter_what_is_shown(whole: Page) -> None:
    whole.get_by_label(re.compile("^Sources")).uncheck()
    told = whole.locator(".atlas-facts[role=status]")
    assert re.fullmatch(r"\d+ of [\d,]+ pages shown", told.inner_text())
    before = told.inner_text()
    whole.get_by_label("Tag").select_option(label=whole.locator("select option").nth(1).inner_text())
    assert told.inner_text() != before
    whole.get_by_label("Find a page").fill("the")
    assert int(told.inner_text().split()[0]) < int(before.split()[0])


def test_a_press_on_a_node_selects_it_and_a_drag_does_not(whole: Page) -> None:
    whole.get_by_label("Find a page").fill("small slice")
    whole.keyboard.press("Enter")
    side(whole).get_by_role("button", name="Clear").click()
    assert side(whole).get_by_role("heading", name="Communities").is_visible()
    box = whole.locator(".atlas-stage").bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the note was brought there
    whole.mouse.click(*middle)
    assert "slice" in side(whole).get_by_role("heading", level=2).inner_text()
    whole.mouse.move(*middle)
    whole.mouse.down()
    whole.mouse.move(middle[0] + 90, middle[1] + 30, steps=4)
    whole.mouse.up()
    assert "slice" in side(whole).get_by_role("heading", level=2).inner_text()
    whole.mouse.click(middle[0] + 90, middle[1] + 30)  # it came along
    assert "slice" in side(whole).get_by_role("heading", level=2).inner_text()


def test_two_fingers_zoom(chromium: Browser, host: str) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(host + MAP)
    settled(page)
    before = page.evaluate(_COLOURS)
    stage = page.locator(".atlas-stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = context.new_cdp_session(page)
    for step in range(8):
        points = [{"x": x - 20 - 10 * step, "y": y, "id": 1}, {"x": x + 20 + 10 * step, "y": y, "id": 2}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)
    assert page.evaluate(_COLOURS) != before
    context.close()


def test_from_disk_the_map_says_what_it_takes(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / MAP).as_uri())
        expect(visit.page.locator(".atlas-word")).to_contain_text("opened from disk")
        visit.page.locator(".atlas-word a").click()
        assert visit.page.url.endswith("all-notes.html")
    assert visit.complaints == []


def test_without_scripts_there_are_the_hubs_and_all_notes(chromium: Browser, host: str) -> None:
    with visits(chromium, scripts=False) as visit:
        visit.page.goto(host + MAP)
        assert visit.page.locator(".atlas-word a").is_visible()
        assert visit.page.locator(".link-list a").count() > 0
        assert visit.page.locator("canvas").count() == 0


def test_nothing_of_it_is_loaded_elsewhere(chromium: Browser, host: str) -> None:
    with visits(chromium) as visit:
        for path in (HUB, NOTE, "all-notes.html", "index.html"):
            visit.page.goto(host + path)
        assert [url for url in visit.requests if "/map" in url] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 1440])
def test_no_map_keeps_anyone_out(chromium: Browser, host: str, width: int, scheme: ColorScheme) -> None:
    with visits(chromium, scheme, width) as visit:
        visit.page.goto(host + MAP)
        settled(visit.page)
        wrong = {MAP: violations(visit.page)}
        visit.page.get_by_label("Find a page").fill("small slice")
        visit.page.keyboard.press("Enter")
        wrong["selected"] = violations(visit.page)
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for path in (HUB, "all-notes.html"):
            visit.page.goto(host + path)
            visit.page.get_by_label("Map", exact=True).check()
            wrong[path] = violations(visit.page)
    assert {path: found for path, found in wrong.items() if found} == {}
