"""How to cite the site: each of its notes, the whole of it, and all sources behind a hub, a topic or a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
import rispy
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_bibtex

from pages.sites_in_text import built, edition, pages, shortcomings, style_texts, view
from rlnotes.config.site import Config
from rlnotes.graph.lines import lines_resting
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.csl import patterns
from rlnotes.pages.csl.patterns import entry_html
from rlnotes.pages.csl.processor import Cited, Style, reference_html

SIGNED = Config(title="Notes & <more>", author="Ada Lovelace", base_url="https://example.org/kb", license="CC-BY-4.0")
NOTE = "---\ntitle: What is it <for>?\ndate: 2025-02-03\nupdated: 2026-04-05\n---\nText\n"
WORKS = "".join(f"@book{{{key}, title={{{key.upper()}}}, year={{2020}}}}\n" for key in "abcdefz")

KNOWLEDGE = {
    "works.bib": WORKS,
    "hub.md": "---\nkind: hub\nsections:\n  - title: S\n    notes: [one, below, topic, line]\n---\nIntro [@a].\n",
    "below.md": "---\nkind: hub\n---\n- [[two]]\n- [[hub]]\n- [[f]]\n",
    "one.md": "[@b]",
    "two.md": "---\ntags: [t]\n---\n[@c; @b]",
    "three.md": "---\ntags: [t]\n---\n[@d] and [@missing]",
    "topic.md": "---\nkind: topic\nmembers: {tags: [t]}\n---\n",
    "line.md": "---\nkind: line\n---\nFrom [[one]] and [[below]], and [@e].",
    "empty.md": "---\nkind: hub\n---\n",
    "hidden.md": "---\nkind: hub\nunlisted: true\n---\n- [[one]]\n",
}


def test_a_note_says_how_it_is_cited_in_the_style_of_the_site_and_in_each_format() -> None:
    cite = view({"sub/a.md": NOTE}, "sub/a.html", SIGNED).cite
    url = "https://example.org/kb/sub/a.html"
    assert cite.html == (
        "Lovelace, A. (2026, April 5). <i>What is it &lt;for&gt;?</i> Notes &amp; &lt;more&gt;. "
        f'<a href="{url}" rel="external">{url}</a>'
    )
    assert (str(cite.version), cite.url) == ("2026-04-05", url)
    bibtex, item, ris = (export.text for export in cite.exports)
    assert parse_bibtex(bibtex, "bibtex").entries["lovelace-2026-a"].fields["url"] == url
    assert json.loads(item)[0]["issued"] == {"date-parts": [[2026, 4, 5]]}
    (entry,) = rispy.loads(ris)
    assert (entry["title"], entry["authors"], entry["urls"]) == ("What is it <for>?", ["Lovelace, Ada"], [url])


def test_without_a_base_url_there_is_no_address_and_without_a_date_no_version() -> None:
    cite = view({"a.md": "Text"}, "a.html", Config(title="S", author="Ada Lovelace")).cite
    assert (cite.url, cite.version) == ("", None)
    assert "URL" not in cite.exports[1].text
    assert cite.exports[0].text.startswith("@online{lovelace-a,")


def test_its_own_authors_come_before_that_of_the_site_and_a_note_of_nobody_is_not_cited() -> None:
    files = {"a.md": "---\nauthors: [Bo Ek, Kimi]\n---\n", "b.md": "Text"}
    unsigned = Config(title="S")
    assert json.loads(view(files, "a.html", SIGNED).cite.exports[1].text)[0]["author"] == [
        {"family": "Ek", "given": "Bo"},
        {"literal": "Kimi"},
    ]
    assert view(files, "a.html", unsigned).cite is not None
    assert view(files, "b.html", unsigned).cite is None


@pytest.mark.parametrize(("kind", "type_"), [("line", "webpage"), ("post", "post-weblog")])
def test_lines_and_posts_are_cited_too(kind: str, type_: str) -> None:
    made = view({"a.md": f"---\nkind: {kind}\ndate: 2025-01-01\n---\nText"}, "a.html", SIGNED)
    assert json.loads(made.cite.exports[1].text)[0]["type"] == type_


def test_pages_and_talks_are_not_cited_as_notes() -> None:
    files = {"a.md": "---\nkind: page\n---\n", "b.md": "---\nkind: talk\nauthors: [A B]\n---\n"}
    assert view(files, "a.html", SIGNED).cite is None
    assert b"cite-note" not in {a.path: a.content for a in built(files, SIGNED).artifacts}["b.html"]


URLS = ("", "https://example.org/a?b=1&c=2")
DATES = ((), (2026,), (1999, 12), (2026, 4, 5))
STYLES = tuple(Style(text) for text in style_texts().values())
words = st.text(st.sampled_from("aZ é9 ,:-–—’?!.\"“<&'()[]/"), min_size=1, max_size=25).map(str.strip).filter(bool)


@given(words, words, st.sampled_from(STYLES), st.sampled_from(URLS), st.sampled_from(DATES))
def test_an_entry_from_a_pattern_is_the_one_that_the_processor_makes(
    title: str, venue: str, style: Style, url: str, issued: tuple[int, ...]
) -> None:
    record = Reference("k", "webpage", title, (Name("Ek", "Bo"),), issued=issued, venue=venue, url=url)
    assert entry_html(style, record) == reference_html(style, Cited(record))


def test_a_style_that_changes_titles_is_asked_for_each() -> None:
    change = '<text variable="title" text-case="title"/>'
    xml = style_texts()["ieee"].replace('<text variable="title"', change.removesuffix("/>"))
    record = Reference("k", "webpage", "what it is", (Name("Ek", "Bo"),), venue="Notes")
    assert "What It Is" in entry_html(Style(xml), record)
    assert patterns.entry_html(STYLES[0], record) == reference_html(STYLES[0], Cited(record))


def pack(files: dict[str, str], path: str) -> Any:
    return pages(files)[path].view.text


@pytest.mark.parametrize(
    ("page", "keys"),
    [("hub", "abcdef"), ("below", "abcdef"), ("topic", "bcd"), ("line", "abcdef"), ("empty", ""),
     ("bibliography", "abcdefz")],
)  # fmt: skip
def test_a_pack_holds_all_sources_below_a_page_once_by_key(page: str, keys: str) -> None:
    items = json.loads(pack(KNOWLEDGE, f"{page}.sources.json"))
    assert [item["id"] for item in items] == list(keys)
    assert list(parse_bibtex(pack(KNOWLEDGE, f"{page}.sources.bib"), "bibtex").entries) == list(keys)


def test_a_page_links_its_packs_if_a_source_is_in_them() -> None:
    made = pages(KNOWLEDGE)
    told = {path: [link.href for link in made[path].view.packs] for path in ("hub.html", "topic.html", "empty.html")}
    assert told["hub.html"] == ["hub.sources.bib", "hub.sources.json"]
    assert told["topic.html"] == ["topic.sources.bib", "topic.sources.json"]
    assert told["empty.html"] == []
    assert made["hidden.html"].view.packs == ()
    assert "hidden.sources.bib" not in made


def test_there_are_no_packs_where_there_are_no_sources() -> None:
    assert not [path for path in pages({"hub.md": KNOWLEDGE["below.md"]}) if ".sources." in path]


@pytest.mark.parametrize("url_style", ["file", "directory"])
def test_every_way_leads_somewhere(url_style: Literal["file", "directory"]) -> None:
    config = Config(title="S", author="A B", base_url="https://example.org/kb", url_style=url_style)
    assert not [each for each in shortcomings(built(KNOWLEDGE, config), config) if "missing" not in each]


def citation_file(config: Config, files: dict[str, str] | None = None) -> dict[str, object]:
    text = pages(files or {"a.md": NOTE}, config)["CITATION.cff"].view.text
    return dict(yaml.safe_load(text))


def test_the_site_says_how_it_is_cited() -> None:
    assert citation_file(SIGNED) == {
        "cff-version": "1.2.0",
        "message": "If you use these notes, please cite them as below.",
        "type": "dataset",
        "title": "Notes & <more>",
        "authors": [{"family-names": "Lovelace", "given-names": "Ada"}],
        "url": "https://example.org/kb/",
        "date-released": "2026-04-05",
        "license": "CC-BY-4.0",
    }


def test_what_is_not_known_of_the_site_is_left_out_of_how_it_is_cited() -> None:
    told = citation_file(Config(title="S: #1\n", author="Kimi", license="GPL-3.0-only"), {"index.md": "# Home"})
    assert told["authors"] == [{"name": "Kimi"}]
    assert told["license-url"] == "https://spdx.org/licenses/GPL-3.0-only.html"
    assert not {"url", "date-released", "license", "abstract"} & told.keys()
    assert "CITATION.cff" not in pages({"a.md": NOTE}, Config(title="S"))


def test_a_source_names_the_lines_that_rest_on_it() -> None:
    site = edition(KNOWLEDGE).site
    assert lines_resting(site) == dict.fromkeys("bef", ("line.md",))
    made = pages(KNOWLEDGE)
    assert [card.href for card in made["sources/b.html"].view.lines] == ["../line.html"]
    assert made["sources/d.html"].view.lines == ()


def test_a_source_of_three_thousand_authors_has_its_page(tmp_path: Path) -> None:
    authors = " and ".join(f"Family{number}, Given" for number in range(3000))
    files = {"w.bib": f"@article{{big, title={{Big}}, author={{{authors}}}, year=2020}}", "a.md": "As [@big] says."}
    made = view(files, "sources/big.html", SIGNED)
    assert len(made.authors) == 3000
    assert len(made.citation_html) < 2000
    (entry,) = rispy.loads(made.exports[2].text)
    assert len(entry["authors"]) == 3000
    assert view(files, "a.html", SIGNED).references[0].html.startswith("Family0, G.")
