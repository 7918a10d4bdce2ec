"""Records for readers to take along: what is written can be read back with nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.place import TOP, Source
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.bibtex import bibtex_entry
from rlnotes.pages.csl import csl_json
from rlnotes.parse.bibliography import parse_bibliography

FULL = Reference(
    key="shao2024", type="article-journal", title="Rewards & 100% of #1: A_b",
    authors=(Name("van der Shao", "Zhi Hong"), Name(literal="Kimi and Sons")),
    has_more_authors=True, issued=(2024, 2, 5), venue="Journal of $", volume="3", number="2", pages="1–9",
    publisher="Press & Co",
    editors=(Name("Ed", "Itor"),), doi="10.1000/x_y", arxiv="2402.03300", isbn="978-3",
    url="https://example.org/a_b?c=1&d=2#e",
    venue_url="https://example.org/v", remark="Best paper", path="x.bib",
)  # fmt: skip


def read_back(text: str, name: str) -> Reference:
    (reference,) = parse_bibliography(Source(name, text)).references
    return replace(reference, span=TOP)


def test_a_bibtex_entry_is_readable() -> None:
    record = Reference("kimi", "article", "Kimi", (Name(literal="Kimi Team"),), issued=(2025,), arxiv="2501.12599")
    assert bibtex_entry(record) == (
        "@misc{kimi,\n  title         = {{Kimi}},\n  author        = {{Kimi Team}},\n  year          = {2025},\n"
        "  eprint        = {2501.12599},\n  archivePrefix = {arXiv}\n}\n"
    )


def test_a_full_record_is_read_back_from_bibtex_with_nothing_lost() -> None:
    assert read_back(bibtex_entry(FULL), "x.bib") == FULL


@pytest.mark.parametrize(
    "kind",
    ["book", "chapter", "paper-conference", "report", "thesis", "manuscript",
     "webpage", "software", "dataset", "patent", "pamphlet"],
)  # fmt: skip
def test_every_type_of_work_is_read_back_from_bibtex(kind: str) -> None:
    record = replace(FULL, type=kind)
    assert read_back(bibtex_entry(record), "x.bib") == record


def test_a_record_with_no_more_than_a_key_is_an_entry() -> None:
    assert bibtex_entry(Reference("k", "document", "")) == "@misc{k,\n  title = {{k}}\n}\n"


def test_a_key_that_bibtex_can_not_read_is_mended() -> None:
    assert bibtex_entry(Reference("my paper, {2}", "book", "T")).startswith("@book{my-paper-2-,")


words = st.text(st.sampled_from("abC éß漢&%#_$~^\\,:;.-"), min_size=1, max_size=15).map(lambda t: f"x{t.strip()}x")


@given(words, words, words, words)
def test_an_entry_is_one_entry_whatever_the_words(title: str, family: str, given_name: str, url: str) -> None:
    record = replace(
        FULL, title=title, authors=(Name(family, given_name), Name(literal=title)), url=f"https://x/{{{url}}}"
    )
    library = parse_string(bibtex_entry(record))
    assert not library.failed_blocks
    assert len(library.entries) == 1
    back = read_back(bibtex_entry(record), "x.bib")
    assert (len(back.authors), back.has_more_authors, back.volume) == (2, True, "3")


def test_a_full_record_is_read_back_from_csl_json_with_nothing_lost() -> None:
    # CSL has no field for a second address, and no "and others".
    record = replace(FULL, number="", abstract="We show.", venue_url="", has_more_authors=False, path="x.json")
    back = read_back(csl_json(record), "x.json")
    assert replace(back, number="") == record


def test_csl_json_is_a_list_of_one_item_without_empty_fields() -> None:
    record = Reference("k", "book", "“T” <b>", (Name("A", "B"), Name(literal="C")), issued=(2020, 5))
    assert json.loads(csl_json(record)) == [
        {
            "id": "k",
            "type": "book",
            "title": "“T” <b>",
            "author": [{"family": "A", "given": "B"}, {"literal": "C"}],
            "issued": {"date-parts": [[2020, 5]]},
        }
    ]
