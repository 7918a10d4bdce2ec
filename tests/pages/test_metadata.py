"""What pages tell programs: scholarly tags, cards, JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pages.sites_in_text import built, edition, pages, view
from rlnotes.config.site import Config
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.linked_data import license_url, work
from rlnotes.pages.plan import plan_pages

BASE = Config(title="Site", base_url="https://example.org/kb", author="Ada Lovelace", license="CC-BY-4.0")
BIB = """@article{k, title={One; two}, author={Shao, Zhihong and {Kimi Team}}, year=2024, month=5, journal={J},
  volume=3, number=2, doi={10.1/x}, eprint={2402.1}, archivePrefix={arXiv}, isbn={978}}
@inproceedings{c, title={Conf}, author={Xu, R}, booktitle={Proc}}
@book{b, title={Book}, isbn={978-1}, publisher={P}, editor={Ed, A}}
"""


def tags(files: dict[str, str], path: str, config: Config = BASE) -> list[tuple[str, str]]:
    return list(view(files, path, config).page.metadata.names)


def properties(files: dict[str, str], path: str, config: Config = BASE) -> dict[str, str]:
    return dict(view(files, path, config).page.metadata.properties)


def things(files: dict[str, str], path: str, config: Config = BASE) -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads(view(files, path, config).page.metadata.json_ld)["@graph"]
    return graph


def test_a_note_tells_scholarly_indexes_what_it_is_and_cites() -> None:
    front = "authors: [Jane Doe, John Roe]\ndate: 2026-05-03\ntags: [t]\nlang: de\ntitle: T"
    files = {"a.md": f"---\n{front}\n---\n[@k; @c]", "w.bib": BIB}
    assert tags(files, "a.html") == [
        ("citation_title", "T"),
        ("citation_author", "Jane Doe"),
        ("citation_author", "John Roe"),
        ("citation_publication_date", "2026/05/03"),
        ("citation_language", "de"),
        ("citation_public_url", "https://example.org/kb/a.html"),
        ("citation_keywords", "t"),
        (
            "citation_reference",
            (
                "citation_title=One, two; citation_author=Shao, Zhihong; citation_author=Kimi Team; "
                "citation_publication_date=2024; citation_journal_title=J; citation_volume=3; citation_issue=2; "
                "citation_doi=10.1/x; citation_arxiv_id=2402.1; citation_isbn=978"
            ),
        ),
        ("citation_reference", "citation_title=Conf; citation_author=Xu, R; citation_conference_title=Proc"),
        ("twitter:card", "summary"),
    ]


def test_what_is_no_text_to_be_cited_tells_no_such_thing() -> None:
    files = {"h.md": "---\nkind: hub\n---\n[@k]", "p.md": "---\nkind: page\n---\n", "w.bib": BIB}
    for path in ("h.html", "p.html", "sources/k.html", "all-notes.html", "index.html"):
        assert tags(files, path) == [("twitter:card", "summary")]


def test_a_paper_tells_where_it_appeared_and_where_it_is() -> None:
    front = "kind: publication\nvenue: V\ndoi: 10.1/y\narxiv: '2501.1'\nslides_url: /s.txt\npaper_url: /p.pdf\n"
    files = {"a.md": f"---\n{front}---\n", "t.md": "---\nkind: talk\nvenue: W\npaper_url: https://x.org/P.PDF\n---\n"}
    site = edition(files, BASE, frozenset(["p.pdf", "s.txt"]))
    made = {page.path: page.view for page in plan_pages(site)}
    told = dict(made["a.html"].page.metadata.names)
    assert told["citation_journal_title"] == "V"
    assert told["citation_doi"] == "10.1/y"
    assert told["citation_arxiv_id"] == "2501.1"
    assert told["citation_pdf_url"] == "https://example.org/kb/p.pdf"
    talk = dict(made["t.html"].page.metadata.names)
    assert (talk["citation_conference_title"], talk["citation_pdf_url"]) == ("W", "https://x.org/P.PDF")


def test_without_a_base_url_nothing_absolute_is_told() -> None:
    files = {"a.md": "---\nkind: line\nstate: open\n---\n[@k] [[h]]", "w.bib": BIB}
    files["h.md"] = "---\nkind: hub\nsections: [{title: S, notes: [a]}]\n---\n"
    plain = Config(title="Site")
    assert "citation_public_url" not in dict(tags(files, "a.html", plain))
    assert "og:url" not in properties(files, "a.html", plain)
    (only,) = things(files, "a.html", plain)
    assert only["about"] == {"@type": "Question", "name": "A", "creativeWorkStatus": "open"}
    assert only["isPartOf"] == [{"@type": "CollectionPage", "name": "H"}]
    assert "@id" not in only
    assert "@id" not in only["citation"][0]


def test_a_page_can_be_shared() -> None:
    front = "description: D\ndate: 2026-01-02\nupdated: 2026-02-03\ntags: [t]\nimage: x.png"
    site = edition(
        {"a.md": f"---\n{front}\n---\n", "b.md": "---\nimage: x.svg\n---\n"}, BASE, frozenset(["x.png", "x.svg"])
    )
    made = {page.path: page.view.page.metadata for page in plan_pages(site) if page.path in ("a.html", "b.html")}
    assert made["a.html"].properties == (
        ("og:type", "article"),
        ("og:title", "A"),
        ("og:description", "D"),
        ("og:site_name", "Site"),
        ("og:url", "https://example.org/kb/a.html"),
        ("article:published_time", "2026-01-02"),
        ("article:modified_time", "2026-02-03"),
        ("article:tag", "t"),
        ("og:image", "https://example.org/kb/x.png"),
    )
    assert made["a.html"].names[-1] == ("twitter:card", "summary_large_image")
    assert made["b.html"].names[-1] == ("twitter:card", "summary")
    assert "og:description" not in dict(made["b.html"].properties)


@pytest.mark.parametrize(
    ("kind", "type_", "name"),
    [
        ("note", "ScholarlyArticle", "headline"),
        ("line", "ScholarlyArticle", "headline"),
        ("hub", "CollectionPage", "name"),
        ("topic", "CollectionPage", "name"),
        ("post", "BlogPosting", "headline"),
        ("talk", "PresentationDigitalDocument", "name"),
        ("teaching", "Course", "name"),
        ("portfolio", "CreativeWork", "name"),
        ("page", "WebPage", "name"),
    ],
)
def test_each_kind_is_something_to_schema_org(kind: str, type_: str, name: str) -> None:
    thing, trail = things({"a.md": f"---\nkind: {kind}\n---\n"}, "a.html")
    assert (thing["@type"], thing[name], thing["@id"]) == (type_, "A", "https://example.org/kb/a.html")
    assert ("wordCount" in thing) == (name == "headline")
    assert trail["itemListElement"][-1] == {"@type": "ListItem", "position": len(trail["itemListElement"]), "name": "A"}
    assert trail["itemListElement"][0]["item"] == {"@id": "https://example.org/kb/all-notes.html"}


def test_an_entry_names_its_collection_on_the_way() -> None:
    trail = things({"posts/a.md": "---\nkind: post\n---\n"}, "posts/a.html")[1]
    assert [each["name"] for each in trail["itemListElement"]] == ["All notes", "Posts", "A"]


def test_the_front_page_tells_of_the_site() -> None:
    (site,) = things({"a.md": ""}, "index.html")
    assert site == {
        "@type": "WebSite",
        "@id": "https://example.org/kb/",
        "url": "https://example.org/kb/",
        "name": "Site",
        "inLanguage": "en",
        "author": [{"@type": "Person", "name": "Ada Lovelace"}],
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_a_source_is_told_as_the_work_that_it_is() -> None:
    files = {"a.md": "[@k]", "w.bib": BIB}
    thing = things(files, "sources/k.html")[0]
    assert thing["@id"] == "https://example.org/kb/sources/k.html#work"
    assert thing["author"] == [
        {"@type": "Person", "name": "Zhihong Shao", "givenName": "Zhihong", "familyName": "Shao"},
        {"@type": "Organization", "name": "Kimi Team"},
    ]
    assert thing["datePublished"] == "2024-05"
    assert thing["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "3",
            "isPartOf": {"@type": "Periodical", "name": "J"},
        },
    }
    assert thing["sameAs"] == ["https://doi.org/10.1/x", "https://arxiv.org/abs/2402.1"]
    (cited,) = things(files, "a.html")[0]["citation"]
    assert (cited["@id"], cited["sameAs"]) == (thing["@id"], thing["sameAs"][:1])
    book = things(files, "sources/b.html")[0]
    assert (book["@type"], book["isbn"], book["publisher"]["name"]) == ("Book", "978-1", "P")
    assert things(files, "sources/c.html")[0]["isPartOf"] == {"@type": "CreativeWork", "name": "Proc"}


def test_a_work_of_which_little_is_known_is_told_shortly() -> None:
    assert [name for name, value in work(Reference("k", "motion_picture", ""), "").items() if value] == [
        "@type",
        "name",
    ]
    journal = Reference("k", "article-journal", "T", (Name(family="X"),), venue="J")
    assert work(journal, "")["isPartOf"] == {"@type": "Periodical", "name": "J"}
    assert work(journal, "")["author"] == [{"@type": "Person", "name": "X", "familyName": "X"}]


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("", ""),
        ("https://example.org/l", "https://example.org/l"),
        ("cc-by-nc-sa-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("all rights reserved", ""),
    ],
)
def test_a_license_has_an_address(name: str, url: str) -> None:
    assert license_url(name) == url


def test_no_text_gets_out_of_its_place() -> None:
    evil = "</script><script>alert(1)</script><!-- \u2028 & \"'"
    files = {"a.md": f"---\ntitle: {json.dumps(evil)}\nauthors: [{json.dumps(evil)}]\n---\n"}
    (page,) = (each for each in built(files, BASE).artifacts if each.path == "a.html")
    assert b"<script>alert" not in page.content
    assert not set("<>&\u2028") & set(view(files, "a.html", BASE).page.metadata.json_ld)
    assert things(files, "a.html")[0]["headline"] == " ".join(evil.split())
    assert pages(files, BASE)["404.html"].view.page.metadata.json_ld == ""
