"""An Arabic site in a real Chromium: laid out from right to left, with scripts that speak Arabic, also from disk."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from samples import built, written

from judges.conftest import Quiet
from judges.visiting import ColorScheme, visits
from rlnotes.parse.slug import heading_slug

pytestmark = pytest.mark.xdist_group("readers")

NOTES = {
    "notes/hub.md": "---\nkind: hub\ntitle: محور\n---\n- [[policy]]\n- [[penalty]]\n- [[english]]\n",
    "notes/policy.md": "---\ntitle: السياسة\ndate: 2026-05-03\n---\nانظر [[penalty]].\n\n```python\nx = 1\n```\n",
    "notes/penalty.md": "# العقوبة\n\nانظر [[policy]].\n",
    "notes/english.md": "---\nlang: en\n---\n# English (and parentheses)\n\nSee [[policy]].\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = written(tmp_path_factory.mktemp("arabic"), {"rlnotes.toml": 'title = "م"\nlanguage = "ar"\n', **NOTES})
    return built(folder / "site", "-f", folder / "rlnotes.toml").site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_pages_from_right_to_left_fit_and_complain_of_nothing(
    chromium: Browser, address: str, scheme: ColorScheme, width: int
) -> None:
    with visits(chromium, scheme, width) as visit:
        for name in ("index", "hub", "policy", "english", "all-notes", "map", "search"):
            visit.page.goto(f"{address}{name}.html")
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        visit.page.goto(f"{address}english.html")
        assert Axe().run(visit.page).response["violations"] == []
        code = "getComputedStyle(document.querySelector('.prose pre')).direction"
        visit.page.goto(f"{address}policy.html")
        assert visit.page.evaluate(code) == "ltr"
        assert visit.complaints == []


def test_scripts_speak_the_language_of_the_site(chromium: Browser, address: str) -> None:
    with visits(chromium) as visit:
        visit.page.goto(f"{address}policy.html")
        assert visit.page.locator(".copy-button").inner_text() == "نسخ"
        visit.page.locator(".menu-button").click()
        assert "ملاحظة عشوائية" in visit.page.locator(".menu").inner_text()
        visit.page.goto(f"{address}search.html?q=السياسة")
        visit.page.locator(".search-status:not(:empty)").wait_for()
        assert visit.page.locator(".search-status").inner_text() in ("صفحتان", "3 صفحات", "صفحة واحدة")
        visit.page.goto(f"{address}all-notes.html?sort=newest")
        visit.page.locator(".list-told:not(:empty)").wait_for()
        assert visit.page.locator(".list-found time").first.inner_text() == "3 مايو 2026"
        assert visit.page.locator(".list-told").inner_text() == "4 من 4 ملاحظات"


def test_scripts_speak_it_on_pages_opened_from_disk_too(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / "policy.html").as_uri())
        assert visit.page.locator(".copy-button").inner_text() == "نسخ"
        visit.page.goto((site / "search.html").as_uri())
        assert visit.page.locator(".search-word a").inner_text() == "كل الملاحظات"
        assert "القرص" in visit.page.locator(".search-word").inner_text()


SCRIPTS: Final = {
    "強化學習": "方法與結果",
    "強化学習とは": "がくしゅうの方法",
    "강화 학습": "방법론",
    "التعلم المعزز": "الطُّرُق والأساليب",
    "सुदृढीकरण अधिगम": "विधियाँ",
    "การเรียนรู้": "วิธีการ",
    "למידת חיזוק": "שִׁיטוֹת",
    "Ενισχυτική μάθηση": "Μέθοδοι και ΌΡΙΑ",
    "Обучение": "Ещё йод",
    "የማጠናከሪያ ትምህርት": "ዘዴዎች እና ውጤቶች",
}


def test_headings_in_ten_scripts_are_where_links_lead(chromium: Browser, tmp_path: Path) -> None:
    links = "".join(f"- [[{name}#{heading}]] [[{name}#{heading_slug(heading)}]]\n" for name, heading in SCRIPTS.items())
    notes = {f"notes/{name}.md": f"# {name}\n\n## {heading}\n\nText.\n" for name, heading in SCRIPTS.items()}
    folder = written(tmp_path, {"rlnotes.toml": 'title = "S"\n', "notes/index.md": links, **notes})
    run = built(folder / "site", "-f", folder / "rlnotes.toml")
    assert [found.rule for found in run.findings if "anchor" in found.rule or "link" in found.rule] == []
    with visits(chromium) as visit:
        visit.page.goto((run.site / "index.html").as_uri())
        collect = "all => all.map(each => each.href)"
        addresses = visit.page.locator(".prose li a, main li a").evaluate_all(collect)
        told = []
        for address in dict.fromkeys(each for each in addresses if "#" in each):
            visit.page.goto(address)
            told.append(visit.page.evaluate("document.querySelector('h2:target')?.firstChild?.textContent.trim()"))
        assert told == list(SCRIPTS.values())
