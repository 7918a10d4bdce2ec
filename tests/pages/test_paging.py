"""Long lists stand on several pages."""

from __future__ import annotations

import pytest

from pages.sites_in_text import PLAIN, built, edition, pages, shortcomings
from rlnotes.config.site import Config
from rlnotes.pages.bibliography import outline_bibliography, plan_bibliography
from rlnotes.pages.concordance import MANY
from rlnotes.pages.paging import MOST_CARDS, MOST_PAPERS
from rlnotes.pages.views.parts import PagingView

HOST = Config(title="S", base_url="https://example.org")
NOTES = {f"n/{number:03}.md": "---\ntags: [t, a/b]\n---\n" for number in range(2 * MOST_CARDS + 1)}
HUB = {"h.md": "---\nkind: hub\n---\n"}
POSTS = {f"posts/{n:03}.md": f"---\nkind: post\ndate: {2000 + n // 80}-01-01\n---\n" for n in range(MOST_CARDS + 1)}


def test_a_list_of_a_hundred_has_one_page() -> None:
    made = pages(dict(list(NOTES.items())[:MOST_CARDS]))
    assert made["all-notes.html"].view.paging is None
    assert "all-notes-2.html" not in made


def test_all_notes_are_told_once_and_in_order_on_all_pages_together() -> None:
    made = pages(NOTES | HUB)
    shown = [made[path].view for path in ("all-notes.html", "all-notes-2.html", "all-notes-3.html")]
    assert [[(part.title, len(part.cards)) for part in view.sections] for view in shown] == [
        [("Hubs", 1), ("Notes", 99)], [("Notes", 100)], [("Notes", 2)],
    ]  # fmt: skip
    titles = [card.title for view in shown for part in view.sections if part.id == "notes" for card in part.cards]
    assert titles == [f"{number:03}" for number in range(2 * MOST_CARDS + 1)]
    assert {view.note_count for view in shown} == {2 * MOST_CARDS + 1}


def test_each_page_of_a_list_knows_its_number_and_the_pages_beside_it() -> None:
    made = pages(NOTES | HUB)
    assert [made[path].view.paging for path in ("all-notes.html", "all-notes-2.html", "all-notes-3.html")] == [
        PagingView(1, 3, 202, "", "all-notes-2.html"),
        PagingView(2, 3, 202, "all-notes.html", "all-notes-3.html"),
        PagingView(3, 3, 202, "all-notes-2.html", ""),
    ]
    frames = [made[path].view.page for path in ("all-notes.html", "all-notes-2.html")]
    assert [frame.title for frame in frames] == ["All notes", "All notes, page 2 of 3"]
    assert [[link.is_current for link in frame.nav] for frame in frames] == [[True], [True]]


def test_pages_of_a_list_are_folders_where_pages_are() -> None:
    made = pages(NOTES, Config(title="S", url_style="directory"))
    view = made["all-notes-2/index.html"].view
    assert (view.paging.previous_href, view.paging.next_href) == ("../all-notes/", "../all-notes-3/")
    assert [link.href for link in view.page.nav] == ["../all-notes/"]


def test_a_later_page_gives_way_to_a_note_and_to_an_attachment() -> None:
    files = NOTES | {"all-notes-2.md": "[x](tags/t-2.html)", "tags/t-3.md": ""}
    found = edition(files, attachments=frozenset(["tags/t-2.html"])).batches
    assert [path for path in found if "all-notes" in path] == ["all-notes.html", "all-notes-3.html", "all-notes-4.html"]
    assert [path for path in found if "tags/t" in path] == ["tags/t.html", "tags/t-4.html", "tags/t-5.html"]


def test_a_tag_has_as_many_pages_as_it_needs() -> None:
    made = pages(NOTES | {"one.md": "---\ntags: [few]\n---\n"})
    assert [len(made[path].view.cards) for path in ("tags/t.html", "tags/t-2.html", "tags/t-3.html")] == [100, 100, 1]
    assert made["tags/a/b-2.html"].view.page.title == "Tag: a/b, page 2 of 3"
    assert [crumb.label for crumb in made["tags/a/b-2.html"].view.breadcrumbs] == ["All notes", "Tags", "a"]
    assert made["tags/few.html"].view.paging is None
    assert {tag.label: tag.count for tag in made["tags.html"].view.tags} == {"a": 201, "a/b": 201, "few": 1, "t": 201}


def test_a_collection_goes_on_in_the_midst_of_a_year_and_is_opened_once() -> None:
    made = pages(POSTS | {"posts/index.md": "# Writing\n\nWords."})
    first, second = made["posts/index.html"].view, made["posts-2/index.html"].view
    assert [[(group.title, len(group.entries)) for group in view.groups] for view in (first, second)] == [
        [("2001", 21), ("2000", 79)], [("2000", 1)],
    ]  # fmt: skip
    assert ("Words." in first.intro_html, second.intro_html) == (True, "")
    assert (second.title, second.page.title) == ("Writing", "Writing, page 2 of 2")
    assert [link.is_current for link in second.page.nav] == [False, True]


def test_a_collection_whose_address_a_hub_has_taken_has_no_later_pages() -> None:
    made = pages(POSTS | {"posts/index.md": "---\nkind: hub\n---\n"})
    assert not [page.path for page in made.values() if page.template == "collection.html.jinja"]


def test_a_bibliography_has_five_hundred_sources_to_a_page() -> None:
    works = "".join(f"@book{{k{n:03}, title={{T}}, author={{Doe, J}}}}\n" for n in range(MOST_PAPERS + 1))
    made = edition({"w.bib": works})
    first, second = (plan_bibliography(made, *each).view for each in outline_bibliography(made))
    assert [sum(len(group.papers) for group in view.groups) for view in (first, second)] == [MOST_PAPERS, 1]
    assert (first.paper_count, second.paper_count) == (MOST_PAPERS + 1, MOST_PAPERS + 1)


def test_later_pages_are_for_machines_in_the_sitemap_and_have_an_address_of_their_own() -> None:
    made = pages(NOTES, HOST)
    assert made["all-notes-2.html"].view.page.canonical == "https://example.org/all-notes-2.html"
    locations = {url.loc for url in made["sitemap.xml"].view.urls}
    assert {"https://example.org/all-notes-3.html", "https://example.org/tags/t-2.html"} <= locations
    links = {link.href for group in made["sitemap.html"].view.groups for link in group.links}
    assert {"all-notes.html", "tags/t.html"} <= links
    assert not {"all-notes-2.html", "tags/t-2.html"} & links


@pytest.mark.parametrize("config", [PLAIN, Config(title="S", url_style="directory")])
def test_the_pages_of_a_list_lead_to_each_other(config: Config) -> None:
    files = POSTS | {"h.md": "---\nkind: hub\n---\n"}
    assert list(shortcomings(built(files, config), config)) == []


def test_a_note_with_many_links_is_told_in_the_right_sentences() -> None:
    count = MANY + 1
    text = "\n\n".join(f"Number {number} is [[n{number}]] of [@k, p. {number}] here." for number in range(count))
    made = pages({f"n{n}.md": "" for n in range(count)} | {"long.md": text, "w.bib": "@book{k, title={K}, year=2020}"})
    (view,) = made["n7.html"].view.backlinks
    assert [(one.before, one.marked, one.after, one.href) for one in view.sentences] == [
        ("Number 7 is ", "n7", " of (K 2020) here.", "long.html#at:7")
    ]
    (citing,) = made["sources/k.html"].view.cited_by
    assert [one.before for one in citing.sentences] == [f"Number {n} is n{n} of " for n in range(count)]
