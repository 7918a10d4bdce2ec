"""A site of hostile notes: nothing in its files can run, nothing that they ask a real Chromium to run is run."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page
from samples import Element, Run, built, page, pages, references, written
from trust.hostile_notes import FOREIGN, SCRIPTS, hostile_notes

from judges.conftest import Quiet

pytestmark = pytest.mark.xdist_group("readers")

BASE = "https://example.org/kb/"
LINKABLE = {"http", "https", "mailto", "tel", "doi", "ftp"}
LOADING = {"src", "srcset", "poster", "data"}
OTHER_ADDRESSES = ("action", "formaction", "background", "cite", "ping", "xlink:href", "codebase", "manifest", "srcdoc")
UNWANTED = {"iframe", "object", "embed", "base", "applet", "frame", "animate", "set", "foreignObject", "style"}
OPENED = (
    "index",
    "hub",
    "all-notes",
    "search",
    "map",
    "tags/index",
    "bibliography",
    "sitemap",
    "404",
    "links/a0",
    "links/a14",
    "keys/k3",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = written(tmp_path_factory.mktemp("hostile"), hostile_notes())
    return built(folder / "host" / "kb", cwd=folder)


@pytest.fixture(scope="module")
def address(hostile: Run) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(hostile.site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/kb/"
        server.shutdown()


def test_the_build_ends_with_findings_and_every_note_has_a_page(hostile: Run) -> None:
    assert (hostile.code, "Traceback" in hostile.said, "internal error" in hostile.said) == (1, False, False)
    assert all((hostile.site / f"n{number}.html").is_file() for number in range(len(SCRIPTS)))
    assert all((hostile.site / f"raw/r{number}.html").is_file() for number in range(len(SCRIPTS)))


def test_no_page_has_anything_that_could_run(hostile: Run) -> None:
    wrong = {
        path.relative_to(hostile.site).as_posix(): found for path in pages(hostile.site) if (found := active(path))
    }
    assert wrong == {}


def active(path: Path) -> list[str]:
    """What in a page could run, or loads anything from elsewhere, as a browser reads it."""
    root = page(path)
    return [*_elements(root), *_attributes(root), *_addresses(root)]


def _elements(root: Element) -> Iterator[str]:
    for found in root.iter():
        if isinstance(found.tag, str):
            name = found.tag.rpartition("}")[2]
            source = found.get("src", "")
            if name == "script" and found.get("type") == "application/ld+json":
                json.loads(found.text or "")  # no browser runs it, and nothing else can be in it
            elif name == "script" and (found.text or "static/" not in source or urlsplit(source).netloc):
                yield f"<script> {source} {found.text}"
            if name == "form" and not found.get("class"):  # those of the templates have one
                yield "<form>"
            if name in UNWANTED or (name == "meta" and found.get("http-equiv") == "refresh" and not _is_redirect(root)):
                yield f"<{name}>"


def _is_redirect(root: Element) -> bool:
    return any(found.get("rel") == "canonical" for found in root.iter("link"))


def _attributes(root: Element) -> Iterator[str]:
    for found in root.iter():
        for name, value in found.items() if isinstance(found.tag, str) else ():
            if name.lower().startswith("on") or (name == "style" and ("url" in value or "expression" in value)):
                yield f"{found.tag} {name}={value}"
            if name in OTHER_ADDRESSES and not _is_inside(value):
                yield f"{found.tag} {name}={value}"


def _addresses(root: Element) -> Iterator[str]:
    for name, value in references(root):
        scheme = urlsplit(urljoin(BASE, value.strip("\0\x01 \t\n"))).scheme
        if scheme not in LINKABLE and value != "data:,":
            yield f"{name}={value}"
        if name in LOADING and not _is_inside(value):
            yield f"loads {name}={value}"


def _is_inside(address: str) -> bool:
    """Whether an address stays on its host, as browsers read it, to which a backslash is a slash."""
    return urlsplit(urljoin(BASE, address.replace("\\", "/").replace("\t", ""))).netloc == "example.org"


def test_files_of_xml_and_json_can_be_read(hostile: Run) -> None:
    documents = [etree.parse(path) for path in hostile.site.rglob("*.xml")]
    assert documents
    for path in hostile.site.rglob("*.json"):
        json.loads(path.read_bytes())


@pytest.mark.parametrize("bypasses", [False, True], ids=["under the policy", "without the policy"])
def test_no_opened_page_runs_or_asks_for_what_its_note_says(
    chromium: Browser, hostile: Run, address: str, bypasses: bool
) -> None:
    names = [*OPENED, *(f"{kind}{number}" for number in range(len(SCRIPTS)) for kind in ("n", "raw/r")[: 1 + bypasses])]
    context = chromium.new_context(bypass_csp=bypasses)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    shown = context.new_page()
    pwned = [
        name for name in names if (hostile.site / f"{name}.html").exists() and is_harmed(shown, f"{address}{name}.html")
    ]
    assert pwned == []
    assert [url for url in asked if FOREIGN in urlsplit(url).netloc] == []
    context.close()


def is_harmed(shown: Page, address: str) -> bool:
    """Whether anything ran that is not ours: a marker is set by each script in the notes."""
    shown.goto(address)
    return bool(shown.evaluate("'pwned' in window || document.querySelector('main') === null"))


@pytest.mark.parametrize("bypasses", [False, True], ids=["under the policy", "without the policy"])
def test_previews_filters_and_the_map_show_words_as_words(chromium: Browser, address: str, bypasses: bool) -> None:
    context = chromium.new_context(bypass_csp=bypasses)
    shown = context.new_page()
    shown.goto(address + "hub.html")
    for link in shown.locator("main .card-title a:visible").all()[:4]:
        link.hover()
        shown.locator(".preview").first.wait_for()
    assert not shown.evaluate("'pwned' in window")
    shown.goto(address + "all-notes.html")
    shown.get_by_label("Filter").press_sequentially("<img onerror")
    shown.locator(".list-told:not(:empty)").wait_for()
    assert not shown.evaluate("'pwned' in window")
    shown.goto(address + "map.html")
    shown.locator(".atlas[data-drawn]").wait_for()
    assert not shown.evaluate("'pwned' in window")
    context.close()


# ---- What scripts put in -------------------------------------------------------------------------------------------

OURS = "a li ol ul p h2 h3 mark span time select option button input label fieldset legend form div"
"""The elements that the scripts of search and map make; those of notes stay words."""

_STRANGE = """(root, names) => [...root.querySelectorAll("*")].filter((each) => !names.includes(each.localName)
  || [...each.attributes].some(({ name, value }) => name.startsWith("on")
    || (name === "href" && new URL(value, location.href).host !== location.host)
    || ["src", "srcdoc", "action", "style"].includes(name)))
  .map((each) => each.outerHTML)"""
QUERIES = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "<svg/onload=window.pwned=1>",
    "<iframe srcdoc",
    "onmouseover autofocus",
    "javascript window pwned",
    "<b>",
    "{{constructor.constructor('window.pwned=1')()}}",
)


@pytest.mark.parametrize("bypasses", [False, True], ids=["under the policy", "without the policy"])
def test_words_that_were_searched_for_and_found_stay_words(chromium: Browser, address: str, bypasses: bool) -> None:
    """Titles, excerpts with their marks, tags and kinds as filters; on the page and in the dialog of others."""
    context = chromium.new_context(bypass_csp=bypasses)
    shown = context.new_page()
    found = []
    shown.goto(f"{address}search.html?q=<img src=x onerror=window.pwned=1>&tag=<script>")
    for query in QUERIES:
        shown.get_by_label("Search for").fill(query)
        shown.wait_for_function("query => new URLSearchParams(location.search).get('q') === query", arg=query)
        shown.locator(".search-status:not(:empty)").wait_for()
        assert_plain(shown, ".search-here")
        found.append(shown.locator(".search-results").inner_text())
    assert any("<script>" in each for each in found)
    assert any("onerror" in each for each in found)
    shown.get_by_label("Search for").fill("")
    for select in shown.locator(".search-filters select").all():
        labels = select.locator("option").all_inner_texts()
        assert_plain(shown, ".search-filters")
        for label in [each for each in labels if "pwned" in each][:3]:
            select.select_option(label=label)
            shown.locator(".search-results a").first.wait_for()
            assert_plain(shown, ".search-here")
            found.append(label)
        select.select_option(index=0)
    assert len(found) == len(QUERIES) + 3  # tags
    shown.goto(address + "hub.html")
    shown.keyboard.press("/")
    shown.get_by_role("dialog", name="Search").get_by_label("Search for").fill(QUERIES[1])
    shown.locator("dialog .search-results a").first.wait_for()
    assert_plain(shown, "dialog[open]")
    context.close()


def assert_plain(shown: Page, selector: str) -> None:
    """Nothing, where nothing ran, and scripts have put in nothing but what they make themselves."""
    assert not shown.evaluate("'pwned' in window")
    assert shown.locator(selector).first.evaluate(_STRANGE, OURS.split()) == []


@pytest.mark.parametrize("bypasses", [False, True], ids=["under the policy", "without the policy"])
def test_names_on_the_map_stay_words(chromium: Browser, address: str, bypasses: bool) -> None:
    """Of pages that are found, of those around one, of communities, kinds and tags."""
    context = chromium.new_context(bypass_csp=bypasses)
    shown = context.new_page()
    shown.goto(f"{address}map.html?at=<img src=x onerror=window.pwned=1>")
    shown.locator(".atlas[data-drawn]").wait_for()
    assert_plain(shown, ".atlas-side")
    search = shown.get_by_label("Find a page")
    for query in ("<script>", "<img", "onmouseover", "<svg"):
        search.fill(query)
        assert query in shown.locator(".atlas-side").inner_text()
        assert_plain(shown, ".atlas-side")
        search.press("Enter")
        assert query in shown.get_by_role("region", name="Selected").get_by_role("heading", level=2).inner_text()
        assert_plain(shown, ".atlas-side")
    tags = shown.get_by_label("Tag")
    for label in [each for each in tags.locator("option").all_inner_texts() if "pwned" in each][:5]:
        tags.select_option(label=label)
        assert_plain(shown, ".atlas-side")
        assert_plain(shown, ".atlas-kinds")
    assert not shown.evaluate("'pwned' in window")
    context.close()
