"""Files for hosts and crawlers: sitemaps, redirects, robots.txt, the page for unknown addresses."""

from __future__ import annotations

import pytest
from lxml import etree

from pages.sites_in_text import PLAIN, built, edition, pages, view
from rlnotes.config.site import Config
from rlnotes.pages import sitemaps
from rlnotes.pages.plan import plan_pages
from rlnotes.pages.sitemaps import outline_sitemap_xml, plan_sitemap_xml
from rlnotes.words.direction import direction

HOST = Config(title="S", base_url="https://example.org/s")
NOTES = {
    "index.md": "",
    "a.md": "---\ndate: 2026-01-01\nupdated: 2026-02-01\ntags: [t]\naliases: [Old]\n---\n",
    "b.md": "---\ndate: 2026-03-01\nredirect_from: [/was/b/]\n---\n",
    "hidden.md": "---\nunlisted: true\nredirect_from: [/was/hidden]\naliases: [No]\n---\n",
    "draft.md": "---\ndraft: true\nredirect_from: [/was/draft]\n---\n",
    "s.md": "---\nkind: source\nupdated: 2026-04-01\n---\n",
    "w.bib": "@book{k, title={K}, year=2020}",
}


def locations(files: dict[str, str], config: Config = HOST) -> dict[str, str]:
    return {
        url.loc.removeprefix(HOST.base_url): str(url.lastmod or "") for url in view(files, "sitemap.xml", config).urls
    }


def test_the_sitemap_has_true_days_and_no_redirect_draft_or_unlisted_note() -> None:
    assert locations(NOTES) == {
        "/": "", "/a.html": "2026-02-01", "/b.html": "2026-03-01", "/sources/s.html": "2026-04-01",
        "/sources/k.html": "",
        "/all-notes.html": "", "/bibliography.html": "", "/map.html": "", "/sitemap.html": "",
        "/tags.html": "", "/tags/t.html": "",
    }  # fmt: skip


def test_an_unlisted_front_page_or_collection_stays_out_of_the_sitemap() -> None:
    files = {
        "index.md": "---\nunlisted: true\n---\n",
        "posts/index.md": "---\nunlisted: true\n---\n",
        "posts/p.md": "---\nkind: post\n---\n",
    }
    assert set(locations(files)) == {"/posts/p.html", "/all-notes.html", "/map.html", "/sitemap.html"}


def test_a_404_of_your_own_stays_out_of_the_sitemap() -> None:
    files = {"404.md": "", "a.md": ""}
    assert "404.html" in pages(files, HOST)
    assert set(locations(files)) == {"/", "/a.html", "/all-notes.html", "/map.html", "/sitemap.html"}


def test_without_a_base_url_there_is_no_sitemap() -> None:
    assert "sitemap.xml" not in pages(NOTES, PLAIN)
    assert view(NOTES, "robots.txt", PLAIN).sitemap_url == ""
    assert view(NOTES, "robots.txt", HOST).sitemap_url == "https://example.org/s/sitemap.xml"


def test_a_sitemap_holds_fifty_thousand_urls() -> None:
    assert sitemaps.MOST_URLS == 50_000


def test_a_large_sitemap_is_an_index_of_several() -> None:
    made = edition({"w.bib": "".join(f"@book{{k{n}, title={{T}}}}\n" for n in range(9))}, HOST)
    parts = {path: plan_sitemap_xml(made, path, subject).view for path, subject in outline_sitemap_xml(made, most=5)}
    assert {path: len(view.urls) for path, view in parts.items() if path != "sitemap.xml"} == {
        "sitemap-1.xml": 5, "sitemap-2.xml": 5, "sitemap-3.xml": 4,
    }  # fmt: skip
    assert [url.loc for url in parts["sitemap.xml"].sitemaps] == [f"{HOST.base_url}/sitemap-{n}.xml" for n in (1, 2, 3)]


def redirects(files: dict[str, str], config: Config = PLAIN) -> dict[str, str]:
    return {path: page.view.target_href for path, page in pages(files, config).items() if "redirect" in page.template}


def test_old_addresses_and_aliases_lead_to_the_page() -> None:
    assert redirects(NOTES) == {
        "old.html": "a.html",
        "was/b/index.html": "../../b.html",
        "was/hidden.html": "../hidden.html",
    }
    assert redirects(NOTES, Config(url_style="directory")) == {
        "old/index.html": "../a/",
        "was/b/index.html": "../../b/",
        "was/hidden/index.html": "../../hidden/",
    }


def test_an_alias_stands_beside_its_note_or_where_its_path_says() -> None:
    files = {"x/y.md": "---\naliases: [Other Name, /top, z/deep.html]\nredirect_from: [old.html]\n---\n"}
    assert set(redirects(files)) == {"x/other-name.html", "top.html", "z/deep.html", "old.html"}
    assert set(redirects(files, Config(url_style="directory"))) == {
        "x/other-name/index.html", "top/index.html", "z/deep/index.html", "old.html",
    }  # fmt: skip


@pytest.mark.parametrize("old", ["B", "all-notes", "tags", "tags/t", "404", "posts/", "index", "files/f", "c"])
def test_no_redirect_takes_the_place_of_a_page(old: str) -> None:
    files = {
        "a.md": f"---\ntags: [t]\nredirect_from: [/{old}, /free]\n---\n[[f.html]]",
        "b.md": "", "c.md": "---\nredirect_from: [/free]\n---\n", "posts/p.md": "---\nkind: post\n---\n",
    }  # fmt: skip
    made = {page.path: page for page in plan_pages(edition(files, attachments=frozenset(["files/f.html"])))}
    assert [path for path, page in made.items() if "redirect" in page.template] == ["free.html"]
    assert made["free.html"].view.title == "A"
    assert "files/f.html" not in made


def test_a_redirect_knows_its_language_and_absolute_address() -> None:
    config = Config(title="S", language="he", base_url="https://example.org")
    made = pages({"a.md": "---\nredirect_from: [/x]\n---\n"}, config)["x.html"].view
    assert (made.lang, made.dir, made.canonical) == ("he", "rtl", "https://example.org/a.html")


@pytest.mark.parametrize(
    ("lang", "expected"), [("en", "ltr"), ("ar", "rtl"), ("FA-ir", "rtl"), ("art", "ltr"), ("", "ltr")]
)
def test_the_direction_of_writing_is_that_of_the_language(lang: str, expected: str) -> None:
    assert direction(lang) == expected


def test_a_page_tells_the_language_of_its_text_and_its_place() -> None:
    made = view({"x/a.md": "---\nlang: ar\ndescription: D.\n---\n"}, "x/a.html", HOST).page
    assert (made.lang, made.dir, made.text_lang, made.text_dir) == ("en", "ltr", "ar", "rtl")
    assert (made.description, made.root) == ("D.", "../")
    assert (made.stylesheets, made.icon_href) == (("../static/rlnotes.css",), "../static/icon.svg")
    assert (made.canonical, made.home_href) == ("https://example.org/s/x/a.html", "../index.html")


def test_the_page_for_unknown_addresses_works_from_any_address() -> None:
    made = view(NOTES, "404.html", HOST)
    assert [link.href for link in made.links] == ["/s/index.html", "/s/all-notes.html", "/s/sitemap.html"]
    assert (made.page.root, made.page.stylesheets) == ("/s/", ("/s/static/rlnotes.css",))


def test_a_note_may_be_the_page_for_unknown_addresses() -> None:
    assert view({"404.md": "Lost."}, "404.html").title == "404"


def test_sitemaps_are_valid_against_their_namespace() -> None:
    (xml,) = [artifact.content for artifact in built(NOTES, HOST).artifacts if artifact.path == "sitemap.xml"]
    assert etree.fromstring(xml).tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"


def test_old_addresses_that_are_one_when_letter_case_is_ignored_have_one_redirect() -> None:
    assert set(redirects({"a.md": "---\nredirect_from: [/Straße, /STRASSE, /strasse]\n---\n"})) == {"straße.html"}
