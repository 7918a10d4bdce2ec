"""Folders: which has a page of its own, what stands on it, and the way down to a note through its folders."""

from __future__ import annotations

from typing import Literal, TypeAlias

import pytest

from pages.sites_in_text import built, edition, pages, shortcomings, view
from rlnotes.config.site import Config
from rlnotes.pages.views.parts import LinkView, TagLink

Style: TypeAlias = Literal["file", "directory"]

DEEP = {
    "a/one.md": "# Zebra",
    "a/two.md": "# Ape",
    "a/b/three.md": "",
    "a/b/c/index.md": "---\ntitle: All of C\nshort_title: C\n---\n[up](../), [top](/), [x](../../../a/)",
    "a/b/c/four.md": "",
    "top.md": "[a](a/), [b](a/b), [c](a/b/c/)",
}


def wrong(files: dict[str, str], config: Config) -> list[str]:
    made = built(files, config)
    return [*shortcomings(made, config), *(each.message for each in made.diagnostics if each.rule == "broken-link")]


def test_a_folder_lists_its_notes_by_title_and_its_folders_with_counts() -> None:
    made = view(DEEP, "a/index.html")
    assert (made.title, made.note_count) == ("A", 5)
    assert made.folders == (TagLink("B", "b/index.html", 3),)
    assert [card.title for card in made.cards] == ["Ape", "Zebra"]
    assert made.breadcrumbs == (LinkView("All notes", "../all-notes.html"),)


def test_the_note_that_stands_for_a_folder_is_its_page() -> None:
    made = view(DEEP, "a/b/index.html")
    assert made.folders == (TagLink("C", "c/index.html", 2),)
    assert made.breadcrumbs[1:] == (LinkView("A", "../index.html"),)
    assert view(DEEP, "a/b/c/four.html").breadcrumbs[1:] == (
        LinkView("A", "../../index.html"),
        LinkView("B", "../index.html"),
        LinkView("C", "index.html"),
    )
    assert view(DEEP, "a/b/c/index.html").breadcrumbs[1:] == (
        LinkView("A", "../../index.html"),
        LinkView("B", "../index.html"),
    )
    assert view(DEEP, "top.html").breadcrumbs[1:] == ()


@pytest.mark.parametrize("style", ["file", "directory"])
def test_links_to_folders_lead_to_their_pages(style: Style) -> None:
    made = pages(DEEP, Config(title="Site", url_style=style))
    assert {"a/index.html", "a/b/index.html", "a/b/c/index.html"} <= made.keys()
    assert wrong(DEEP, Config(title="Site", url_style=style)) == []


def test_a_note_in_a_hub_names_its_hubs_and_a_hub_no_folder() -> None:
    files = {"x/a.md": "", "x/h.md": "---\nkind: hub\nsections: [{title: S, notes: [a]}]\n---\n"}
    assert [crumb.label for crumb in view(files, "x/a.html").breadcrumbs] == ["All notes", "H"]
    assert [crumb.label for crumb in view(files, "x/h.html").breadcrumbs] == ["All notes"]


@pytest.mark.parametrize(
    ("style", "files", "folder", "path"),
    [
        ("file", {"g.md": "", "g/a.md": ""}, "g", "g/index.html"),
        ("directory", {"g.md": "", "g/a.md": ""}, "g", "g/index.html"),
        ("file", {"g/a.md": "---\npermalink: /g/\n---\n"}, "g", "g/index.html"),
        ("file", {"g/a.md": "", "x.md": "---\npermalink: /g/\n---\n"}, "g", "g-2/index.html"),
        ("file", {"g/a.md": "", "x.md": "---\nredirect_from: /g/\n---\n"}, "g", "g-2/index.html"),
        ("file", {"g/a.md": "", "G/b.md": ""}, "g", "g-2/index.html"),
        ("file", {"posts/a.md": "---\nkind: post\n---\n"}, "posts", "posts/index.html"),
        ("file", {"posts/a.md": ""}, "posts", "posts/index.html"),
        ("file", {"sources/a.md": "---\nkind: source\n---\n"}, "sources", "bibliography.html"),
        ("directory", {"sources/a.md": "---\nkind: source\n---\n"}, "sources", "bibliography/index.html"),
        ("directory", {"tags/a.md": "---\ntags: [t]\n---\n"}, "tags", "tags-2/index.html"),
        ("file", {"index.md": "", "g/a.md": ""}, "", "index.html"),
        ("file", {"über mich/a.md": ""}, "über mich", "über-mich/index.html"),
    ],
)
def test_the_page_of_a_folder(style: Style, files: dict[str, str], folder: str, path: str) -> None:
    config = Config(title="Site", url_style=style)
    assert edition(files, config).addresses.folders[folder] == path
    assert path in pages(files, config)
    assert wrong({**files, "link.md": f"[x](</{folder}/>)"}, config) == []


def test_a_folder_of_entries_is_their_collection() -> None:
    files = {"posts/a.md": "---\nkind: post\n---\n", "x.md": "[p](posts/)"}
    assert pages(files)["posts/index.html"].template == "collection.html.jinja"


def test_pages_of_our_own_yield_to_folders() -> None:
    made = edition({"map/a.md": "", "search/a.md": ""}, Config(title="Site", url_style="directory"))
    assert (made.signposts.whole_map, made.signposts.search) == ("map-2/index.html", "search-2/index.html")


def test_an_unlisted_note_for_a_folder_is_in_no_list() -> None:
    files = {"a/index.md": "---\nunlisted: true\n---\n", "a/b.md": "", "c/d.md": ""}
    assert [crumb.label for crumb in view(files, "a/b.html").breadcrumbs] == ["All notes"]
    assert [folder.label for folder in view(files, "index.html").folders] == ["C"]


def test_what_is_hidden_is_counted_nowhere() -> None:
    files = {"a/b.md": "---\nunlisted: true\n---\n", "a/c.md": "---\ndraft: true\n---\n", "d.md": ""}
    assert "a/index.html" not in pages(files)
    assert [crumb.label for crumb in view(files, "a/b.html").breadcrumbs] == ["All notes"]
    files["a/d.md"] = ""
    assert view(files, "a/index.html").note_count == 1


def test_the_front_page_shows_folders_where_nothing_else_leads_to_the_notes() -> None:
    files = {"a/b.md": "", "posts/p.md": "---\nkind: post\n---\n", "c.md": ""}
    assert view(files, "index.html").folders == (TagLink("A", "a/index.html", 1),)
    assert view({**files, "h.md": "---\nkind: hub\n---\n"}, "index.html").folders == ()


def test_a_long_folder_has_several_pages() -> None:
    files = {f"a/{number:03}.md": "" for number in range(101)} | {"a/b/x.md": ""}
    made = pages(files)
    first, last = made["a/index.html"].view, made["a-2/index.html"].view
    assert (len(first.cards), len(last.cards)) == (100, 1)
    assert (len(first.folders), len(last.folders)) == (1, 0)
    assert last.page.title == "A, page 2 of 2"
