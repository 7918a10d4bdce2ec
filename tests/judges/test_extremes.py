"""Notes beyond all measure: the pages stay readable, as wide as the window, and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from samples import built, written

from judges.visiting import visits

pytestmark = pytest.mark.xdist_group("readers")

MANY = 900
LONG_TITLE = "Why does " + "a very long question about reward " * 8 + "matter?"
NOTES = {
    "long.md": "# Sixty thousand words\n\n"
    + "\n\n".join(
        f"## Part {part}\n\n" + "Ten plain words make up each of these many sentences. " * 60 for part in range(100)
    ),
    "title.md": (
        f"---\ntitle: {LONG_TITLE!r}\ndescription: {'Much is told here. ' * 20!r}\n---\nA text with [[long]].\n"
    ),
    "word.md": f"# {'Unbreakable' * 30}\n\n{'x' * 500} and `{'y' * 300}` and https://example.org/{'z' * 300}\n",
    "table.md": "# Forty columns\n\n"
    + "|".join(f"column {n}" for n in range(40))
    + "\n"
    + "|".join(["---"] * 40)
    + "\n"
    + "|".join(f"value {n}" for n in range(40))
    + "\n",
    "math.md": "# Wide formula\n\n$$" + " + ".join(f"x_{{{n}}}^{{2}}" for n in range(120)) + "$$\n",
    "emoji.md": "---\ntitle: 🎲🎯 Emoji 👩‍👩‍👧‍👦 title 🇪🇺\n---\nText.\n",
    "mixed.md": "# English with العربية inside\n\nA sentence, ثم جملة بالعربية, and on. [[arabic]]\n",
    "arabic.md": "---\nlang: ar\ntitle: ملاحظة عن التعلم\n---\nنص عربي مع English words داخله و[[long]].\n",
    "missing.md": "# A missing picture\n\n![What it shows](gone.png) and [[nowhere]]\n",
    "alone.md": "# Alone\n\nNo link here.\n",
    "hub.md": "---\nkind: hub\ntitle: Two thousand notes\n---\n" + "".join(f"- [[n{n:04}]]\n" for n in range(2000)),
    "popular.md": "# Linked by all\n\nText.\n",
    **{f"n{n:04}.md": f"# Note {n}\n\n" + ("See [[popular]].\n" if n < MANY else "Text.\n") for n in range(2000)},
}
SHOWN = ("long", "title", "word", "table", "math", "emoji", "mixed", "arabic", "missing", "alone", "hub", "popular")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of such notes."""
    folder = written(tmp_path_factory.mktemp("extremes"), {"rlnotes.toml": 'title = "Extremes"\n'})
    written(folder / "notes", NOTES)
    run = built(folder / "site", "-f", folder / "rlnotes.toml")
    assert (run.site / "index.html").exists()
    return run.site


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_no_page_is_wider_than_the_window_or_complains(chromium: Browser, site: Path, width: int) -> None:
    wrong = {}
    with visits(chromium, width=width) as visit:
        for name in SHOWN:
            visit.complaints.clear()
            visit.page.goto((site / f"{name}.html").as_uri())
            overflow = visit.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if overflow > 0 or visit.complaints:
                wrong[name] = (overflow, visit.complaints)
    assert wrong == {}


def test_they_keep_nobody_out(chromium: Browser, site: Path) -> None:
    wrong = {}
    with visits(chromium, width=390) as visit:
        for name in SHOWN:
            if name != "hub":  # two thousand times the same card
                visit.page.goto((site / f"{name}.html").as_uri())
                wrong[name] = [each["id"] for each in Axe().run(visit.page).response["violations"]]
    assert {name: rules for name, rules in wrong.items() if rules} == {}


def test_what_is_missing_is_said(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / "missing.html").as_uri())
        text = visit.page.locator(".prose").inner_text()
        assert "What it shows" in text
        assert "nowhere" in text


def test_an_arabic_page_runs_from_right_to_left(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / "arabic.html").as_uri())
        assert visit.page.evaluate("getComputedStyle(document.querySelector('.prose')).direction") == "rtl"


def test_a_note_with_hundreds_of_backlinks_shows_them_all(chromium: Browser, site: Path) -> None:
    with visits(chromium) as visit:
        visit.page.goto((site / "popular.html").as_uri())
        assert visit.page.locator(".backlinks > ul > li").count() == MANY
