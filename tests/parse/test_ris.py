"""RIS files: what publishers and reference managers export, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.records.ris import ris_entry
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.bibtex import parse_bibtex
from rlnotes.parse.ris import parse_ris

RECORD = """\ufeffTY  - JOUR\r
ID  - smith2021\r
AU  - Smith, John, Jr.\r
A1  - OpenAI\r
TI  - Things <i>that</i> & others\r
  go on\r
JO  - Nature\r
VL  - 3\r
IS  - 4\r
SP  - 10\r
EP  - 19\r
PB  - Publisher\r
CY  - Paris\r
ED  - Doe, Jane\r
DA  - 2021/03/05/\r
PY  - 2020\r
DO  - https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O\r
SN  - 1234-5678\r
UR  - https://example.org/a\r
AB  - In short.\r
N1  - A remark\r
ER  - \r
"""


def read(text: str) -> ParsedReferences:
    return parse_ris(Source("a.ris", text))


def record(*lines: str, sort: str = "JOUR") -> Reference:
    (found,) = read("\n".join([f"TY  - {sort}", "TI  - T", *lines, "ER  - "])).references
    return found


def findings(parsed: ParsedReferences) -> list[str]:
    return [f"{found.span.line} {found.rule}: {found.message}" for found in parsed.diagnostics]


def test_a_record_becomes_a_reference() -> None:
    (found,) = read(RECORD).references
    assert found == Reference(
        key="smith2021",
        type="article-journal",
        title="Things <i>that</i> & others go on",
        authors=(Name("Smith Jr.", "John"), Name(literal="OpenAI")),
        issued=(2021, 3, 5),
        venue="Nature",
        volume="3",
        number="4",
        pages="10–19",
        publisher="Publisher",
        editors=(Name("Doe", "Jane"),),
        doi="10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        url="https://example.org/a",
        abstract="In short.",
        remark="A remark",
        place="Paris",
        path="a.ris",
        span=found.span,
    )
    assert (found.span.line, read(RECORD).diagnostics) == (1, ())


def test_another_reader_finds_the_same_in_a_record() -> None:
    (theirs,) = rispy.loads(RECORD.replace("\r", "").removeprefix("\ufeff"))
    (ours,) = read(RECORD).references
    assert (theirs["id"], theirs["volume"], theirs["number"]) == (ours.key, ours.volume, ours.number)
    assert theirs["title"].split() == ours.title.split()


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (("PY  - 2021///",), (2021,)),
        (("PY  - 2021/03//Spring",), (2021, 3)),
        (("DA  - 2021-03-05",), (2021, 3, 5)),
        (("DA  - Mar 2021",), (2021,)),
        (("DA  - soon", "PY  - 2021"), (2021,)),
        (("PY  - in press",), ()),
        ((), ()),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(lines: tuple[str, ...], issued: tuple[int, ...]) -> None:
    assert record(*lines).issued == issued


@pytest.mark.parametrize(
    "line",
    [
        "DO  - 10.48550/arXiv.2402.03300",
        "JO  - arXiv preprint arXiv:2402.03300",
        "UR  - https://arxiv.org/abs/2402.03300",
        "M1  - arXiv:2402.03300",
    ],
)
def test_the_arxiv_number_is_found_wherever_it_stands(line: str) -> None:
    assert record(line).arxiv == "2402.03300"


def test_a_book_has_an_isbn_and_an_odd_type_is_a_document() -> None:
    assert record("SN  - 1234-5678").isbn == ""
    assert record("SN  - 978-1", sort="book").isbn == "978-1"
    assert (record(sort="XYZ").type, record(sort="ECHAP").type) == ("document", "chapter")


def test_every_mistake_is_told_at_its_line_and_the_rest_is_kept() -> None:
    parsed = read(
        "Exported by hand\nmore\n"
        "TY  - JOUR\nTI  - Not closed\n"
        "TY  - JOUR\nTI  - Odd\nPY  - soon\nUR  - javascript:x\nER  -\n\nbetween\nagain\n"
        "TY  - JOUR\nAU  - No Title\nER  - \n"
        "TY  - JOUR\nTI  - Last"
    )
    assert [found.title for found in parsed.references] == ["Not closed", "Odd", "Last"]
    assert parsed.references[1].url == ""
    assert findings(parsed) == [
        "1 bad-bibliography: a line outside of any record",
        "3 bad-bibliography: the record is not closed",
        "5 bad-bibliography: no year in 'soon'",
        "5 unsafe-url: an unsafe address 'javascript:x'",
        "11 bad-bibliography: a line outside of any record",
        "13 bad-bibliography: a record has no title",
        "16 bad-bibliography: the record is not closed",
    ]


def test_three_thousand_authors_are_kept() -> None:
    assert len(record(*(f"AU  - Doe, J{n}" for n in range(3000))).authors) == 3000


def test_a_name_of_nothing_is_none() -> None:
    assert record("AU  - ,").authors == ()


def test_what_we_export_is_read_back() -> None:
    sample = Path(__file__).parents[2] / "notes" / "sources.bib"
    records = parse_bibtex(Source("sources.bib", sample.read_text("utf-8"))).references
    assert len(records) > 100
    for ours in records:
        (back,) = read(ris_entry(ours)).references
        same = replace(back, path=ours.path, span=ours.span, authors=ours.authors, type=ours.type)
        assert same == replace(ours, pages=back.pages)
        assert [name.family or name.literal for name in back.authors] == [
            name.family or name.literal for name in ours.authors
        ]


def test_the_first_address_is_the_works_and_the_next_its_venues() -> None:
    found = record("UR  - javascript:x", "UR  - https://e.org/b")
    assert (found.url, found.venue_url) == ("", "https://e.org/b")


def test_others_are_told_and_no_name() -> None:
    found = record("AU  - Doe, J", "AU  - et al.")
    assert (found.authors, found.has_more_authors) == ((Name("Doe", "J"),), True)


def test_a_file_without_records_has_none() -> None:
    assert read("") == ParsedReferences(())


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                ["TY  - JOUR", "ER  -", "TI  - T", "AU  - ,", "DA  - /", "x", "\n", "\x85", "DO  - ", "TY"]
            ),
            max_size=30,
        ).map("\n".join),
    )
)
def test_no_text_raises(text: str) -> None:
    read(text)
