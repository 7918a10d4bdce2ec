"""Every template, with a rich view and with one that has nothing to say, and with hostile text."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import fields, replace
from rendering import DEFAULT, parsed, parsed_xml, rendered
from sample_views import COLOPHON, CREATED, MINIMAL, RICH, UPDATED, frame

from rlnotes.pages.views.pages import NoteView, TagView
from rlnotes.pages.views.parts import CardView, Colophon, ReferenceView, SitemapUrl
from rlnotes.pages.views.service import (
    FeedEntry,
    FeedView,
    PreviewsView,
    PreviewView,
    RedirectView,
    RobotsView,
    SitemapView,
)

BASES = ("base.html.jinja", "article.html.jinja", "list.html.jinja")
HTML = sorted(name for name in RICH if name.endswith(".html.jinja"))
SITEMAPS = ("sitemap.xml.jinja", "sitemap_index.xml.jinja")
CASES = [(name, views[name]) for views in (RICH, MINIMAL) for name in HTML]
HOSTILE = "<script>alert(1)</script>]]>\"'&amp;\x00\x0b\ufffe\ud800 end"
HARMLESS = "<script>alert(1)</script>]]>\"'&amp; end"

SAID_ABOVE: dict[str, dict[str, Any]] = {
    "entry.html.jinja": {"authors": COLOPHON.authors, "date": COLOPHON.created, "citation": ""},
    "post.html.jinja": {"published": COLOPHON.created},
}

every_html_page = pytest.mark.parametrize(
    ("name", "view"), CASES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(CASES)]
)


def hostile(view: Any) -> Any:
    """`view` with every text that is not HTML, and no address, replaced by hostile text."""
    if isinstance(view, tuple):
        return tuple(map(hostile, view))
    if isinstance(view, Struct):
        kept = ("id", "lang", "dir", "href", "places", "loc", "root", "stylesheets", "scripts", "early_script", "label")
        changed = {field.name for field in fields(view)} - set(kept)
        return replace(view, **{name: hostile(getattr(view, name)) for name in changed if not name.endswith("href")})
    return HOSTILE if type(view) is str and view else view


def test_every_template_has_a_rich_and_a_minimal_view() -> None:
    pages = {name for name in DEFAULT if "/" not in name} - set(BASES)
    assert pages == set(RICH) == set(MINIMAL)


@every_html_page
def test_a_page_is_html_without_a_parse_error(name: str, view: object) -> None:
    assert parsed(rendered(name, view)).tag == "html"


@every_html_page
def test_a_page_has_one_h1_and_headings_skip_no_level(name: str, view: object) -> None:
    levels = [
        int(element.tag[1])
        for element in parsed(rendered(name, view)).iter()
        if re.fullmatch("h[1-6]", str(element.tag))
    ]
    if name != "redirect.html.jinja":
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(below - above <= 1 for above, below in pairwise(levels))


@every_html_page
def test_no_id_stands_twice_and_every_aria_reference_is_met(name: str, view: object) -> None:
    page = parsed(rendered(name, view))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)


@every_html_page
def test_no_list_is_empty_and_no_heading_stands_over_nothing(name: str, view: object) -> None:
    page = parsed(rendered(name, view))
    assert not [element.tag for element in page.xpath("//ul|//ol|//dl|//section|//details") if not len(element)]
    assert not page.xpath("//section[not(*[not(self::h2) and not(self::header)])]")
    assert not page.xpath("//dt[not(following-sibling::dd)]")


@every_html_page
def test_a_page_has_no_inline_script_no_inline_style_and_nothing_of_another_host(name: str, view: object) -> None:
    page = parsed(rendered(name, view))
    running = "//script[not(@type='application/ld+json')]"
    assert not page.xpath(
        f"{running}[text() or not(@src)]|//style|//iframe|//*[@style]|//@*[starts-with(name(), 'on')]"
    )
    assert not [source for source in page.xpath("//@src|//link[@rel='stylesheet']/@href") if "//" in source]
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"http|\*|eval", policy)
    assert "script" not in policy.replace("script-src 'self' file:;", "", 1)
    assert "unsafe" not in policy.replace("style-src-attr 'unsafe-inline'", "")


@every_html_page
def test_a_page_reads_well_as_text(name: str, view: object) -> None:
    html = rendered(name, view)
    assert "\n\n\n" not in html
    assert "None" not in html
    assert not re.search(r"[ \t]+$", html, flags=re.MULTILINE)


@pytest.mark.parametrize("name", HTML)
def test_hostile_text_stays_text_in_html(name: str) -> None:
    page = parsed(rendered(name, hostile(RICH[name])))
    own = {
        f"static/{name}.js"
        for name in (
            "early",
            "rlnotes",
            "on-demand/map",
            "on-demand/search",
            "on-demand/all-notes",
            "on-demand/bibliography",
        )
    }
    assert {str(source) for source in page.xpath("//script/@src")} <= own
    assert not page.xpath("//script[not(@type='application/ld+json')]/text()")
    assert page.xpath("string(//title)").startswith(HARMLESS)


@pytest.mark.parametrize("name", SITEMAPS)
@pytest.mark.parametrize("views", [RICH, MINIMAL], ids=["rich", "minimal"])
def test_a_sitemap_is_well_formed(name: str, views: dict[str, Any]) -> None:
    entries = list(parsed_xml(rendered(name, views[name])))
    assert len(entries) == (2 if views is RICH else 0)


@given(st.text())
def test_any_text_stays_text_in_a_feed(text: str) -> None:
    entry = FeedEntry(text, "https://a.example/", CREATED, UPDATED, text, text, (text,), (text,))
    view = FeedView(
        text, "https://a.example/", "https://a.example/f", UPDATED, text, "rlnotes", text, text, "en", (entry,)
    )
    root = parsed_xml(rendered("feed.xml.jinja", view))
    assert {child.tag.rpartition("}")[2] for child in root} <= {
        "id", "title", "subtitle", "updated", "author", "rights", "generator", "link", "entry",
    }  # fmt: skip


@given(st.text())
def test_any_address_stays_text_in_a_sitemap(text: str) -> None:
    root = parsed_xml(rendered("sitemap.xml.jinja", SitemapView((SitemapUrl(f"<a>]]>{text}\ud800\x00"),))))
    assert root[0][0].text.startswith("<a>]]>")


@given(st.text(), st.text())
def test_any_title_and_description_make_valid_html(title: str, description: str) -> None:
    view = NoteView(frame(title), title + HOSTILE, Markup(), description=description)
    page = parsed(rendered("note.html.jinja", view))
    assert page.xpath("string(//h1)").endswith(HARMLESS)


def test_a_sitemap_gives_the_day_of_the_last_change_where_it_is_known() -> None:
    first, second = parsed_xml(rendered("sitemap.xml.jinja", RICH["sitemap.xml.jinja"]))
    assert [child.text for child in first] == ["https://notes.example/", "2026-11-20"]
    assert [child.text for child in second] == ["https://notes.example/a.html?b=1&c=2"]


def test_previews_are_json_by_path_and_hostile_text_stays_text_in_them() -> None:
    notes = json.loads(rendered("previews.json.jinja", RICH["previews.json.jinja"]))
    assert notes["a.html"] == ["A “title” <b>", "Note · draft · linked from 2 notes", 'Says "this"', "First …", []]
    assert notes["日本.html"] == ["日本", "Sub-map · 1 note", "", "", [["a.html", "A"], ["a.html", "A"]]]
    assert json.loads(rendered("previews.json.jinja", MINIMAL["previews.json.jinja"])) == {}
    rude = PreviewView('</script>"\n\u2028', HOSTILE, HOSTILE, text=HOSTILE, lines=HOSTILE)
    (found,) = json.loads(rendered("previews.json.jinja", PreviewsView((rude,)))).values()
    shown = HOSTILE.replace("\ufffe", "").replace("\ud800", "")
    assert found == [shown, shown, shown, shown, []]


def test_robots_txt_is_plain_text_with_the_address_as_it_is() -> None:
    assert rendered("robots.txt.jinja", RICH["robots.txt.jinja"]) == (
        "User-agent: *\nDisallow: /drafts/\n\nSitemap: https://notes.example/a&b/sitemap.xml\n"
    )
    assert rendered("robots.txt.jinja", RobotsView()) == "User-agent: *\nAllow: /\n"


def test_a_redirect_names_its_target_for_browsers_for_people_and_for_crawlers() -> None:
    page = parsed(
        rendered("redirect.html.jinja", RedirectView("New & old", "../a%20b.html", "https://notes.example/a"))
    )
    assert page.xpath("string(//meta[@http-equiv='refresh']/@content)") == "0; url=../a%20b.html"
    assert page.xpath("string(//p)") == "This page has moved to New & old."
    assert page.xpath("string(//link[@rel='canonical']/@href)") == "https://notes.example/a"
    assert page.xpath("//meta[@name='robots' and @content='noindex']")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("hub.html.jinja", "Topic Hub · 8 linked notes · 3 sections"),
        ("topic.html.jinja", "TOPIC"),
        ("topic.html.jinja", "7 synthesis notes · 5 source papers"),
        ("line.html.jinja", "INQUIRING LINE"),
        ("line.html.jinja", "Sources 6 notes"),
        ("line.html.jinja", "Next inquiring lines"),
        ("source.html.jinja", "Cited by 2 notes"),
        ("source.html.jinja", "Cited together with"),
        ("post.html.jinja", "Published: 3 May 2026 · 7 minute read"),
        ("entry.html.jinja", "Recommended citation"),
        ("collection.html.jinja", "less than 1 minute read"),
        ("note.html.jinja", "Explore related"),
        ("hub.html.jinja", "Read →"),
        ("note.html.jinja", "← All notes"),
    ],
)
def test_a_label_reads_as_promised(name: str, label: str) -> None:
    texts = {" ".join(element.itertext()).split() and " ".join("".join(element.itertext()).split()) for element in
             parsed(rendered(name, RICH[name])).iter("p", "h2", "span", "summary", "a")}  # fmt: skip
    assert label in texts


def test_one_of_a_thing_is_singular() -> None:
    html = rendered("hub.html.jinja", MINIMAL["hub.html.jinja"])
    assert "Topic Hub · 1 linked note · 1 section<" in html
    assert "Tag · 0 notes<" in rendered("tag.html.jinja", MINIMAL["tag.html.jinja"])


def test_the_foot_of_a_note_tells_hubs_topics_and_tags_apart() -> None:
    page = parsed(rendered("note.html.jinja", RICH["note.html.jinja"]))
    lines = [" ".join("".join(row.itertext()).split()) for row in page.xpath("//dl[@class='membership']/div")]
    assert lines == ["Hubs What RL changes The mechanics", "Topic Reinforcement learning", "Tags rlvr exploration"]


@pytest.mark.parametrize(("number", "tag"), [(None, "ul"), (3, "ol")], ids=["by author", "by number"])
def test_a_reference_list_is_numbered_only_in_a_numeric_style(number: int | None, tag: str) -> None:
    view = replace(RICH["note.html.jinja"], references=(ReferenceView("r", Markup("A."), number=number),))
    found = parsed(rendered("note.html.jinja", view)).xpath("//*[@class='reference-list']")
    assert [each.tag for each in found] == [tag]


def test_an_entry_and_a_post_say_their_authors_and_their_day_once() -> None:
    for name, words in (("entry.html.jinja", ("Ada Example", "3 May 2026")), ("post.html.jinja", ("3 May 2026",))):
        html = rendered(name, replace(RICH[name], colophon=COLOPHON, references=(), **SAID_ABOVE[name]))
        assert [html.count(f">{word}") + html.count(f" {word}") for word in words] == [1] * len(words), name


def test_a_card_with_a_claim_lets_the_claim_speak() -> None:
    note = CardView("A", "a.html", "What it asks.", claim="What it found.")
    html = rendered("tag.html.jinja", TagView(frame("x"), "x", (note,)))
    assert "What it found." in html
    assert "What it asks." not in html


def test_explore_related_names_its_note_to_those_who_hear_it_among_many() -> None:
    page = parsed(rendered("hub.html.jinja", RICH["hub.html.jinja"]))
    names = ["".join(summary.itertext()) for summary in page.xpath("//details[@class='related']/summary")]
    titles = page.xpath("//li[@class='card'][.//details]//*[contains(@class, 'card-title')]")
    assert names == [f"Explore related to {''.join(title.itertext())}" for title in titles]


def test_all_notes_begin_as_a_list_and_a_hub_as_cards() -> None:
    def form(name: str) -> list[str]:
        return parsed(rendered(name, RICH[name])).xpath("//fieldset//input[@checked]/@class")  # type: ignore[no-any-return]  # lxml has no types

    assert form("all_notes.html.jinja") == ["as-list"]
    assert form("hub.html.jinja") == ["as-cards"]


def test_the_card_of_a_hub_at_home_counts_the_notes_of_the_maps_below_it() -> None:
    page = parsed(rendered("home.html.jinja", RICH["home.html.jinja"]))
    parts = [" ".join("".join(part.itertext()).split()) for part in page.xpath("//ul[@class='card-parts']/li")]
    assert parts == ["Which parts move? 40 notes", "The rest 1 note"]


def test_contents_of_a_single_heading_are_left_out() -> None:
    one = replace(RICH["note.html.jinja"], toc=RICH["note.html.jinja"].toc[:1])
    assert 'class="contents"' not in rendered("note.html.jinja", one)


def test_a_page_that_is_not_to_be_indexed_says_so() -> None:
    hidden = replace(frame("Hidden"), is_indexable=False)
    assert '<meta name="robots" content="noindex">' in rendered("tag.html.jinja", TagView(hidden, "x", ()))
    assert 'name="robots"' not in rendered("tag.html.jinja", RICH["tag.html.jinja"])


def test_html_of_a_view_is_shown_as_it_is() -> None:
    view = NoteView(
        frame("A"), "A", Markup("<p>1 &lt; <b>2</b></p>"), references=(ReferenceView("r", Markup("<i>X</i>")),)
    )
    html = rendered("note.html.jinja", view)
    assert "<p>1 &lt; <b>2</b></p>" in html
    assert '<li id="r"><i>X</i></li>' in html


def test_importance_zero_is_a_value() -> None:
    view = replace(RICH["note.html.jinja"], colophon=Colophon(importance=0))
    assert "<dt>Importance</dt> <dd>0 of 10</dd>" in rendered("note.html.jinja", view)
