"""Feeds: what is in which, in what order, and how it reads elsewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages.sites_in_text import edition, pages, view
from rlnotes.config.site import Config
from rlnotes.pages.feeds import with_absolute_addresses
from rlnotes.pages.plan import plan_pages

BASE = Config(title="Site", base_url="https://example.org/kb")
BIB = "@book{k, title={Book}, author={Xu, R}}"


def note(day: str = "", text: str = "", **front: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in {**front, **({"date": day} if day else {})}.items())
    return f"---\n{lines}---\n{text}"


def entries(files: dict[str, str], path: str) -> list[Any]:
    return list(view(files, path, BASE).entries)


def titles(files: dict[str, str], path: str) -> list[str]:
    return [entry.title for entry in entries(files, path)]


def test_the_site_tells_its_news_the_last_changed_first() -> None:
    files = {
        "a.md": note("2026-01-01"),
        "b.md": note("2026-01-02"),
        "c.md": note("2025-01-01", updated="2026-02-01"),
        "undated.md": "",
        "page.md": note("2026-03-01", kind="page"),
        "hidden.md": note("2026-03-01", unlisted="true"),
        "draft.md": note("2026-03-01", draft="true"),
        "s.md": note("2026-03-01", kind="source"),
    }
    assert titles(files, "feed.xml") == ["C", "B", "A"]
    made = view(files, "feed.xml", BASE)
    assert (str(made.updated), made.url, made.page_url) == (
        "2026-02-01",
        "https://example.org/kb/feed.xml",
        "https://example.org/kb/",
    )
    assert (str(made.entries[0].published), str(made.entries[0].updated)) == ("2025-01-01", "2026-02-01")


def test_there_are_no_feeds_without_a_base_url() -> None:
    files = {"a.md": note("2026-01-01", kind="hub")}
    made = pages(files)
    assert not [path for path in made if "feed" in path]
    assert (made["a.html"].view.page.feeds, made["a.html"].view.page.feed_href) == ((), "")


def test_a_hub_tells_of_all_below_it_and_each_once() -> None:
    files = {
        "top.md": note(kind="hub", sections="[{title: S, notes: [sub, a]}]"),
        "sub.md": note("2026-01-03", kind="hub", sections="[{title: S, notes: [a, b, top, k]}]"),
        "a.md": note("2026-01-01"),
        "b.md": note("2026-01-02"),
        "k.md": note("2026-01-04", kind="source"),
        "c.md": note("2026-01-05"),
    }
    assert titles(files, "top.feed.xml") == ["Sub", "B", "A"]


def test_a_topic_tells_of_what_it_gathers_and_a_line_of_what_it_rests_on() -> None:
    files = {
        "t.md": note(kind="topic", members="{tags: [x]}"),
        "l.md": note("2026-01-01", "From [[a]].", kind="line"),
        "a.md": note("2026-01-02", tags="[x]"),
        "b.md": note("2026-01-03"),
    }
    assert titles(files, "t.feed.xml") == ["A"]
    assert titles(files, "l.feed.xml") == ["A", "L"]


def test_a_source_tells_who_cites_it_and_in_which_words() -> None:
    files = {
        "a.md": note("2026-01-01", "As [@k] shows, 5 < 6."),
        "b.md": note("2026-01-02", "Later. [@k]"),
        "c.md": note("", "No date. [@k]"),
        "w.bib": BIB,
    }
    found = entries(files, "sources/k.feed.xml")
    assert [entry.title for entry in found] == ["B", "A"]
    assert found[1].content == (
        '<blockquote><p>As <a href="https://example.org/kb/a.html#cite:0"><mark>(Xu n.d.)</mark></a> '
        "shows, 5 &lt; 6.</p></blockquote>\n"
    )
    assert str(view({"w.bib": BIB, "a.md": ""}, "sources/k.feed.xml", BASE).updated) == "1970-01-01"


def test_a_feed_is_short() -> None:
    files = {f"n{number:02}.md": note(f"2026-01-{number:02}", "[@k]") for number in range(1, 31)} | {"w.bib": BIB}
    for path in ("feed.xml", "sources/k.feed.xml"):
        assert titles(files, path) == [f"N{number:02}" for number in range(30, 10, -1)]


def test_an_entry_has_the_whole_text_readable_anywhere() -> None:
    text = "See [b](b.md#x), [[x/c]] and ![p](p.png) [s](#here) <https://other.org/?a&b> [@k]\n\n## Here\n"
    files = {"n/a.md": note("2026-01-01", text), "n/b.md": "## X", "x/c.md": "", "w.bib": BIB}
    site = edition(files, BASE, frozenset(["n/p.png"]))
    made = {page.path: page.view for page in plan_pages(site)}
    content = made["feed.xml"].entries[0].content
    for address in ("n/b.html#x", "x/c.html", "n/p.png", "n/a.html#here", "n/a.html#ref:k"):
        assert f'"https://example.org/kb/{address}"' in content
    assert 'href="https://other.org/?a&amp;b"' in content
    assert json.loads(made["feed.json"].json)["items"][0]["content_html"] == content


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="b.html?x=1&amp;y">b</a>', '<a href="https://e.org/d/b.html?x=1&amp;y">b</a>'),
        ('<img src="../i.png" alt="href=&quot;x&quot;">', '<img src="https://e.org/i.png" alt="href=&quot;x&quot;">'),
        ('<a href="mailto:x@y">m</a> href="x"', '<a href="mailto:x@y">m</a> href="x"'),
        ('<a href="data:,x">', '<a href="data:,x">'),
        ('<a href="">', '<a href="https://e.org/d/a.html">'),
        ('<video poster="p.png" src="v.mp4">', '<video poster="https://e.org/d/p.png" src="https://e.org/d/v.mp4">'),
        ('<code>&lt;a href="x"></code>', '<code>&lt;a href="x"></code>'),
    ],
)
def test_addresses_become_absolute(html: str, expected: str) -> None:
    assert with_absolute_addresses(html, "https://e.org/d/a.html") == expected


def test_an_entry_tells_its_language_authors_and_tags() -> None:
    front = {"lang": "de", "authors": "[Ada, Bob]", "tags": "[x, y]", "description": "D"}
    (entry,) = entries({"a.md": note("2026-01-01", **front)}, "feed.xml")
    assert (entry.lang, entry.authors, entry.tags, entry.summary) == ("de", ("Ada", "Bob"), ("x", "y"), "D")
    told = json.loads(view({"a.md": note("2026-01-01", **front)}, "feed.json", BASE).json)["items"][0]
    assert (told["language"], told["authors"], told["tags"]) == ("de", [{"name": "Ada"}, {"name": "Bob"}], ["x", "y"])


def test_pages_name_the_feeds_of_the_site_and_their_own() -> None:
    files = {"d/h.md": note(kind="hub"), "d/a.md": "", "u.md": note(kind="hub", unlisted="true")}
    made = pages(files, BASE)
    own = made["d/h.html"].view.page
    assert [(feed.href, feed.media_type) for feed in own.feeds] == [
        ("../feed.xml", "application/atom+xml"),
        ("../feed.json", "application/feed+json"),
        ("h.feed.xml", "application/atom+xml"),
        ("h.feed.json", "application/feed+json"),
    ]
    assert (own.feeds[2].title, own.feed_href) == ("H · Site", "h.feed.xml")
    assert len(made["d/a.html"].view.page.feeds) == 2
    assert made["u.html"].view.page.feed_href == ""
    assert "u.feed.xml" not in made
    assert ("Feed", "../feed.xml") in [(link.label, link.href) for link in own.footer_links]
