"""Records for readers to take along: what is written can be read back with nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person
from pybtex.database import parse_string as parse_bibtex

from pages.sites_in_text import ROOT
from rlnotes.model.place import TOP, Source
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.records.bibtex import bibtex_entry
from rlnotes.pages.records.csl_json import csl_json
from rlnotes.pages.records.ris import ris_entry
from rlnotes.parse.bibliography import parse_bibliography

FULL = Reference(
    key="shao2024", type="article-journal", title="Rewards & 100% of #1: A_b",
    authors=(Name("van der Shao", "Zhi Hong"), Name(literal="Kimi and Sons")),
    has_more_authors=True, issued=(2024, 2, 5), venue="Journal of $", volume="3", number="2", pages="1–9",
    publisher="Press & Co", place="Aix",
    editors=(Name("Ed", "Itor"),), doi="10.1000/x_y", arxiv="2402.03300", isbn="978-3",
    url="https://example.org/a_b?c=1&d=2#e",
    venue_url="https://example.org/v", remark="Best paper", abstract="We show 50% & more.", path="x.bib",
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
    is_elsewhere = kind in {"manuscript", "webpage"}  # with a number of arXiv's they would be preprints
    record = replace(FULL, type=kind, arxiv="" if is_elsewhere else FULL.arxiv)
    assert read_back(bibtex_entry(record), "x.bib") == record


def test_a_work_that_is_not_out_yet_is_read_back_from_every_format() -> None:
    coming = replace(FULL, issued=(), status="in press")
    assert read_back(bibtex_entry(coming), "x.bib") == coming
    (item,) = json.loads(csl_json(coming))
    assert item["status"] == "in press"
    assert "PY  - in press" in ris_entry(coming)


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
    record = replace(FULL, number="", venue_url="", has_more_authors=False, path="x.json")
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


@pytest.fixture(scope="module")
def sample() -> tuple[Reference, ...]:
    """The sources of the sample."""
    text = (ROOT / "notes" / "sources.bib").read_text(encoding="utf-8")
    return parse_bibliography(Source("sources.bib", text)).references


def test_another_reader_of_bibtex_reads_the_sample_s_sources_with_nothing_lost(sample: tuple[Reference, ...]) -> None:
    read = parse_bibtex("\n".join(map(bibtex_entry, sample)), "bibtex").entries
    assert len(read) == len(sample)
    for reference in sample:
        entry = read[reference.key]
        told = {
            "title": reference.title,
            "year": str(reference.issued[0]) if reference.issued else "",
            "doi": reference.doi,
            "eprint": reference.arxiv,
            "url": reference.url,
            "volume": reference.volume,
            "pages": reference.pages,
            "abstract": reference.abstract,
        }
        assert {name: _plain(entry.fields.get(name, "")) for name in told} == told
        others = [Person("others")] if reference.has_more_authors else []
        assert len(entry.persons.get("author", [])) == len(reference.authors) + len(others)
        families = [" ".join((*one.prelast_names, *one.last_names)) for one in entry.persons.get("author", [])]
        assert [_plain(family) for family in families[: len(reference.authors)]] == [
            name.literal or name.family for name in reference.authors
        ]


def _plain(text: str) -> str:
    """What BibTeX means by a text that `bibtex_entry` wrote: without the braces and backslashes it adds."""
    for written, meant in (("\\textbackslash{}", "\\"), ("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^")):
        text = text.replace(written, meant)
    return text.removeprefix("{").removesuffix("}").replace("\\", "")


def test_another_reader_of_ris_reads_the_sample_s_sources_with_nothing_lost(sample: tuple[Reference, ...]) -> None:
    read = {entry["id"]: entry for entry in rispy.loads("\n".join(map(ris_entry, sample)))}
    assert len(read) == len(sample)
    for reference in sample:
        assert _as_read(read[reference.key]) == _told(reference)


def _told(reference: Reference) -> dict[str, object]:
    names = [name.literal or ", ".join(filter(None, (name.family, name.given))) for name in reference.authors]
    return {
        "title": reference.title,
        "authors": [*names, "et al."] if reference.has_more_authors else names,
        "year": str(reference.issued[0]) if reference.issued else "",
        "secondary_title": reference.venue,
        "volume": reference.volume,
        "number": reference.number,
        "pages": reference.pages,
        "publisher": reference.publisher,
        "place_published": reference.place,
        "doi": reference.doi,
        "arxiv": reference.arxiv,
        "issn": reference.isbn,
        "urls": [url for url in (reference.url, reference.venue_url) if url],
        "abstract": reference.abstract,
        "notes": [reference.remark] if reference.remark else [],
    }


def _as_read(entry: dict[str, object]) -> dict[str, object]:
    pages = [str(entry[name]) for name in ("start_page", "end_page") if name in entry]
    lists = dict.fromkeys(("authors", "urls", "notes"), ())
    texts = (
        "title",
        "year",
        "secondary_title",
        "volume",
        "number",
        "publisher",
        "doi",
        "issn",
        "abstract",
        "place_published",
    )
    return {
        **{name: entry.get(name, "") for name in texts},
        **{name: list(entry.get(name, empty)) for name, empty in lists.items()},  # type: ignore[call-overload]  # lists
        "pages": "–".join(pages),
        "arxiv": str(entry.get("accession_number", "")).removeprefix("arXiv:"),
    }


def test_a_full_record_in_ris() -> None:
    assert ris_entry(FULL).splitlines() == [
        "TY  - JOUR", "ID  - shao2024", "TI  - Rewards & 100% of #1: A_b", "AU  - van der Shao, Zhi Hong",
        "AU  - Kimi and Sons", "AU  - et al.", "A2  - Ed, Itor", "PY  - 2024", "DA  - 2024/02/05/",
        "T2  - Journal of $", "VL  - 3", "IS  - 2", "SP  - 1", "EP  - 9", "PB  - Press & Co", "CY  - Aix",
        "SN  - 978-3", "DO  - 10.1000/x_y", "AN  - arXiv:2402.03300", "UR  - https://example.org/a_b?c=1&d=2#e",
        "UR  - https://example.org/v", "AB  - We show 50% & more.", "N1  - Best paper", "ER  - ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "told"),
    [("e12", ["SP  - e12"]), ("1-3, 7-9", ["SP  - 1-3, 7-9"]), ("12-", ["SP  - 12-"]), ("1-9", ["SP  - 1", "EP  - 9"])],
)
def test_only_a_plain_range_of_pages_is_taken_apart(pages: str, told: list[str]) -> None:
    lines = ris_entry(Reference("k", "entry", "T", pages=pages)).splitlines()
    assert lines == ["TY  - GEN", "ID  - k", "TI  - T", *told, "ER  - "]


def test_a_group_s_name_has_no_comma_that_would_make_it_a_person() -> None:
    record = Reference("k", "book", "", (Name(literal="Acme, Inc."), Name("King, Jr.", "M.")), issued=(2020, 5))
    assert "AU  - Acme Inc.\nAU  - King Jr., M.\nPY  - 2020\nDA  - 2020/05//\n" in ris_entry(record)
    assert "TI  - k\n" in ris_entry(record)


@given(st.text(), st.text(), st.text())
def test_no_words_begin_a_field_or_a_record_of_their_own(title: str, venue: str, key: str) -> None:
    record = Reference(f"k{key}", "book", title, (Name(literal=f"x{venue}\nER  - "),), venue=f"{title}\nTY  - JOUR")
    text = ris_entry(record)
    assert len([line for line in text.split("\n") if line.startswith(("TY  -", "ER  -"))]) == 2
    assert len(rispy.loads(text)) == 1
