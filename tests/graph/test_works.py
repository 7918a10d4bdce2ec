"""Which records are of one work."""

from __future__ import annotations

from collections_in_prose import Case, linked
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.graph.works import plain_title, work_ids, works
from rlnotes.model.reference import Name, Reference

TITLE = "Pushing the Limits of Mathematical Reasoning"


def record(
    title: str = TITLE, *, doi: str = "", arxiv: str = "", year: int = 2024, author: str = "Shao", literal: str = ""
) -> Reference:
    authors = (Name(author, "Z", literal),) if author or literal else ()
    return Reference("k", "article", title, authors=authors, issued=(year,) if year else (), doi=doi, arxiv=arxiv)


def are_one(*records: Reference) -> bool:
    return works(records) == (tuple(range(len(records))),)


def other(number: int = 0, *, doi: str = "", arxiv: str = "") -> Reference:
    return record(f"Another Title That Has Nothing to Do with It {number}", doi=doi, arxiv=arxiv, author="Doe")


def test_a_doi_is_the_same_in_any_letter_case_and_form() -> None:
    assert are_one(record(doi="10.1000/ABC"), other(doi="https://doi.org/10.1000/abc"))


def test_all_versions_of_an_arxiv_paper_and_its_doi_there_are_one_work() -> None:
    assert are_one(record(arxiv="2402.03300"), other(arxiv="2402.03300v3"), other(1, doi="10.48550/ARXIV.2402.03300"))
    assert work_ids("10.48550/arXiv.2402.03300", "2402.03300v2") == ("arxiv:2402.03300",)
    assert work_ids("10.48550/arXiv.math/0309136", "") == ("arxiv:math/0309136",)


def test_a_record_with_both_names_joins_those_that_have_one() -> None:
    records = (other(doi="10.1000/a"), record(arxiv="2402.03300"), other(1, doi="10.1000/a", arxiv="2402.03300v1"))
    assert works(records) == ((0, 1, 2),)


def test_a_preprint_and_its_published_form_are_one_work_by_their_title() -> None:
    assert are_one(record(arxiv="2402.03300"), record(TITLE.upper() + "!", doi="10.1000/a", year=2026))
    assert are_one(record(), record(TITLE.replace("Reasoning", "Reasonning")))
    assert are_one(record(author="Müller"), record(author="von Muller"))
    assert are_one(record(), record(author="", year=0))
    assert are_one(record(author="", literal="Big Team"), record(author="", literal="Big team"))


def test_works_of_other_people_years_parts_or_registrations_are_told_apart() -> None:
    assert not are_one(record(), record(author="Doe"))
    assert not are_one(record(year=2010), record())
    assert not are_one(record(TITLE + " II"), record(TITLE + " I"))
    assert not are_one(record(TITLE + " 2"), record(TITLE + " 3"))
    assert not are_one(record(doi="10.1000/a"), record(doi="10.1000/b"))
    assert not are_one(record(arxiv="2402.03300"), record(arxiv="2402.03301"))
    assert not are_one(record("Introduction"), record("Introduction", year=2025))
    assert not are_one(record("Notes on X"), record("Notes on Y"))
    assert are_one(record("Introduction"), record("introduction."))


def test_records_without_a_title_in_any_script_are_left_alone() -> None:
    assert works((record("!"), record("?"))) == ((0,), (1,))
    assert plain_title("Élève: \u201cNo\u201d   Café") == "eleve no cafe"


def test_a_note_about_another_version_comments_on_the_same_record() -> None:
    text = "---\nkind: source\ntitle: On it\narxiv: 2402.03300v3\n---\n"
    works_bib = "@misc{shao2024, title={T}, year={2024}, doi={10.48550/arXiv.2402.03300}}\n"
    site = linked(Case("", "", {"papers/own.md": text, "works.bib": works_bib}, frozenset(), {})).site
    assert site.comments == {"shao2024": "papers/own.md"}


@given(st.lists(st.tuples(st.sampled_from(["A title long enough to count", "a title long enough too count", "B"]),
                          st.sampled_from(["", "10.1000/a", "10.1000/b", "10.48550/arXiv.2402.03300"]),
                          st.sampled_from(["", "2402.03300", "2402.03300v2"])), max_size=12))  # fmt: skip
def test_every_record_is_of_one_work_and_names_decide(made: list[tuple[str, str, str]]) -> None:
    records = [record(title, doi=doi, arxiv=arxiv) for title, doi, arxiv in made]
    groups = works(records)
    assert sorted(place for group in groups for place in group) == list(range(len(records)))
    leader = {place: group[0] for group in groups for place in group}
    for first, one in enumerate(records):
        for second, two in enumerate(records):
            if set(work_ids(one.doi, one.arxiv)) & set(work_ids(two.doi, two.arxiv)):
                assert leader[first] == leader[second]
