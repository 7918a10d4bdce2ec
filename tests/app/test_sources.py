"""The lock of sources: what is asked for, what is told, what is merged, and what is looked through."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.app.sources.adding import Added, Found, There, merged
from rlnotes.app.sources.answers import NoRecordError, Told, told_by_arxiv, told_by_registry
from rlnotes.app.sources.items import item_of, other_fields, shown
from rlnotes.app.sources.keys import is_citable, made_key, unique_key
from rlnotes.app.sources.known import known_records
from rlnotes.app.sources.lock import UnreadableLockError, lock_text, locked_items
from rlnotes.app.sources.looking import asked_about, offline_findings, online_findings
from rlnotes.app.sources.requesting import Services, questions, told
from rlnotes.app.sources.updating import Change, updated
from rlnotes.app.sources.wanted import Sort, Wanted, wanted
from rlnotes.model.collection import Collection
from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.parse.csl_json import parse_csl_json

SHAO = Reference(
    "",
    "article",
    "DeepSeekMath: Pushing the Limits of Mathematical Reasoning",
    authors=(Name("Shao", "Zhihong"), Name(literal="DeepSeek")),
    issued=(2024, 2, 5),
    arxiv="2402.03300",
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("doi:10.1038/nature14539", "doi:10.1038/nature14539"),
        ("10.1038/nature14539", "doi:10.1038/nature14539"),
        ("https://doi.org/10.1038/nature14539", "doi:10.1038/nature14539"),
        ("https://dx.doi.org/10.1000/a%3Cb%3E;c", "doi:10.1000/a<b>;c"),
        (
            "DOI: 10.1002/(SICI)1097(199806)49:8<693::A>3.0.CO;2-O",
            "doi:10.1002/(SICI)1097(199806)49:8<693::A>3.0.CO;2-O",
        ),
        ("arxiv:2402.03300", "arxiv:2402.03300"),
        ("arXiv:2402.03300v2", "arxiv:2402.03300v2"),
        ("math.GT/0309136", "arxiv:math.GT/0309136"),
        ("https://arxiv.org/abs/2402.03300v2?x=1#y", "arxiv:2402.03300v2"),
        ("https://arxiv.org/pdf/2402.03300.pdf", "arxiv:2402.03300"),
        ("https://doi.org/10.48550/arXiv.2402.03300", "arxiv:2402.03300"),
        ("a/refs.BIB", "a/refs.BIB"),
        ("x.json", "x.json"),
        ("doi:10.1/x", "None"),
        ("doi:10.48550/arxiv.nothing", "None"),
        ("https://example.org/refs.bib", "None"),
        ("Attention", "None"),
        ("", "None"),
    ],
)
def test_a_word_names_a_work_or_a_file(word: str, expected: str) -> None:
    assert str(wanted(word)) == expected


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (SHAO, "shao2024deepseekmath"),
        (
            replace(SHAO, authors=(Name("Müller-Løk Jr.", "J"),), title="The \u201cWhy\u201d of an Élève"),
            "mullerløk2024eleve",
        ),
        (replace(SHAO, authors=(Name(literal="Kimi Team"),), issued=()), "kiminddeepseekmath"),
        (replace(SHAO, authors=(), title="!"), "anon2024"),
        (replace(SHAO, authors=(Name("王", "伟"),)), "王2024deepseekmath"),
    ],
)
def test_a_key_is_made_of_author_year_and_a_word_of_weight(record: Reference, key: str) -> None:
    assert made_key(record) == key


def test_keys_that_citations_can_not_hold_are_told_apart() -> None:
    assert all(map(is_citable, ["shao2024", "DBLP:conf/nips/X17", "a_b-c.d", "王2024"]))
    assert not any(map(is_citable, ["", "a b", "http://zotero.org/users/1/items/A", "a,b", "a-", "x" * 300]))
    assert unique_key("A", {"a", "a-2"}) == "A-3"


def test_a_record_written_into_the_lock_is_read_back_as_it_was() -> None:
    whole = Reference(
        "k",
        "paper-conference",
        'T <i> & \u202e"',
        authors=(Name("Doe", "J"), Name(literal="Big Team")),
        has_more_authors=True,
        issued=(2024, 2),
        venue="V",
        volume="1",
        number="2",
        pages="1–9",
        publisher="P",
        editors=(Name("Itor", "Ed"),),
        doi="10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        arxiv="2402.03300",
        isbn="978-1",
        url="https://e.org/a?b=c&d",
        abstract="A",
        remark="R",
        place="Paris",
    )
    (read,) = parse_csl_json(Source("", lock_text([{"id": "k", **item_of(whole)}]))).references
    assert replace(read, span=whole.span, title=whole.title) == whole
    assert item_of(replace(whole, arxiv="2402.03300v3"))["version"] == "3"


@pytest.mark.parametrize("text", ["", "3", "[3]", "[" * 99_999, '{"items": 3}'])
def test_what_is_no_item_has_no_fields(text: str) -> None:
    assert other_fields(text) == {}


def test_fields_of_which_a_record_says_nothing_are_kept() -> None:
    text = '{"items": [{"id": "a", "citation-key": "k", "ISSN": "1-2", "title": "T", "language": "", "genre": "G"}]}'
    assert other_fields(text) == {"k": {"ISSN": "1-2", "genre": "G"}}
    result = merged((), (), [Found(replace(SHAO, key="k"), "here", more={"ISSN": "1-2"})])
    assert result.items["k"]["ISSN"] == "1-2"


@given(st.lists(st.text(min_size=1).filter(str.strip), unique=True, max_size=5))
def test_the_lock_is_one_text_whatever_the_order(keys: list[str]) -> None:
    items = [{"id": key, "title": key} for key in keys]
    text = lock_text(items)
    assert text == lock_text(reversed(items))
    text.encode()
    assert [item["id"] for item in locked_items(lock_text([{"id": "b"}, {"id": "a"}]))] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[\n{,}]", "line 2: not valid JSON: expecting property name"),
        ("<<<<<<< ours", "line 1: not valid JSON"),
        ("{}", "it is not a list"),
        ("[3]", "item 1 has no id"),
        ('[{"id": "a"}, {"id": " "}]', "item 2 has no id"),
        ('[{"id": "a"}, {"id": "a"}]', "two items have the id 'a'"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "a number without end"),
    ],
)
def test_a_lock_that_can_not_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableLockError, match=why):
        locked_items(text)


def found(record: Reference, origin: str = "here") -> Found:
    return Found(record, origin)


def test_new_works_get_the_key_of_their_file_or_one_of_their_own() -> None:
    known = (Reference("taken", "book", "Another work altogether"),)
    came = [
        found(replace(SHAO, key="Taken")),
        found(Reference("http://zotero.org/users/1/items/A", "book", "A book of some length", issued=(2020,))),
        found(Reference("", "book", "Another book of some length", issued=(2020,))),
    ]
    result = merged(known, [{"id": "kept", "x": 1}], came)
    assert [(each.key, each.why) for each in result.told if isinstance(each, Added)] == [
        ("Taken-2", "'Taken' is another work"),
        ("anon2020book", "'http://zotero.org/users/1/items/A' can't be cited as it is"),
        ("anon2020another", ""),
    ]
    assert list(result.items) == ["kept", "Taken-2", "anon2020book", "anon2020another"]
    assert result.items["kept"] == {"id": "kept", "x": 1}
    assert result.items["Taken-2"]["id"] == "Taken-2"


def test_a_work_that_is_there_gains_an_identifier_in_the_lock_alone() -> None:
    known = (
        replace(SHAO, key="shao", path="sources.lock.json"),
        Reference("b", "book", "B", doi="10.1000/b", path="b.bib"),
    )
    items = [{"id": "shao", **item_of(SHAO)}]
    came = [
        found(replace(SHAO, doi="10.1000/a", arxiv="", title=SHAO.title.upper())),
        found(Reference("", "book", "B", doi="10.1000/B", arxiv="2001.00001")),
    ]
    result = merged(known, items, came)
    assert [each for each in result.told if isinstance(each, There)] == [
        There("shao", came[0], "sources.lock.json", 1, ("DOI",)),
        There("b", came[1], "b.bib", 1),
    ]
    assert result.items["shao"]["DOI"] == "10.1000/a"
    assert "DOI" not in items[0]


def test_a_preprint_and_its_published_form_that_come_together_are_one() -> None:
    published = replace(SHAO, type="article-journal", arxiv="", doi="10.1000/a", issued=(2025,))
    result = merged((), (), [found(SHAO), found(published)])
    assert list(result.items) == ["shao2024deepseekmath"]
    assert result.items["shao2024deepseekmath"]["DOI"] == "10.1000/a"
    assert isinstance(result.told[1], There)


NAMES = st.sampled_from(
    ["title", "subtitle", "author", "editor", "issued", "DOI", "URL", "type", "volume", "number", "updated-by",
     "relation", "update-to", "family", "given", "literal", "name", "date-parts", "id", "container-title"]
)  # fmt: skip


def registry(**fields: object) -> Told:
    return told_by_registry(json.dumps({"title": "T", "DOI": "10.1000/a", **fields}), "10.1000/A")


def test_a_registry_tells_a_record_without_what_is_not_the_authors() -> None:
    answer = registry(
        id="evil",
        abstract="<jats:p>x",
        note="n",
        URL="http://dx.doi.org/10.1000/a",
        author=[{"family": "Doe"}] * 30_000,
    )
    assert (answer.record.key, answer.record.abstract, answer.record.remark, answer.record.url) == ("", "", "", "")
    assert len(answer.record.authors) == 20_000
    assert registry(URL="https://e.org/a").record.url == "https://e.org/a"
    assert registry(URL="javascript:alert(1)").record.url == ""
    assert registry(DOI="evil").record.doi == "10.1000/A"
    assert registry(title="\u202e" + "x" * 9_999_999 + "\x00").record.title == "\u202e" + "x" * 1999


@pytest.mark.parametrize(
    "text", ["", "<html>", "[1]", '{"DOI": "10.1000/a"}', '{"title": {}}', "[" * 99_999, "9" * 5000]
)
def test_an_answer_that_is_no_record_is_none(text: str) -> None:
    with pytest.raises(NoRecordError):
        told_by_registry(text, "10.1000/a")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, ANYTHING), st.integers(0, 1200))
def test_no_answer_raises_anything_else(fields: dict[str, Any], depth: int) -> None:
    for text in (json.dumps(fields), '{"title": "T", "x": ' + "[" * depth + "]" * depth + "}"):
        try:
            answer = told_by_registry(text, "10.1000/a")
        except NoRecordError:
            continue
        item = item_of(answer.record, answer.version)
        assert locked_items(lock_text([{"id": "k", **item}])) == ({"id": "k", **item},)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"updated-by": [{"type": "correction"}, {"type": "retraction", "DOI": "10.1000/r"}]},
            "it was retracted (doi:10.1000/r)",
        ),
        ({"updated-by": [{"type": "Withdrawal"}, 3]}, "it was withdrawn"),
        (
            {"update-to": [{"type": "retraction", "DOI": "10.1000/b"}]},
            "it is the notice that doi:10.1000/b was withdrawn",
        ),
        ({"update-to": [{"type": "correction"}]}, ""),
        ({"updated-by": "retraction"}, ""),
        ({"title": "RETRACTED: On things"}, "its title says that it was withdrawn"),
    ],
)
def test_a_retraction_is_heard_of(fields: dict[str, Any], words: str) -> None:
    assert registry(**fields).withdrawn == words


@pytest.mark.parametrize(
    ("relation", "doi"),
    [
        ({"is-preprint-of": [{"id-type": "doi", "id": "10.1000/p"}]}, "10.1000/p"),
        ({"is-preprint-of": [{"id-type": "uri", "id": "10.1000/p"}, {"id-type": "doi", "id": "x"}]}, ""),
        ([], ""),
        ({"is-preprint-of": 3}, ""),
    ],
)
def test_the_published_form_of_a_preprint_is_heard_of(relation: object, doi: str) -> None:
    assert registry(relation=relation).published == doi


FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/2402.03300v3</id><title>DeepSeekMath:
  Pushing &amp; &lt;more&gt;</title><published>2024-02-05T18:55:32Z</published>
<author><name>Zhihong van Shao</name></author><author><name>Kimi Team</name></author><author><name/></author>
<author><name>{x\\}</name></author><arxiv:doi>10.1000/a 10.1000/b</arxiv:doi></entry>
<entry><id>http://arxiv.org/abs/2501.00001v1</id><title>Gone</title>
<arxiv:comment>This paper was Withdrawn</arxiv:comment></entry>
<entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title></entry>
<entry><id>http://arxiv.org/abs/2501.00002v1</id></entry>
</feed>"""


def test_a_feed_of_arxiv_tells_its_papers() -> None:
    papers = told_by_arxiv(FEED)
    assert list(papers) == ["2402.03300", "2501.00001"]
    paper = papers["2402.03300"]
    assert (paper.version, paper.published, paper.withdrawn) == (3, "10.1000/a", "")
    assert paper.record.title == "DeepSeekMath: Pushing & <more>"
    assert paper.record.authors == (Name("van Shao", "Zhihong"), Name(literal="Kimi Team"), Name(literal="x"))
    assert (paper.record.issued, paper.record.arxiv) == ((2024, 2, 5), "2402.03300")
    assert papers["2501.00001"].withdrawn == "arXiv says that it was withdrawn"


@pytest.mark.parametrize(
    "text",
    ["", "{}", "<a/>", "\x00", "<feed", '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', "<a>" * 100_000],
)
def test_what_is_no_feed_is_none(text: str) -> None:
    with pytest.raises(NoRecordError):
        told_by_arxiv(text)


def test_questions_are_few_and_answers_find_who_asked() -> None:
    papers = [Wanted(Sort.ARXIV, f"2402.{n:05}") for n in range(51)]
    doi = Wanted(Sort.DOI, "10.1000/a<b>;c#?/d")
    asked = list(questions([*papers, doi, doi, Wanted(Sort.FILE, "x.bib")], Services("https://d/", "https://a/q")))
    assert [len(each.about) for each in asked] == [1, 50, 1]
    by_doi = next(each for each in asked if each.about == (doi,))
    assert by_doi.url == "https://d/10.1000/a%3Cb%3E%3Bc%23%3F/d"
    by_number = next(each for each in asked if len(each.about) == 50)
    assert by_number.url.startswith("https://a/q?id_list=2402.00000,2402.00001,")
    assert by_number.url.endswith("&max_results=50")
    assert {words for each in asked for words in each.words} >= {"CSL-JSON", "arXiv knows no such paper"}
    question = next(questions([Wanted(Sort.ARXIV, "2402.03300v1"), Wanted(Sort.ARXIV, "2402.99999")], Services()))
    answers = told(question, FEED)
    assert [answer if isinstance(answer, str) else answer.version for answer in answers.values()] == [
        3,
        "arXiv knows no such paper",
    ]
    assert set(told(question, "no feed").values()) == {"the answer is not a feed of arXiv"}
    assert isinstance(told(by_doi, '{"title": "T"}')[doi], Told)


def test_an_update_tells_field_by_field_what_is_other() -> None:
    item = {"id": "shao", **item_of(SHAO, 1), "abstract": "Mine", "custom": 1}
    fresh = Told(replace(SHAO, type="article-journal", venue="Nature", issued=(2024,), abstract="Theirs"), 3)
    after, changes = updated(item, fresh)
    assert changes == (
        Change("type", "article", "article-journal"),
        Change("container-title", None, "Nature"),
        Change("version", "1", "3"),
    )
    assert (after["abstract"], after["custom"], after["issued"]) == ("Mine", 1, item["issued"])
    assert updated(after, fresh)[1] == ()


def test_values_are_shown_in_a_line() -> None:
    assert shown({"date-parts": [[2024, 2, 5]]}) == "2024-02-05"
    assert shown(None) == "nothing"
    assert shown([{"family": "A"}, {"literal": "B"}, {}, {"family": "D"}, 5]) == "A, B, ? and 1 more"
    assert shown("x" * 500) == "x" * 120 + "…"


LOOKED = (
    replace(SHAO, key="shao", path="a.bib", arxiv="2402.03300v1"),
    replace(SHAO, key="shao2", path="b.bib", arxiv="2402.03300"),
    Reference("bare", "book", "bare", path="a.bib"),
    Reference("half", "book", "Half", authors=(Name("A"),), issued=(2020,), path="a.bib"),
    Reference("doi", "book", "Doi", authors=(Name("A"),), issued=(2020,), path="a.bib", doi="10.1000/a"),
    Reference(
        "lock", "book", "Lock", authors=(Name("A"),), issued=(2020,), path="sources.lock.json", arxiv="2501.00001"
    ),
)


def test_gaps_and_doubles_are_told_at_their_place() -> None:
    assert [(each.path, each.rule, each.message) for each in offline_findings(LOOKED)] == [
        ("a.bib", "incomplete-source", "'bare' has no title, no author, no year and no link or identifier"),
        ("a.bib", "incomplete-source", "'half' has no link or identifier"),
        ("b.bib", "same-work", "'shao2' is of the same work as 'shao' (a.bib:1)"),
    ]


def test_what_the_services_know_better_is_told() -> None:
    answers = {
        Wanted(Sort.ARXIV, "2402.03300"): Told(SHAO, 3, published="10.1000/p"),
        Wanted(Sort.DOI, "10.1000/a"): Told(LOOKED[4], published="10.1000/q", withdrawn="it was retracted"),
        Wanted(Sort.ARXIV, "2501.00001"): Told(LOOKED[5], 2),
    }
    lock = {"lock": {"id": "lock", "version": "1"}, "other": {"version": "x"}}
    assert [(each.rule, each.message, each.help) for each in online_findings(LOOKED, answers, lock)] == [
        (
            "newer-version",
            "'shao' is version 1 of arXiv:2402.03300; 3 is out",
            "look whether what you cite still holds",
        ),
        ("newer-version", "'shao' was published as doi:10.1000/p", "look whether what you cite still holds"),
        ("retracted-source", "'doi': it was retracted", "say so where it is cited, or cite another work"),
        ("newer-version", "'shao2' was published as doi:10.1000/p", "look whether what you cite still holds"),
        (
            "newer-version",
            "'lock' is version 1 of arXiv:2501.00001; 2 is out",
            "`rlnotes sources update lock` takes it over",
        ),
    ]
    assert online_findings(LOOKED, {}, {}) == ()
    assert asked_about(LOOKED[2]) is None
    assert asked_about(replace(SHAO, arxiv="no number")) is None


def test_the_records_of_a_collection_are_those_of_its_bibliographies_and_source_notes() -> None:
    notes = (
        Source("notes/a.md", "# A\nkind: source is but a word here\n"),
        Source("papers/b.md", "---\nkind: source\ntitle: B\n---\n"),
        Source("papers/c.md", "---\nkind: source\ntitle: C\ndoi: 10.1000/c\n---\n"),
        Source("papers/d.md", "+++\nkind = 'source'\ntitle = 'D'\n+++\n"),
    )
    works = (
        Source("a.bib", "@misc{c, title={C}, year=2020, doi={10.1000/C}}\n@misc{z, title={Z}, year=2020}\n"),
        Source("b.bib", "@misc{z, title={Z again}, year=2020}\n"),
    )
    found_there = known_records(Collection(notes, works, frozenset(), {}, {}))
    assert [(each.key, each.path) for each in found_there] == [
        ("c", "a.bib"),
        ("z", "a.bib"),
        ("b", "papers/b.md"),
        ("d", "papers/d.md"),
    ]
