"""Pages that list: home, all notes, collections, tags, the bibliography, the Sitemap page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest

from pages.sites_in_text import PLAIN, built, edition, pages, view
from rlnotes.config.site import Config
from rlnotes.model.note import Kind
from rlnotes.pages.bibliography import initial, outline_bibliography, plan_bibliography
from rlnotes.pages.labels import kind_title
from rlnotes.pages.orders import Neighbours
from rlnotes.pages.site_files import COLLECTIONS
from rlnotes.pages.source_rosters import outline_source_rosters, plan_source_roster
from rlnotes.pages.views.citing import BibliographyView
from rlnotes.pages.views.parts import CardView
from rlnotes.words.table import ENGLISH


def titles(cards: Iterable[CardView]) -> list[str]:
    return [card.title for card in cards]


def note(**front: object) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n"


HOME = {
    "h/top.md": note(kind="hub", weight=2, sections="[{title: T, notes: [h/sub, a]}]"),
    "h/sub.md": note(kind="hub", sections="[{title: T, notes: [a]}]"),
    "h/first.md": note(kind="hub", weight=1),
    "h/secret.md": note(kind="hub", unlisted="true"),
    "t.md": note(kind="topic"),
    "l/open.md": note(kind="line", state="open", weight=2),
    "l/none.md": note(kind="line"),
    "l/partial.md": note(kind="line", state="partial", weight=1),
    "l/answered.md": note(kind="line", state="answered"),
    "l/dropped.md": note(kind="line", state="dropped"),
    "a.md": note(date="2026-01-01"),
    "b.md": note(date="2026-03-01"),
    "c.md": note(date="2026-03-01"),
    "p.md": note(kind="post", date="2026-02-01"),
    "undated.md": "",
    "page.md": note(kind="page", date="2026-04-01"),
    "hidden.md": note(unlisted="true", date="2026-05-01"),
}


def test_home_shows_the_top_hubs_the_open_lines_and_the_newest_notes() -> None:
    made = view(HOME, "index.html")
    assert titles(made.hubs) == ["First", "Top"]
    assert [(part.title, part.href, part.note_count) for hub in made.hubs for part in hub.parts] == [
        ("Sub", "h/sub.html", 1)
    ]
    assert titles(made.topics) == ["T"]
    assert titles(made.lines) == ["None", "Partial", "Open"]
    assert titles(made.newest) == ["B", "C", "P", "A"]
    assert (made.page.title, made.page.site_title, made.intro_html) == ("Site", "Site", "")
    assert made.all_notes.href == "all-notes.html"


def test_home_shows_no_more_news_than_configured() -> None:
    assert titles(view(HOME, "index.html", Config(newest_count=2)).newest) == ["B", "C"]
    assert view(HOME, "index.html", Config(newest_count=0)).newest == ()


def test_hubs_in_a_circle_are_all_at_the_top() -> None:
    files = {
        "x.md": note(kind="hub", sections="[{title: T, notes: [y]}]"),
        "y.md": note(kind="hub", sections="[{title: T, notes: [x]}]"),
    }
    assert titles(view(files, "index.html").hubs) == ["X", "Y"]


def test_a_note_opens_the_front_page() -> None:
    files = {
        "index.md": note(title="Hello", description="D.", updated="2026-01-01", template="own") + "Read [@k].",
        "w.bib": "@book{k, title={T}, author={Doe, Jo}, year=2020}",
    }
    page = pages(files)["index.html"]
    assert (page.own_template, page.view.page.title, page.view.page.description) == ("own.html.jinja", "Hello", "D.")
    assert 'href="sources/k.html"' in page.view.intro_html  # the front page has no list of references
    assert str(page.view.colophon.updated) == "2026-01-01"
    assert pages(files, Config())["index.html"].view.page.site_title == "Hello"
    assert pages({"a.md": ""}, Config())["index.html"].view.page.site_title == "Notes"


def test_all_notes_lists_everything_listed_by_kind_and_title() -> None:
    made = view(HOME | {"index.md": "", "Z.md": "# alpha", "s.md": note(kind="source")}, "all-notes.html")
    assert [(section.title, section.id, titles(section.cards)) for section in made.sections] == [
        ("Hubs", "hubs", ["First", "Sub", "Top"]),
        ("Topics", "topics", ["T"]),
        ("Inquiring lines", "lines", ["Answered", "Dropped", "None", "Open", "Partial"]),
        ("Notes", "notes", ["A", "alpha", "B", "C", "Undated"]),
        ("Posts", "posts", ["P"]),
        ("Pages", "pages", ["Page"]),
    ]
    assert made.note_count == 5


POSTS = {
    "posts/old.md": note(kind="post", date="2024-05-01"),
    "posts/new.md": note(kind="post", date="2026-05-01"),
    "posts/also.md": note(kind="post", date="2026-05-01", venue="V", paper_url="https://example.org/p"),
    "posts/undated.md": note(kind="post"),
    "posts/secret.md": note(kind="post", unlisted="true", date="2025-01-01"),
}


def test_a_collection_is_by_year_newest_first_the_undated_last() -> None:
    made = view(POSTS, "posts/index.html")
    assert [(group.title, group.id, titles(group.entries)) for group in made.groups] == [
        ("2026", "year:2026", ["Also", "New"]),
        ("2024", "year:2024", ["Old"]),
        ("Undated", "year:none", ["Undated"]),
    ]
    also = made.groups[0].entries[0]
    assert (also.venue, also.reading_minutes, also.href, also.links[0].label) == ("V", 0, "also.html", "Paper")
    assert (made.title, made.intro_html) == ("Posts", "")


def test_entries_know_their_neighbours_in_time() -> None:
    made = pages(POSTS)

    def beside(name: str) -> tuple[str | None, str | None]:
        shown = made[f"posts/{name}.html"].view
        return (shown.previous and shown.previous.label, shown.next and shown.next.label)

    assert [beside(name) for name in ("undated", "old", "new", "also", "secret")] == [
        (None, "Old"),
        ("Undated", "New"),
        ("Old", "Also"),
        ("New", None),
        (None, None),
    ]


def test_notes_know_their_neighbours_in_their_nearest_hub() -> None:
    files = {
        "top.md": note(kind="hub", sections="[{title: T, notes: [a, sub]}]"),
        "sub.md": note(kind="hub", sections="[{title: S, notes: [a, b]}, {title: R, notes: [b, c]}]"),
        "a.md": "", "b.md": "", "c.md": "", "lone.md": "",
    }  # fmt: skip
    made = edition(files).neighbours
    assert made["b.md"] == Neighbours("a.md", "c.md")
    assert made["a.md"] == Neighbours(None, "b.md")
    assert "lone.md" not in made


@pytest.mark.parametrize("kind", list(COLLECTIONS))
def test_each_kind_of_entry_has_its_list_and_its_way_back(kind: str) -> None:
    made = pages({"e.md": note(kind=kind, title="E"), "a.md": ""})
    (collection,) = [page for page in made.values() if page.template == "collection.html.jinja"]
    assert collection.view.title == kind_title(ENGLISH, Kind(kind))
    crumbs = made["e.html"].view.breadcrumbs
    assert [(crumb.label, crumb.href) for crumb in crumbs] == [
        ("All notes", "all-notes.html"),
        (collection.view.title, collection.path),
    ]
    nav = made["a.html"].view.page.nav
    assert [link.label for link in nav] == ["All notes", collection.view.title]
    assert [link.is_current for link in collection.view.page.nav] == [False, True]


def test_a_collection_of_unlisted_entries_is_none() -> None:
    made = pages({"posts/e.md": note(kind="post", unlisted="true")})
    assert "posts/index.html" not in made
    assert [crumb.label for crumb in made["posts/e.html"].view.breadcrumbs] == ["All notes"]
    assert made["posts/e.html"].view.page.is_indexable is False


def test_a_note_opens_a_collection_and_a_hub_takes_its_place() -> None:
    own = POSTS | {"posts/index.md": note(kind="page", title="Writing", description="D.") + "Words."}
    made = pages(own)["posts/index.html"]
    assert (made.template, made.view.title, made.view.description) == ("collection.html.jinja", "Writing", "D.")
    assert "Words." in made.view.intro_html
    assert len(made.view.groups) == 3
    hub = pages(POSTS | {"posts/index.md": note(kind="hub")})["posts/index.html"]
    assert hub.template == "hub.html.jinja"


TAGGED = {
    "b.md": note(title="Bee", tags="[RL, Maths]"),
    "a.md": note(title="Ay", tags="[rl/ppo]") + "and #rl and #maths",
    "s.md": note(kind="source", title="Ess", tags="[rl]"),
    "u.md": note(unlisted="true", tags="[secret]"),
}


def test_tags_are_one_in_any_letter_case_and_nested_ones_count_above() -> None:
    made = view(TAGGED, "tags.html")
    assert [(tag.label, tag.href, tag.count) for tag in made.tags] == [
        ("Maths", "tags/maths.html", 2),
        ("RL", "tags/rl.html", 3),
        ("rl/ppo", "tags/rl/ppo.html", 1),
    ]


def test_a_tag_lists_its_notes_by_title_below_the_tags_above_it() -> None:
    made = pages(TAGGED)
    assert titles(made["tags/rl.html"].view.cards) == ["Ay", "Bee", "Ess"]
    assert [card.kind_label for card in made["tags/rl.html"].view.cards] == ["", "", "Source"]
    crumbs = made["tags/rl/ppo.html"].view.breadcrumbs
    assert [(crumb.label, crumb.href) for crumb in crumbs] == [
        ("All notes", "../../all-notes.html"), ("Tags", "../../tags.html"), ("RL", "../rl.html"),
    ]  # fmt: skip
    assert [tag.label for tag in made["b.html"].view.tags] == ["RL", "Maths"]
    assert made["u.html"].view.tags == ()


def test_a_site_without_tags_or_sources_links_no_list_of_them() -> None:
    made = pages({"a.md": ""})
    assert not {"tags.html", "bibliography.html"} & made.keys()
    frame = made["a.html"].view.page
    assert [link.label for link in (*frame.nav, *frame.footer_links)] == ["All notes", "Map", "Sitemap"]
    assert [link.label for link in made["sitemap.html"].view.groups[0].links] == ["Home", "All notes", "Search", "Map"]


WORKS = """@book{b, title={B}, author={Öcal, A}, year=2020}
@book{a, title={A}, author={Oat, A}, year=2021}
@book{c, title={C}, author={oat, A}, year=2019}
@book{n, title={24 hours}, year=2019}
@book{q, title={“Quoted”}, year=2019}
@book{g, title={G}, author={Ωmega, A}, year=2019}
"""


def test_the_bibliography_is_by_letter_each_letter_once() -> None:
    made = view({"a.md": "[@b]", "w.bib": WORKS}, "bibliography.html")
    assert [(group.title, group.id, titles(group.papers)) for group in made.groups] == [
        ("#", "letter-other", ["24 hours", "“Quoted”"]),
        ("O", "letter-o", ["C", "A", "B"]),
        ("Ω", "letter-ω", ["G"]),
    ]
    assert made.paper_count == 6
    last = made.groups[1].papers[2]
    assert (last.authors, last.year, last.cited_by_count, last.href) == ("Öcal", "2020", 1, "sources/b.html")


@pytest.mark.parametrize(
    ("label", "language", "letter"),
    [
        *(("Émile", "fr", "E"), ("ßeta", "de", "S"), ("", "en", "#"), ("9", "en", "#"), ("王", "zh", "王")),
        *(
            ("Östen", "de", "O"),
            ("Östen", "sv", "Ö"),
            ("Aarhus", "da", "Å"),
            ("Aarhus", "en", "A"),
            ("Ünal", "sv", "Y"),
        ),
        *(("chata", "cs", "Ch"), ("chata", "sk-SK", "Ch"), ("chata", "fr", "C"), ("dzsungel", "hu", "Dzs")),
        *(("Isı", "tr", "I"), ("izmir", "tr", "İ"), ("İzmir", "tr", "İ"), ("Йод", "ru", "Й"), ("ёж", "ru", "Е")),
        *(("เกา", "th", "ก"), ("آدم", "ar", "آ"), ("ى", "ar", "ي"), ("がく", "ja", "か"), ("글", "ko", "\u1100")),
    ],
)
def test_a_label_is_filed_under_its_letter(label: str, language: str, letter: str) -> None:
    assert initial(label, language) == letter


def test_the_sitemap_page_links_every_page_once_and_has_no_empty_group() -> None:
    files = HOME | TAGGED | {"w.bib": WORKS}
    made = pages(files, Config(title="S", base_url="https://example.org"))
    groups = made["sitemap.html"].view.groups
    assert all(group.links for group in groups)
    hrefs = [link.href.replace("%CE%A9", "Ω") for group in groups for link in group.links]
    assert len(hrefs) == len(set(hrefs))
    unlisted = {"h/secret.html", "hidden.html", "u.html"}
    shown = {path for path, page in made.items() if path.endswith(".html") and path not in ("404.html", "sitemap.html")}
    assert set(hrefs) == shown - unlisted | {"sitemap.xml", "feed.xml", "feed.json"}


def test_the_sitemap_page_names_the_machine_one_only_where_it_exists() -> None:
    assert "For machines" not in [group.title for group in view({"a.md": ""}, "sitemap.html", PLAIN).groups]


MANY = "".join(
    f"@book{{k{n:04}, title={{T{n}}}, author={{A{n:04}, Bo and {{The Group}}}}, year={{20{n % 25:02}}}}}\n"
    for n in range(501)
)
GATHERED = {"t.md": "---\nkind: topic\nmembers: {notes: [a]}\n---\n", "h.md": "---\nkind: hub\n---\n- [[a]]\n"}


def test_the_bibliography_names_the_files_of_all_sources_and_of_each_topic_and_top_hub() -> None:
    config = Config(title="S", url_style="directory")
    site = edition({"a.md": "[@k0001]", "w.bib": MANY, **GATHERED}, config)
    made = plan_bibliography(site, *list(outline_bibliography(site))[1]).view
    assert isinstance(made, BibliographyView)
    assert [link.href for link in made.packs] == [
        "../bibliography/index.sources.bib",
        "../bibliography/index.sources.json",
    ]
    assert [(link.label, link.href) for link in made.topics] == [
        ("T", "t/index.sources.json"),
        ("H", "h/index.sources.json"),
    ]
    assert made.roster_count == 2


def test_each_page_of_the_bibliography_has_a_roster_for_scripts() -> None:
    authors = " and ".join(f"X{number}, Y" for number in range(60))
    odd = f"@misc{{odd, title={{“<b>”}}, author={{{authors}}}, howpublished={{V}}}}\n@misc{{none}}\n"
    site = edition({"a.md": "[@k0001; @odd]", "w.bib": MANY + odd})
    sheets = list(outline_source_rosters(site))
    rosters = [json.loads(plan_source_roster(site, *sheet).view.json)["sources"] for sheet in sheets]
    assert [path for path, _ in sheets] == ["source-rosters/0.json", "source-rosters/1.json"]
    assert list(map(len, rosters)) == [500, 3]
    assert rosters[0][1] == [
        "k0001",
        "T1",
        "sources/k0001.html",
        "A0001 and The Group",
        "Bo A0001; The Group",
        "2001",
        "",
        1,
    ]
    last = {line[0]: line for line in rosters[1]}
    assert last["none"][3:] == ["", "", "", "", 0]
    assert (last["odd"][1], last["odd"][3], last["odd"][6:]) == ("“<b>”", "X0 et al.", ["V", 1])
    assert len(last["odd"][4].split("; ")) == 50
    assert list(outline_source_rosters(edition({"a.md": ""}))) == []


def test_a_source_that_no_note_cites_is_marked_in_the_bibliography() -> None:
    made = built({"a.md": "[@x]", "w.bib": "@book{x, title={X}}\n@book{y, title={Y}}\n"})
    text = next(each.content.decode() for each in made.artifacts if each.path == "bibliography.html")
    assert re.findall(r'paper-facts">([^<]*)<', text) == ["cited by 1 note", "cited by no note"]
