"""The index of search, read as its script reads it: whatever a page says is found by its words, and nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.sites_in_text import PLAIN, edition, pages, view
from rlnotes.config.site import Config
from rlnotes.pages.postings import (
    changed_endings,
    changed_postings,
    ending_of,
    endings_of,
    file_of,
    page_hash,
    postings_of,
)
from rlnotes.pages.search import MOST, told
from rlnotes.parse.search_terms import plain, terms_in, weighed_terms

NOTES = {
    "a.md": (
        "---\ndescription: About apples.\ntags: [Fruit/Core]\nstatus: draft\ndate: 2024-02-01\n---\n"
        "# Apple pie\n\nBake it.\n"
    ),
    "b.md": (
        "---\naliases: [Tart]\nstatus: finished\n---\n# B\n\n## Crust\n\n"
        "Bake bake bake bake bake bake it with apples.\n"
    ),
    "line.md": "---\nkind: line\nstate: open\n---\n# L\n",
    "topic.md": "---\nkind: topic\nmembers:\n  tags: [fruit]\n---\n# T\n",
    "d.md": "---\ndraft: true\n---\nhidden words\n",
    "u.md": "---\nunlisted: true\n---\nhidden words\n",
    "s.md": "---\nkind: source\ntitle: S\n---\nCommentary here.\n",
    "w.bib": "@book{k, title={Kernels}, year=2020, author={Ann Other}}\n@book{s, title={Scripture}, year=1999}",
}


def files(notes: Mapping[str, str], config: Config = PLAIN) -> dict[str, Any]:
    """The files of the index, read as JSON."""
    paths = [path for path in pages(dict(notes), config) if path.startswith("search/")]
    return {path: msgspec.json.decode(str(view(dict(notes), path, config).json)) for path in paths}


def found(index: Mapping[str, Any], term: str) -> dict[str, str]:
    """The pages with a term, by their marks, with its weights; as the script finds them."""
    count = sum(path.count("/") == 1 for path in index) - 1
    text = index[file_of(term, count)].get(term, "").removeprefix("~")
    return {text[start : start + 5]: text[start + 5] for start in range(0, len(text), 6)}


def test_a_word_weighs_most_in_a_title_and_more_where_it_is_often() -> None:
    index = files(NOTES)
    a, b = page_hash("a.html"), page_hash("b.html")
    assert found(index, "apple") == {a: "9"}
    assert found(index, "apples") == {a: "4", b: "1"}
    assert found(index, "bake") == {a: "1", b: "3"}
    assert found(index, "tart") == {b: "7"}
    assert found(index, "crust") == {b: "5"}


def test_sources_are_found_by_their_records_and_commentaries() -> None:
    index = files(NOTES)
    k, s = page_hash("sources/k.html"), page_hash("sources/s.html")
    assert found(index, "kernels") == {k: "9"}
    assert found(index, "other") == {k: "7"}
    assert found(index, "2020") == {k: "4"}
    assert found(index, "commentary") == {s: "1"}
    assert found(index, "scripture") == {s: "9"}


def test_what_is_not_listed_is_not_found() -> None:
    assert found(files(NOTES), "hidden") == {}


def test_pages_are_picked_by_kind_tag_topic_status_and_year() -> None:
    index = files(NOTES)
    a, b = page_hash("a.html"), page_hash("b.html")
    assert found(index, "tag:fruit").keys() == found(index, "tag:fruit/core").keys() == {a}
    assert found(index, "status:finished").keys() == {b}
    assert found(index, "status:open").keys() == found(index, "kind:line").keys()
    assert found(index, "topic:topic.md").keys() == {a}
    assert found(index, "year:2024").keys() == {a}
    assert found(index, "year:1999").keys() == {page_hash("sources/s.html")}
    facets = index["search/facets.json"]
    assert [value for value, _ in facets["kind"]] == ["note", "topic", "line", "source"]
    assert facets["tag"] == [["fruit", "Fruit"], ["fruit/core", "Fruit/Core"]]
    assert facets["year"] == [["2024", "2024"], ["2020", "2020"], ["1999", "1999"]]
    assert facets["total"] == 6


def test_a_common_word_is_marked_and_kept_where_it_tells_something() -> None:
    often = "".join(f"{number:05}1" for number in range(MOST))
    assert told("everywhere", often) == often
    assert told("everywhere", f"{often}zzzzz9") == "~zzzzz9"
    assert told("kind:note", f"{often}zzzzz1") == f"{often}zzzzz1"


def test_a_mistyped_word_is_met_by_its_ending() -> None:
    index = files(NOTES)
    ends = [terms for path, terms in index.items() if path.startswith("search/ends/")]
    assert sorted(term for terms in ends for term in terms if term.startswith("comm")) == ["commentary"]
    assert not any(":" in term or len(term) < 4 for terms in ends for term in terms)


def test_a_site_need_not_be_searched() -> None:
    found_pages = pages(NOTES, Config(title="S", search=False))
    assert not [path for path in found_pages if path.startswith("search")]
    assert view(NOTES, "a.html", Config(title="S", search=False)).page.search_href == ""
    assert view(NOTES, "a.html").page.search_href == "search.html"


def test_a_note_may_have_the_name_of_the_search_page() -> None:
    assert view({"search.md": "# Mine\n"}, "search.html").title == "Mine"
    assert view({"search.md": "# Mine\n"}, "search.html").page.search_href == "search-2.html"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café ÅNGSTRÖM naïve", ["cafe", "angstrom", "naive"]),
        ("snake_case and kebab-case, e.g. x²", ["snake", "case", "and", "kebab", "case", "e", "g", "x2"]),
        ("策略梯度 方", ["策略", "略梯", "梯度", "方"]),
        ("RL強化", ["rl", "強化"]),
        ("รางวัล", ["รา", "าง", "งว", "วั", "ัล"]),
        ("पुरस्कार से", ["पुरस्कार", "से"]),
        ("ΣΊΣΥΦΟΣ", ["σισυφοσ"]),
        ("ﬁne", ["fine"]),
        ("x" * 40, ["x" * 32]),
        ("?!", []),
    ],
)
def test_text_is_taken_apart_into_terms(text: str, expected: list[str]) -> None:
    assert terms_in(text) == expected


@given(st.text())
def test_terms_are_plain_and_short(text: str) -> None:
    terms = terms_in(text)
    assert all(0 < len(term) <= 32 and ":" not in term and " " not in term for term in terms)
    assert terms == terms_in(plain(text)) or not text.isascii()


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "al", "策略", "x"]), max_size=6).map(" ".join)


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=12))
def test_every_term_of_every_note_is_found_and_no_other(texts: list[str]) -> None:
    notes = {f"n{number}.md": f"{text}\n" for number, text in enumerate(texts)}
    index = files(notes)
    for number, text in enumerate(texts):
        mark = page_hash(f"n{number}.html")
        own = {*terms_in(text), *terms_in(f"N{number}")}
        every = {
            term for path, terms in index.items() if path.count("/") == 1 and "facets" not in path for term in terms
        }
        assert {term for term in every if ":" not in term and mark in found(index, term)} == own


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=8), WORDS, st.data())
def test_a_changed_text_changes_the_index_as_if_it_were_made_anew(
    texts: list[str], text: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(texts) - 1))
    before = edition({f"n{n}.md": f"{each}\n" for n, each in enumerate(texts)})
    after = edition({f"n{n}.md": f"{text if n == number else each}\n" for n, each in enumerate(texts)})
    path, count = f"n{number}.md", len(before.postings)
    changes = [(f"n{number}.html", before.site.notes[path].terms, after.site.notes[path].terms)]
    changed = changed_postings(before.postings, count, changes)
    assert {**before.postings, **changed} == postings_of(after.site, after.faces, count)
    ends = changed_endings(before.endings, count, before.postings, changed)
    assert {**before.endings, **ends} == endings_of(after.postings.values(), count)


def test_short_words_and_facets_have_no_ending() -> None:
    assert (ending_of("two", 8), ending_of("kind:note", 8)) == ("", "")


def test_what_is_told_outweighs_the_text() -> None:
    assert weighed_terms("a a a b", [(9, "B c"), (4, "c d")]) == ("2 a", "4 d", "9 b c")


def test_two_pages_with_one_hash_are_both_found() -> None:
    notes = {f"{name}.md": f"same {name}\n" for name in ("costarring", "liquid")}  # known to collide
    mark = page_hash("liquid.html")
    assert mark == page_hash("costarring.html")
    found_index = files(notes)
    count = sum(path.count("/") == 1 for path in found_index) - 1
    assert found_index[file_of("same", count)]["same"] == f"{mark}1{mark}1"
