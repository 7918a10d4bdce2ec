"""Live reload in a real Chromium: the page is swapped, and all that the reader did to it stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from shell.served_sites import Served, build_of, changed_to, finding, page, served

from rlnotes.shell.serving.showing import troubled

pytestmark = pytest.mark.xdist_group("judges")

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_STILL_THE_SAME_DOCUMENT = "window.wasHere === true"


@pytest.fixture(scope="module")
def browser(chromium: Browser) -> Browser:
    return chromium


@contextmanager
def visiting(browser: Browser, site: Served, path: str = "a.html", width: int = 900) -> Iterator[Page]:
    """A page of the site, open and connected; whatever the browser complains of, a missing page aside, fails."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 500})
    opened = context.new_page()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    with opened.expect_request("**/events*"):
        opened.goto(site.address + path)
    opened.evaluate("window.wasHere = true")
    yield opened
    context.close()
    assert [words for words in complaints if "404 (Not Found)" not in words] == []


def paragraphs(count: int) -> str:
    return "".join(f"<p>Paragraph {number}</p>\n" for number in range(count))


def test_a_changed_page_is_swapped_in_place_with_its_title(browser: Browser) -> None:
    with served(build_of({"a.html": page("<h1>Old</h1>", "Old")})) as site, visiting(browser, site) as view:
        changed_to(site.board, {"a.html": page("<h1>New</h1><p>More</p>", "New")}, "a.html")
        expect(view.locator("h1")).to_have_text("New")
        expect(view).to_have_title("New")
        assert view.evaluate(_STILL_THE_SAME_DOCUMENT)


def test_a_page_that_did_not_change_is_left_alone(browser: Browser) -> None:
    files = {"a.html": page("<h1>A</h1>"), "b.html": page("<h1>B</h1>")}
    with served(build_of(files)) as site, visiting(browser, site) as view:
        fetched: list[str] = []
        view.on("request", lambda request: fetched.append(request.url))
        changed_to(site.board, files | {"b.html": page("<h1>B2</h1>")}, "b.html")
        changed_to(site.board, files, "b.html", findings=(finding("z.md"),))
        expect(view.locator("rlnotes-live .panel")).to_be_visible()
        assert fetched == []


def test_the_scroll_position_stays(browser: Browser) -> None:
    before, after = page(paragraphs(200)), page(paragraphs(200).replace("Paragraph 150<", "Changed<"))
    with served(build_of({"a.html": before})) as site, visiting(browser, site) as view:
        view.evaluate("scrollTo(0, 2000)")
        changed_to(site.board, {"a.html": after}, "a.html")
        expect(view.get_by_text("Changed")).to_have_count(1)
        assert view.evaluate("scrollY") == 2000


def test_what_is_read_stays_in_view_when_text_grows_above(browser: Browser) -> None:
    before, after = page(paragraphs(200)), page("<h2>Inserted</h2>" + paragraphs(200))
    with served(build_of({"a.html": before})) as site, visiting(browser, site) as view:
        view.evaluate("scrollTo(0, 2000)")
        place = "document.querySelectorAll('p')[60].getBoundingClientRect().top"
        top = view.evaluate(place)
        changed_to(site.board, {"a.html": after}, "a.html")
        expect(view.locator("main h2")).to_have_count(1)
        view.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert view.evaluate(place) == pytest.approx(top, abs=2)


_PIECES = st.sampled_from(
    ["text", " ", "<!-- c -->", "<p>a</p>", "<p class='k'>b</p>", "<p id='x'>c</p>", "<h2 id='y'>d</h2>", "<hr>",
     "<details open><summary>s</summary>t</details>", "<details><summary>s</summary><p>a</p></details>",
     "<ul><li>1</li><li>2</li></ul>", "<ul><li>2</li></ul>", "<input type='checkbox' checked>",
     "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>", "<math><mi>x</mi></math>", "<pre>1\n2</pre>"]
)  # fmt: skip
_BODIES = st.recursive(
    st.lists(_PIECES, max_size=12).map("".join),
    lambda inner: st.lists(inner | _PIECES, max_size=4).map(lambda parts: f"<div>{''.join(parts)}</div>".join("ab")),
    max_leaves=6,
)
_TITLED = """title => new Promise((done, fail) => {
    const look = () => document.title === title ? done() : setTimeout(look, 2);
    setTimeout(fail, 5000);
    look();
})"""
_DOCUMENT = "document.body.innerHTML"
_AS_SERVED = """fetch(location.href).then(answer => answer.text()).then(text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelector("script").remove();
    return page.body.innerHTML;
})"""


def test_after_any_swaps_the_page_is_what_a_reload_would_show(browser: Browser) -> None:
    @given(st.lists(_BODIES, min_size=1, max_size=6))
    @settings(max_examples=25, deadline=None)
    def law(bodies: list[str]) -> None:
        for body in bodies:
            title = str(site.board.showing.number + 1)
            changed_to(site.board, {"a.html": page(body, title)}, "a.html")
            view.evaluate(_TITLED, title)
            assert view.evaluate(_DOCUMENT) == view.evaluate(_AS_SERVED)

    with served(build_of({"a.html": page("")})) as site, visiting(browser, site) as view:
        law()
        assert view.evaluate(_STILL_THE_SAME_DOCUMENT)


_CARDS = """<details id="one"><summary>First</summary>one</details>
<details class="c"><summary>Second</summary>two</details>
<details class="c" open><summary>Third</summary>three</details>
<label><input type="radio" name="view" checked> Cards</label> <label><input type="radio" name="view"> List</label>
<input type="checkbox" id="task"> <a href="#x" id="link">A link</a>"""


def test_open_details_the_chosen_view_and_the_focus_stay(browser: Browser) -> None:
    after = "<details><summary>Before all</summary>new</details>" + _CARDS.replace("one<", "changed<")
    with served(build_of({"a.html": page(_CARDS)})) as site, visiting(browser, site) as view:
        view.get_by_text("Second").click()
        view.get_by_text("Third").click()
        view.get_by_label("List").check()
        view.locator("#link").focus()
        changed_to(site.board, {"a.html": page(after)}, "a.html")
        expect(view.locator("details", has_text="Before all")).to_have_count(1)
        opened = view.evaluate("[...document.querySelectorAll('details')].map(each => each.open)")
        assert opened == [False, False, True, False]
        assert view.locator("#one").inner_text(timeout=1000).startswith("First")
        assert view.get_by_label("List").is_checked()
        assert view.evaluate("document.activeElement.id") == "link"


def test_focus_on_something_that_is_gone_moves_to_the_content(browser: Browser) -> None:
    with served(build_of({"a.html": page('<p>Text</p><a href="#x">A link</a>')})) as site, visiting(browser, site) as v:
        v.locator("a").focus()
        changed_to(site.board, {"a.html": page("<p>Text</p>")}, "a.html")
        expect(v.locator("a")).to_have_count(0)
        assert v.evaluate("document.activeElement.id") == "page:content"


def test_a_note_that_loses_and_regains_its_page_is_followed(browser: Browser) -> None:
    files = {"404.html": page("<h1>Not found</h1>")}
    with served(build_of(files)) as site, visiting(browser, site) as view:
        expect(view.locator("h1")).to_have_text("Not found")
        for state, changed in (({"a.html": page("<h1>Found</h1>")}, "Found"), ({}, "Not found")):
            changed_to(site.board, files | state, "a.html")
            expect(view.locator("h1")).to_have_text(changed)


def test_a_changed_stylesheet_is_swapped_without_a_reload(browser: Browser) -> None:
    link = '<link rel="stylesheet" href="static/site.css">\n'
    files = {"a.html": page("<h1>A</h1>", head=link), "static/site.css": b"h1 { color: rgb(1, 1, 1) }"}
    with served(build_of(files)) as site, visiting(browser, site) as view:
        expect(view.locator("h1")).to_have_css("color", "rgb(1, 1, 1)")
        files["static/site.css"] = b"h1 { color: rgb(2, 2, 2) }"
        changed_to(site.board, files, "static/site.css")
        expect(view.locator("h1")).to_have_css("color", "rgb(2, 2, 2)")
        expect(view.locator("link[rel='stylesheet']")).to_have_count(1)
        files["a.html"] = page("<h1>B</h1>", head=link)
        changed_to(site.board, files, "a.html")
        expect(view.locator("h1")).to_have_text("B")
        expect(view.locator("h1")).to_have_css("color", "rgb(2, 2, 2)")
        assert view.evaluate(_STILL_THE_SAME_DOCUMENT)


_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'


def test_a_changed_picture_is_shown_anew(browser: Browser) -> None:
    files = {"a.html": page('<img src="dot.svg" alt="">'), "dot.svg": _DOT.format(10).encode()}
    with served(build_of(files)) as site, visiting(browser, site) as view:
        changed_to(site.board, files | {"dot.svg": _DOT.format(20).encode()}, "dot.svg")
        expect(view.locator("img")).to_have_js_property("naturalWidth", 20)


def test_a_changed_policy_reloads_the_whole_page(browser: Browser) -> None:
    with served(build_of({"a.html": page("<h1>Old</h1>")})) as site, visiting(browser, site) as view:
        changed_to(site.board, {"a.html": page("<h1>New</h1>").replace(b"; base-uri 'none'", b"")}, "a.html")
        expect(view.locator("h1")).to_have_text("New")
        assert not view.evaluate(_STILL_THE_SAME_DOCUMENT)


def test_a_page_catches_up_with_what_changed_while_it_was_not_connected(browser: Browser) -> None:
    with served(build_of({"a.html": page("<h1>Old</h1>")})) as site, visiting(browser, site) as view:
        view.evaluate("dispatchEvent(new Event('pagehide'))")
        changed_to(site.board, {"a.html": page("<h1>New</h1>")}, "a.html")
        view.evaluate("dispatchEvent(new Event('pageshow'))")
        expect(view.locator("h1")).to_have_text("New")


def test_the_overlay_shows_what_is_wrong_as_text_and_goes_when_it_is_mended(browser: Browser) -> None:
    words = "the configuration can't be used\nrlnotes.toml:1:1: <img src=x onerror=alert(1)>"
    with served(build_of({"a.html": page("<h1>A</h1>")})) as site, visiting(browser, site) as view:
        overlay = view.get_by_role("alert")
        site.board.show(troubled(site.board.showing, words))
        expect(overlay).to_be_visible()
        expect(overlay.locator("pre")).to_have_text(words)
        expect(overlay.locator("img")).to_have_count(0)
        expect(view.locator("h1")).to_have_text("A")
        changed_to(site.board, {"a.html": page("<h1>A</h1>")})
        expect(overlay).to_be_hidden()


def test_the_overlay_can_be_hidden_until_something_else_is_wrong(browser: Browser) -> None:
    with served(build_of({"a.html": page("<h1>A</h1>")})) as site, visiting(browser, site) as view:
        site.board.show(troubled(site.board.showing, "first"))
        view.get_by_role("button", name="Hide").click()
        expect(view.get_by_role("alert")).to_be_hidden()
        site.board.show(troubled(site.board.showing, "second"))
        expect(view.get_by_role("alert")).to_contain_text("second")


def test_the_panel_lists_this_pages_findings_first_and_goes_when_they_are_mended(browser: Browser) -> None:
    found = (finding("0.md", message="elsewhere"), finding("a.md", line=3, message="no note '<b>x</b>'"))
    with served(build_of({"a.html": page("<h1>A</h1>")}, findings=found)) as site, visiting(browser, site) as view:
        panel = view.locator("rlnotes-live .panel")
        expect(panel.get_by_role("status")).to_have_text("2 errors")
        panel.locator("summary").click()
        lines = panel.locator("li").all_inner_texts()
        assert lines == [
            "notes/a.md:3:1\nerror[broken-link] no note '<b>x</b>'",
            "notes/0.md:1:1\nerror[broken-link] elsewhere",
        ]
        view.reload()
        expect(panel.get_by_role("region", name="Findings")).to_be_visible()
        changed_to(site.board, {"a.html": page("<h1>A</h1>")}, findings=found[:1])
        expect(panel.get_by_role("status")).to_have_text("1 error")
        changed_to(site.board, {"a.html": page("<h1>A</h1>")})
        expect(panel).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_overlay_are_accessible_and_fit_a_phone(browser: Browser, scheme: str) -> None:
    found = tuple(finding("a.md", line, "a-very-long-word-" * 20) for line in range(40))
    with (
        served(build_of({"a.html": page("<h1>A</h1>")}, findings=found)) as site,
        visiting(browser, site, width=320) as view,
    ):
        view.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        view.locator("rlnotes-live summary").click()
        assert Axe().run(view).response["violations"] == []
        site.board.show(troubled(site.board.showing, "wrong " * 500))
        expect(view.get_by_role("alert")).to_be_visible()
        assert Axe().run(view).response["violations"] == []
        assert view.evaluate("document.documentElement.scrollWidth") <= 320
        view.get_by_role("button", name="Hide").click()


def test_without_scripts_the_page_reads_as_built(browser: Browser) -> None:
    with served(build_of({"a.html": page("<h1>A</h1>")})) as site:
        context = browser.new_context(java_script_enabled=False)
        view = context.new_page()
        view.goto(site.address + "a.html")
        expect(view.locator("h1")).to_have_text("A")
        context.close()
