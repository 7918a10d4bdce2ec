from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.bibtex import parse_bibtex
from rlnotes.parse.csl_json import parse_csl_json

SAMPLE = Path(__file__).parents[2] / "notes" / "sources.bib"


def bib(text: str) -> ParsedReferences:
    return parse_bibliography(Source("a.bib", text))


def entry(fields: str, kind: str = "article") -> Reference:
    (reference,) = bib(f"@{kind}{{k, title = {{T}}, {fields}}}").references
    return reference


def findings(parsed: ParsedReferences) -> list[str]:
    return [f"{found.span.line}:{found.span.column} {found.rule}: {found.message}" for found in parsed.diagnostics]


def test_the_sample_bibliography_has_195_references_and_no_finding() -> None:
    parsed = bib(SAMPLE.read_text(encoding="utf-8"))
    assert len(parsed.references) == 195
    assert parsed.diagnostics == ()


def test_an_entry_becomes_a_reference() -> None:
    reference = entry(
        "author={Jane Doe}, year=2025, month=feb, day={3}, journal={J. of X}, volume=3, number={4}, pages={1--9},"
        " doi={https://doi.org/10.1/a\\_b}, url={https://e.org/a\\_b}, venueurl={https://v.org}, note={Best paper},"
        " publisher={P}, editor={Ed Itor}, isbn={1-2}, abstract={A}"
    )
    assert reference.authors == (Name("Doe", "Jane"),)
    assert reference.editors == (Name("Itor", "Ed"),)
    assert reference.issued == (2025, 2, 3)
    assert (reference.type, reference.venue, reference.volume, reference.number) == (
        "article-journal",
        "J. of X",
        "3",
        "4",
    )
    assert (reference.pages, reference.doi, reference.url) == ("1–9", "10.1/a_b", "https://e.org/a_b")
    assert (reference.venue_url, reference.remark, reference.publisher) == ("https://v.org", "Best paper", "P")
    assert (reference.isbn, reference.abstract, reference.span.line) == ("1-2", "A", 1)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{G}öd{\"e}l, {\O}re and \'Eric", "Gödël, Øre and Éric"),
        (r"A \& B, 50\% or 50%, C# & co", "A & B, 50% or 50%, C# & co"),
        (r"The {DAPO} {S}ystem", "The DAPO System"),
        (r"$\alpha$-decay in $O(n^2)$", "α-decay in O(n^2)"),
        ("``So'' it~is --- over\n   lines", "“So” it is — over lines"),
        (r"\emph{Why} {\c c}a \url{https://x_y}", "Why ça https://x_y"),
        ("\ufdd0L1\ufdd1 a\x0bb", "\ufffdL1\ufffd a b"),
    ],
)
def test_latex_is_decoded(written: str, title: str) -> None:
    (reference,) = bib(f"@misc{{k, title = {{{written}}}, year = 2025}}").references
    assert reference.title == title


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("{Kimi Team}", [Name(literal="Kimi Team")]),
        ("{{Kimi Team}}", [Name(literal="Kimi Team")]),
        ("Ludwig van Beethoven", [Name("van Beethoven", "Ludwig")]),
        ("King, Jr., Martin Luther", [Name("King Jr.", "Martin Luther")]),
        (r"{\'E}mile Zola and M{\"u}ller, A.", [Name("Zola", "Émile"), Name("Müller", "A.")]),
        ("OpenAI", [Name("OpenAI")]),
        ("{Simon and Schuster} and Doe, Jane", [Name(literal="Simon and Schuster"), Name("Doe", "Jane")]),
        (", and ,", []),
    ],
)
def test_names_are_taken_apart(written: str, names: list[Name]) -> None:
    assert list(entry(f"year=2025, author={{{written}}}").authors) == names


def test_a_name_with_an_unbalanced_brace_is_read_without_braces() -> None:
    assert entry('year=2025, author="Jane} Doe"').authors == (Name("Doe", "Jane"),)


def test_and_others_says_that_there_are_more_authors() -> None:
    reference = entry("year=2025, author={A B and others}")
    assert (reference.authors, reference.has_more_authors) == ((Name("B", "A"),), True)


def test_three_thousand_authors_are_kept() -> None:
    assert len(entry("year=2025, author={" + " and ".join(f"A B{n}" for n in range(3000)) + "}").authors) == 3000


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ("eprint={2501.12948}, archivePrefix={arXiv}", "2501.12948"),
        ("eprint={arXiv:2501.12948v2}", "2501.12948v2"),
        ("eprint={https://arxiv.org/abs/2501.12948.pdf}, eprinttype={arxiv}", "2501.12948"),
        ("eprint={12345}, archivePrefix={PubMed}", ""),
        ("journal={arXiv preprint arXiv:2501.12948}", "2501.12948"),
        ("doi={10.48550/arXiv.2501.12948}", "2501.12948"),
    ],
)
def test_the_arxiv_number_is_found(fields: str, number: str) -> None:
    assert entry(f"year=2025, {fields}", "misc").arxiv == number


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("date={2025-05-03}", (2025, 5, 3)),
        ("date={2024/2025}", (2024,)),
        ("year={2025}, month={12}", (2025, 12)),
        ("year={c. 1999}, month={Spring}", (1999,)),
        ("year={in press}", ()),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(fields: str, issued: tuple[int, ...]) -> None:
    parsed = bib(f"@book{{k, title={{T}}, {fields}}}")
    assert parsed.references[0].issued == issued
    assert parsed.diagnostics == ()


@pytest.mark.parametrize(
    ("kind", "csl"),
    [("inproceedings", "paper-conference"), ("phdthesis", "thesis"), ("misc", "document"), ("odd", "document")],
)
def test_types_become_csl_types(kind: str, csl: str) -> None:
    assert entry("year=2025", kind).type == csl


def test_a_preprint_is_an_article_for_csl() -> None:
    assert entry("year=2025, eprint={2501.12948}", "misc").type == "article"


def test_macros_are_put_in() -> None:
    parsed = bib(
        '@string{nips = "NeurIPS"}\n@string(two = nips # { and } # nips)\n'
        '@article{k, title={T} # { # more}, year=2025, journal=two}\n@preamble{"x"}\n@comment{}\n@xdata{z, title={}}\n'
    )
    assert parsed.references[0].venue == "NeurIPS and NeurIPS"
    assert parsed.references[0].title == "T # more"
    assert parsed.diagnostics == ()


def test_macros_that_double_each_other_stay_small() -> None:
    doubling = "\n".join(f"@string{{a{n + 1} = a{n} # a{n}}}" for n in range(64))
    assert bib(f'@string{{a0 = "xxxxxxxx"}}\n{doubling}\n@misc{{k, title=a64, year=2025}}').references


def test_a_subtitle_belongs_to_the_title() -> None:
    assert bib("@book{k, title={A}, subtitle={B}, year=2025}").references[0].title == "A: B"


def test_every_mistake_is_told_at_its_line_and_the_rest_is_kept() -> None:
    parsed = bib(
        "@misc{half, title = {Cut\n\n"
        "@misc{good, title = {Good}, year = {2025}}\n"
        "@misc{good, title = {Again}, year = {2025}}\n"
        "@misc{title = {No key}}\n"
        "@misc{, title = {Empty key}, year = 2025}\n"
        "@misc{bare, year = 2025}\n"
        "@misc{odd, title = {Odd}, year = {soon}, url = {javascript:x}}\n"
        "@misc{macro, title = {M}, year = 2025,\n journal = JMLR}\n"
        "@misc{twice, title = {A}, title = {B}, year = 2025}\n"
        "@misc{dangling, title = {D} year = 2025}\n"
        "@misc{valueless, title}\n"
        "@misc{nothing\n"
    )
    assert [reference.key for reference in parsed.references] == ["good", "bare", "odd", "macro", "twice", "dangling"]
    assert findings(parsed) == FINDINGS


FINDINGS = [
    "1:1 bad-bibliography: the entry is not closed",
    "4:1 duplicate-source: the key 'good' was used before, in line 3",
    "5:1 bad-bibliography: the entry has no citation key",
    "6:1 bad-bibliography: the entry has no citation key",
    "7:1 bad-bibliography: 'bare' has no title",
    "8:1 bad-bibliography: 'odd' has no year in 'soon'",
    "8:1 unsafe-url: an unsafe address 'javascript:x'",
    "10:1 bad-bibliography: no @string 'JMLR'",
    "11:1 bad-bibliography: the entry has 'title' twice",
    "12:1 bad-bibliography: a value that is not closed, or a comma is missing, at '{D} year = 2025'",
    "13:1 bad-bibliography: a field of the entry has no value, or a comma is missing",
    "14:1 bad-bibliography: the entry is not closed",
]


def test_a_json_list_becomes_references() -> None:
    (reference,) = parse_bibliography(
        Source(
            "a.JSON",
            '[\n {"id": "k", "type": "book", "title": "A <i>B</i> &amp; C", "author": [{"family": "Doe", "given": "J",'
            ' "non-dropping-particle": "van"}, {"literal": "Team"}, {}, 3], "issued": {"date-parts": [["2025", 2]]},'
            ' "DOI": "https://doi.org/10.1/x", "volume": 3, "URL": "https://e.org", "number": "arXiv:2501.12948"}\n]',
        )
    ).references
    assert (reference.key, reference.type, reference.title, reference.volume) == ("k", "book", "A B & C", "3")
    assert reference.authors == (Name("van Doe", "J"), Name(literal="Team"))
    assert (reference.issued, reference.doi, reference.arxiv) == ((2025, 2), "10.1/x", "2501.12948")
    assert (reference.span.line, reference.span.column) == (2, 2)


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        ('{"raw": "2025-02"}', (2025, 2)),
        ('"2025-02-03"', (2025, 2, 3)),
        ('{"date-parts": [[]]}', ()),
        ("null", ()),
        ('{"date-parts": [[2025, 13]]}', (2025,)),
    ],
)
def test_json_dates_are_kept_as_far_as_they_are_known(issued: str, expected: tuple[int, ...]) -> None:
    parsed = parse_csl_json(Source("a.json", f'{{"id": 1, "title": "T", "issued": {issued}}}'))
    assert parsed.references[0].issued == expected
    assert parsed.references[0].key == "1"


def test_every_mistake_in_json_is_told_at_its_line_and_what_stands_before_is_kept() -> None:
    parsed = parse_csl_json(
        Source(
            "a.json",
            '{"items": [\n{"id": "a", "title": "T"},\n{"id": "a", "title": "U"},\n3,\n{"title": "V"},\n'
            '{"id": "b", "URL": "javascript:x"},\n{"id": "c" "title": "W"}]}',
        )
    )
    assert [reference.key for reference in parsed.references] == ["a", "b"]
    assert findings(parsed) == JSON_FINDINGS


JSON_FINDINGS = [
    "3:1 duplicate-source: the key 'a' was used before, in line 2",
    "4:1 bad-bibliography: an item must be an object",
    "5:1 bad-bibliography: an item has no id",
    "6:1 bad-bibliography: 'b' has no title",
    "6:1 unsafe-url: an unsafe address 'javascript:x'",
    "7:12 bad-bibliography: not valid JSON: expecting ',' delimiter",
]


def test_a_comma_is_missed_between_items() -> None:
    parsed = parse_csl_json(Source("a.json", '[{"id": "a", "title": "T"} {"id": "b"}]'))
    assert findings(parsed) == ["1:28 bad-bibliography: not valid JSON: expected ',' or ']' after an item"]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "[" + "9" * 100_000 + "]", "", "[", "[]", "\ufeff[]"]
)
def test_a_bomb_of_json_is_read_at_once(text: str) -> None:
    assert parse_csl_json(Source("a.json", text)).references == ()


@pytest.mark.parametrize(
    "title",
    [
        "{" * 3000 + "}" * 3000,
        r"\textbf" * 3000,
        r"\'" * 3000,
        "$" * 2999,
        r"\verb" * 500,
        r"\frac" * 300,
        "x\\alpha" * 9000,
    ],
)
def test_a_bomb_of_latex_is_read_at_once(title: str) -> None:
    assert len(bib(f"@misc{{k, year=2025, title={{{title}}}}}").references) == 1


PIECES = st.sampled_from(
    ["@misc{", "@string{", "@comment(", "k", ",", "title", "=", "{", "}", '"', "#", "\\", "\\'", "$", "%", "\n",
     " and ", "author", "year", "2025", "jan", ")", "[", "]", '{"id":"a"', ":", "\ud800", "\x00"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_no_bibliography_raises(text: str) -> None:
    for name in ("a.bib", "a.json"):
        parsed = parse_bibliography(Source(name, text))
        assert len({reference.key for reference in parsed.references}) == len(parsed.references)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_field_raises(value: str) -> None:
    parse_bibtex(Source("a.bib", f"@misc{{k, title = {{{value}}}, author = {{{value}}},\n year = {{{value}}}\n}}"))
