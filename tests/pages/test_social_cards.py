"""Social cards: which pages have one, what it may say, and where pages tell of it."""

from __future__ import annotations

from typing import Any

import pytest
from fontTools.ttLib import TTFont

from pages.sites_in_text import ROOT, edition
from rlnotes.config.site import Config
from rlnotes.model.page import Page
from rlnotes.pages.edition import lettered
from rlnotes.pages.plan import plan_pages
from rlnotes.pages.social_letters import JOINED, MOST, OWN_RANGES, Letters, can_write, card_text
from rlnotes.pages.views.social import CARD, SocialCardView

BASE = Config(title="Site", description="About it.", base_url="https://example.org/kb")
FILES = {
    "a.md": "---\ntitle: A note\ndescription: Told.\nclaim: Claimed.\n---\n[[b]] and [[c]]{contradicts} [@k]",
    "b.md": "---\ntitle: B\n---\n[@k]",
    "c.md": "---\ntitle: C\nkind: page\n---\n",
    "h.md": "---\nkind: hub\ntitle: H\n---\n## S\n- [[a]]\n- [[g]]",
    "g.md": "---\nkind: hub\ntitle: G\n---\n## S\n- [[b]]",
    "posts/index.md": "---\ntitle: My posts\n---\n",
    "posts/p.md": "---\nkind: post\ntitle: P\ndate: 2026-01-01\n---\n",
    "w.bib": "@article{k, title={T}, year=2024}",
}


def planned(files: dict[str, str], letters: Letters = Letters.OWN, config: Config = BASE) -> dict[str, Page]:
    return {page.path: page for page in plan_pages(lettered(edition(files, config), letters))}


def card(files: dict[str, str], path: str, letters: Letters = Letters.OWN, config: Config = BASE) -> SocialCardView:
    page = planned(files, letters, config)[path]
    assert page.template == CARD
    assert isinstance(page.view, SocialCardView)
    return page.view


def told(page: Page) -> dict[str, str]:
    view: Any = page.view
    return {
        name: value
        for name, value in (*view.page.metadata.properties, *view.page.metadata.names)
        if name.startswith(("og:image", "twitter:"))
    }


def test_notes_of_every_kind_have_a_card_beside_their_page_and_so_has_the_front_page() -> None:
    cards = [path for path, page in planned(FILES).items() if page.template == CARD]
    names = ["a", "b", "c", "g", "h", "index", "posts/p"]
    assert cards == [f"{name}.card.png" for name in names]


def test_in_directory_style_a_card_lies_in_the_folder_of_its_page() -> None:
    config = Config(title="Site", base_url="https://example.org", url_style="directory")
    pages = planned(FILES, config=config)
    assert "a/index.card.png" in pages
    assert told(pages["a/index.html"])["og:image"] == "https://example.org/a/index.card.png"


def test_a_card_says_what_the_note_claims_or_else_describes() -> None:
    made = card(FILES, "a.card.png")
    assert (made.title, made.text, made.kind, made.site_title) == ("A note", "Claimed.", "NOTE", "Site")
    files = {"a.md": "---\ntitle: A\ndescription: Told.\n---\n"}
    assert card(files, "a.card.png").text == "Told."


def test_a_card_has_the_little_map_with_its_typed_lines() -> None:
    shown = card(FILES, "a.card.png").map
    assert shown
    assert [(point.name, point.relation) for point in shown.points] == [
        ("hubs", ""),
        ("before", ""),
        ("before", "contradicts"),
        ("papers", ""),
    ]
    assert card(FILES, "posts/p.card.png").map is None


def test_a_hub_is_called_one_and_a_plain_page_nothing() -> None:
    kinds = [card(FILES, f"{name}.card.png").kind for name in "hgc"]
    assert kinds == ["TOPIC HUB", "SUB-MAP", ""]


def test_the_card_of_the_front_page_shows_the_site_among_its_hubs() -> None:
    made = card(FILES, "index.card.png")
    assert (made.title, made.text, made.kind, made.site_title) == ("Site", "About it.", "", "example.org")
    assert made.map
    assert [point.name for point in made.map.points] == ["hubs", "hubs"]
    assert card({"a.md": ""}, "index.card.png").map is None
    many = {f"h{n}.md": f"---\nkind: hub\ntitle: H{n}\n---\n- [[a]]" for n in range(30)}
    shown = card({"a.md": "", **many}, "index.card.png").map
    assert shown
    assert len(shown.points) == 9


def test_a_hub_in_front_has_the_card_of_the_front_page() -> None:
    files = {"index.md": "---\nkind: hub\ntitle: All of it\n---\n- [[a]]", "a.md": "---\ntitle: A\n---\n"}
    assert card(files, "index.card.png").kind == "TOPIC HUB"
    files["index.md"] = "---\ntitle: Welcome\n---\n"
    assert card(files, "index.card.png").title == "Site"


def test_pages_tell_of_their_card_and_lists_and_sources_of_that_of_the_front_page() -> None:
    pages = planned(FILES)
    assert told(pages["a.html"]) == {
        "og:image": "https://example.org/kb/a.card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A note",
        "twitter:card": "summary_large_image",
    }
    for path in ("index.html", "all-notes.html", "sources/k.html", "posts/index.html"):
        assert told(pages[path])["og:image"] == "https://example.org/kb/index.card.png"
        assert told(pages[path])["twitter:card"] == "summary_large_image"


def test_the_picture_of_the_author_wins() -> None:
    files = {"a.md": "---\ntitle: A\nimage: pic.png\n---\n"}
    pages = plan_pages(lettered(edition(files, BASE, frozenset({"pic.png"})), Letters.OWN))
    found = told(next(page for page in pages if page.path == "a.html"))
    assert found == {"og:image": "https://example.org/kb/pic.png", "twitter:card": "summary_large_image"}


@pytest.mark.parametrize("name", ["a.card.png", "A.card.png", "a.feed.xml", "a.sources.bib", "index.card.png"])
def test_an_attachment_that_is_called_like_what_stands_beside_a_page_is_published_by_another_name(name: str) -> None:
    files = edition({"a.md": f"[x]({name}) [y](b.card.png)"}, BASE, frozenset({name, "b.card.png"})).addresses.files
    stem, _, ending = name.rpartition(".")
    assert files == {name: f"{stem}-2.{ending}", "b.card.png": "b.card.png"}


def test_a_title_that_the_font_can_not_write_has_no_card_and_other_texts_are_left_out() -> None:
    files = {"a.md": "---\ntitle: 強化\n---\n", "b.md": "---\ntitle: B\nclaim: 強化\n---\n"}
    pages = planned(files)
    assert "a.card.png" not in pages
    assert told(pages["a.html"]) == {"twitter:card": "summary"}
    assert card(files, "b.card.png").text == ""
    assert card(files, "a.card.png", Letters.UNJOINED).title == "強化"
    assert "index.card.png" not in planned(files, config=Config(title="強化", base_url="https://example.org"))


def test_letters_that_have_to_be_joined_need_more_than_a_font() -> None:
    files = {"a.md": "---\ntitle: هل يخلق؟\n---\n"}
    assert "a.card.png" not in planned(files, Letters.OWN)
    assert "a.card.png" not in planned(files, Letters.UNJOINED)
    assert card(files, "a.card.png", Letters.ALL).is_mirrored
    assert not card(FILES, "a.card.png").is_mirrored


def test_without_letters_there_is_no_card() -> None:
    assert not [page for page in planned(FILES, Letters.NONE).values() if page.template == CARD]
    assert not can_write(Letters.NONE, "A")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\ttwo\n  three", "one two three"),
        ("a\0b\x1bc\u202ed\u2066e\u200bf\ufeffg\ud800h\u2028i", "abcdefgh i"),
        ("u\u0308ber", "über"),
        ("in\u200cvisible", "invisible"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 100_000, "x" * MOST),
        ("\u202e\0", ""),
    ],
)
def test_a_text_is_shown_on_one_line_without_what_can_not_be_seen(written: str, shown: str) -> None:
    assert card_text(written) == shown


def test_the_letters_that_pages_believe_in_are_those_of_the_font() -> None:
    (path,) = (ROOT / "src/rlnotes/fonts").glob("*.otf")
    has = TTFont(path).getBestCmap()
    bounds = (each.partition("-") for each in OWN_RANGES.split())
    said = {n for first, _, last in bounds for n in range(int(first, 16), int(last or first, 16) + 1)}
    assert said <= has.keys()
    assert has.keys() - said == {0xAD, 0x200B}  # neither is ever seen
    assert not [n for n in said if JOINED.match(chr(n))]
    assert all(can_write(Letters.OWN, chr(n)) for n in said)
    assert not can_write(Letters.OWN, "a\u4e00")
