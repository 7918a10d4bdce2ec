"""Addresses: where notes are published, and how pages name each other."""

from __future__ import annotations

import pytest

from pages.sites_in_text import collection, edition
from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.pages.urls import Addresses, absolute_url, addresses_of, fragment_href, href, path_segment, root_href

FILES = Addresses({}, {}, {}, {}, (), is_directory_style=False, base_url="")
FOLDERS = Addresses({}, {}, {}, {}, (), is_directory_style=True, base_url="https://example.org/my%20site")
AT_HOST = Addresses({}, {}, {}, {}, (), is_directory_style=False, base_url="https://example.org")


def paths(files: dict[str, str], url_style: str = "file") -> dict[str, str]:
    return dict(addresses_of(link(collection(files), Config()).site, url_style, "").paths)


def path_of(name: str, front: str = "", url_style: str = "file") -> str:
    return paths({name: f"---\n{front}\n---\n" if front else ""}, url_style)[name]


@pytest.mark.parametrize(
    ("name", "segment"),
    [
        ("What RL changes", "what-rl-changes"),
        ("snake_case__and - dashes", "snake-case-and-dashes"),
        ("100% true?", "100-true"),
        ("a/b\\c:d*e", "a-b-c-d-e"),
        ("Über Straßen", "über-straßen"),
        ("e\u0301tude", "\u00e9tude"),
        ("日本語 ノート", "日本語-ノート"),
        ("v1.2", "v1-2"),
        ("..", "untitled-"),
        ("", "untitled-"),
        ("CON", "con-"),
        ("com1", "com1-"),
        ("console", "console"),
        ("right\u202eleft\u200b\x85", "right-left"),
        ("line\u2028end\xa0here", "line-end-here"),
    ],
)
def test_a_name_becomes_a_segment(name: str, segment: str) -> None:
    assert path_segment(name) == segment


def test_a_long_name_is_cut_between_characters() -> None:
    assert path_segment("ü" * 200) == "ü" * 100
    assert path_segment("x" * 199 + " y") == "x" * 199


@pytest.mark.parametrize(
    ("name", "front", "file", "folder"),
    [
        ("hubs/What RL changes.md", "", "hubs/what-rl-changes.html", "hubs/what-rl-changes/index.html"),
        ("a/B c/d.markdown.md", "", "a/b-c/d-markdown.html", "a/b-c/d-markdown/index.html"),
        ("index.md", "", "index.html", "index.html"),
        ("README.md", "", "index.html", "index.html"),
        ("hubs/README.md", "slug: other", "hubs/index.html", "hubs/index.html"),
        ("notes/a.md", "slug: Other name", "notes/other-name.html", "notes/other-name/index.html"),
        ("notes/a.md", "permalink: /x/y/", "x/y/index.html", "x/y/index.html"),
        ("notes/a.md", "permalink: /x/y", "x/y.html", "x/y/index.html"),
        ("notes/a.md", "permalink: x/y.html", "x/y.html", "x/y/index.html"),
        ("notes/a.md", "permalink: /", "index.html", "index.html"),
        ("404.md", "", "404.html", "404.html"),
    ],
)
def test_an_address_mirrors_the_path_unless_front_matter_says_otherwise(
    name: str, front: str, file: str, folder: str
) -> None:
    assert path_of(name, front) == file
    assert path_of(name, front, "directory") == folder


def test_sources_are_below_sources_or_where_their_comment_says() -> None:
    works = {"w.bib": "@book{Doe2020, title={T}, year=2020}\n@book{b, title={B}, year=2020}"}
    comment = {"n/Doe2020.md": "---\nkind: source\npermalink: /doe/\n---\n"}
    assert paths(works)["@Doe2020"] == "sources/doe2020.html"
    assert paths(works | comment) == {"@Doe2020": "doe/index.html", "@b": "sources/b.html"}


def test_colliding_addresses_are_told_apart_and_reported() -> None:
    files = {"A b.md": "", "a-b.md": "", "e\u0301.md": "", "\u00e9.md": "", "a_b.md": ""}
    made = addresses_of(link(collection(files), Config()).site, "file", "")
    assert made.paths["A b.md"] == "a-b.html"
    assert made.paths["a-b.md"] == "a-b-2.html"
    assert made.paths["a_b.md"] == "a-b-3.html"
    assert made.doubled == (
        ("a-b.html", ("A b.md", "a-b.md")),
        ("a-b.html", ("A b.md", "a_b.md")),
        ("\u00e9.html", ("e\u0301.md", "\u00e9.md")),
    )


@pytest.mark.parametrize(
    ("url_style", "expected"),
    [
        ("file", ["index.html", "index-2.html", "index-3.html"]),
        ("directory", ["index.html", "index-2.html", "index-3.html"]),
    ],
)
def test_several_notes_may_claim_the_front_page(url_style: str, expected: list[str]) -> None:
    found = paths({"README.md": "", "index.md": "", "z.md": "---\npermalink: /\n---\n"}, url_style)
    assert list(found.values()) == expected


def test_names_that_some_systems_hold_for_one_are_told_apart() -> None:
    assert paths({"strasse.md": "", "straße.md": ""}) == {"strasse.md": "strasse.html", "straße.md": "straße-2.html"}


def test_pages_that_rlnotes_makes_keep_their_addresses() -> None:
    names = ("all-notes", "tags", "bibliography", "sitemap")
    for url_style, ending in (("file", ".html"), ("directory", "/index.html")):
        found = paths({f"{name}.md": "" for name in names}, url_style)
        assert sorted(found.values()) == sorted(f"{name}-2{ending}" for name in names)


def test_a_tag_gives_way_to_a_note_and_one_address_to_another_tag() -> None:
    found = edition({"tags/rl.md": "---\ntags: [rl, RL/ppo, C++, 'c#']\n---\n"}).addresses
    assert found.paths["tags/rl.md"] == "tags/rl.html"
    assert found.tags == {
        "c#": "tags/c.html",
        "c++": "tags/c-2.html",
        "rl": "tags/rl-2.html",
        "rl/ppo": "tags/rl/ppo.html",
    }


def test_tags_keep_their_letters_in_addresses() -> None:
    files = {"a.md": "---\ntags: [Größe]\n---\n", "b.md": "---\ntags: [GRÖSSE]\n---\n"}
    assert edition(files).addresses.tags == {"grösse": "tags/grösse.html"}
    assert edition({"a.md": "---\ntags: [Größe]\n---\n"}).addresses.tags == {"grösse": "tags/größe.html"}


def test_a_tag_may_be_called_index() -> None:
    found = edition({"a.md": "---\ntags: [index]\n---\n"}, Config(url_style="directory")).addresses
    assert found.tags == {"index": "tags-2/index.html"}


def test_attachments_keep_their_paths_but_never_take_that_of_another_file() -> None:
    names = frozenset(
        ["Pic.PNG", "pic.png", "tags.html", "robots.txt", "static/rlnotes.css", "unused.txt", "no ending"]
    )
    text = "".join(f"[x]({name.replace(' ', '%20')})\n" for name in sorted(names - {"unused.txt"}))
    assert edition({"a.md": text}, attachments=names).addresses.files == {
        "Pic.PNG": "Pic.PNG",
        "no ending": "no ending",
        "pic.png": "pic-2.png",
        "robots.txt": "robots-2.txt",
        "static/rlnotes.css": "static/rlnotes-2.css",
        "tags.html": "tags-2.html",
    }


@pytest.mark.parametrize(
    ("origin", "target", "file", "folder"),
    [
        ("a.html", "b.html", "b.html", "b.html"),
        ("index.html", "index.html", "index.html", "./"),
        ("x/index.html", "index.html", "../index.html", "../"),
        ("index.html", "x/index.html", "x/index.html", "x/"),
        ("x/y/index.html", "x/z/index.html", "../z/index.html", "../z/"),
        ("x/y/index.html", "x/index.html", "../index.html", "../"),
        ("a/b/c.html", "a/d.html", "../d.html", "../d.html"),
        ("a/b.html", "c/d/e.html", "../c/d/e.html", "../c/d/e.html"),
        ("a.html", "ü b.html", "%C3%BC%20b.html", "%C3%BC%20b.html"),
        ("a.html", "a:b.html", "a%3Ab.html", "a%3Ab.html"),
    ],
)
def test_pages_name_each_other_relatively(origin: str, target: str, file: str, folder: str) -> None:
    assert href(FILES, origin, target) == file
    assert href(FOLDERS, origin, target) == folder


def test_fragments_are_percent_encoded() -> None:
    assert href(FILES, "a.html", "b.html", "^x") == "b.html#%5Ex"
    assert href(FILES, "a.html", "a.html", "ü 1") == "#%C3%BC%201"
    assert href(FOLDERS, "x/index.html", "y/index.html", "z") == "../y/#z"
    assert fragment_href("ref:a/b?c") == "#ref:a/b?c"


def test_the_page_for_unknown_addresses_names_others_absolutely_where_it_can() -> None:
    assert href(FILES, "404.html", "a/b.html") == "a/b.html"
    assert href(AT_HOST, "404.html", "a/b.html") == "/a/b.html"
    assert href(FOLDERS, "404.html", "a/b ü/index.html") == "/my%20site/a/b%20%C3%BC/"
    assert href(FOLDERS, "404.html", "index.html") == "/my%20site/"
    assert href(FOLDERS, "404.html", "404.html", "page:content") == "#page:content"


def test_the_root_is_found_from_every_depth() -> None:
    assert [root_href(FILES, path) for path in ("a.html", "a/b.html", "a/b/c.html", "404.html")] == [
        "",
        "../",
        "../../",
        "",
    ]
    assert root_href(FOLDERS, "404.html") == "/my%20site/"


def test_absolute_urls_need_a_base() -> None:
    assert absolute_url(FILES, "a.html") == ""
    assert absolute_url(AT_HOST, "ü/a.html") == "https://example.org/%C3%BC/a.html"
    assert absolute_url(AT_HOST, "index.html") == "https://example.org/"
    assert absolute_url(AT_HOST, "x/index.html") == "https://example.org/x/index.html"
    assert absolute_url(FOLDERS, "x/index.html") == "https://example.org/my%20site/x/"
