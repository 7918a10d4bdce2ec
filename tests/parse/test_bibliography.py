from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.parse import latex
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.bibliography_record import ParsedReferences
from rlnotes.parse.bibtex import parse_bibtex
from rlnotes.parse.bibtex_names import is_balanced
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


LATEX = st.sampled_from(
    [r"\"u", r"\'{e}", r"{\c{c}}", r"{\v{S}}", r"\=a", r"\.Z", r"\H{o}", r"\k{a}", r"\r{A}", r"\u{g}", r"\^i", r"\~N",
     "a", "Z", " ", "'s", "{", "}", "{B}", "é", "&", "#", "<", "!", "?", ";", "1", r"\`e", "-", "/", "[", "]", "*"]
)  # fmt: skip


@given(st.lists(LATEX, max_size=12).map("".join))
def test_letters_with_accents_are_decoded_at_a_glance_as_the_parser_does(written: str) -> None:
    if is_balanced(written) and "''" not in written and "--" not in written:
        slowly = latex._decoded(written)
        assert latex.plain_text(written) == latex.tidy(slowly.replace("{", "").replace("}", ""))


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


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ("year = {in press}", "in press"),
        ("year = {Forthcoming.}", "Forthcoming"),
        ("pubstate = {inpress}", "in press"),
        ("year = {n.d.}", ""),
        ("year = {2020}, pubstate = {inpress}", ""),
        ("title = {T}", ""),
    ],
)
def test_what_stands_for_a_year_is_kept(fields: str, status: str) -> None:
    assert entry(fields).status == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "in press"}, "in press"),
        ({"issued": {"literal": "submitted"}}, "submitted"),
        ({"issued": {"date-parts": [[2020]]}, "status": "in press"}, ""),
        ({"issued": "2020"}, ""),
        ({}, ""),
    ],
)
def test_what_stands_for_a_year_in_json_is_kept(fields: dict[str, object], status: str) -> None:
    (found,) = parse_csl_json(Source("a.json", json.dumps([{"id": "x", "title": "T", **fields}]))).references
    assert found.status == status


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


PARTS = """
@proceedings{neurips, title = {Advances}, subtitle = {Volume 37}, editor = {Ed Itor}, year = {2024}, publisher = {P},
  doi = {10.1000/whole}, url = {https://e.org/whole}, xdata = {house}}
@inproceedings{part, title = {A Part}, author = {A B}, crossref = {NeurIPS}, pages = {1--2}}
@xdata{house, note = {Shared}, publisher = {Other}, ids = {x}}
@article{one, title = {One}, year = {2024}, xdata = {house, , nowhere}}
@periodical{journal, title = {Journal of Things}, volume = {3}, year = {2020}}
@article{two, title = {Two}, crossref = {journal}}
@book{volume, title = {Volume}, crossref = {series}, year = {1999}}
@mvbook{series, title = {Series}, author = {Jane Doe}, abstract = {Of all}}
@misc{lost, title = {Lost}, year = {2020}, crossref = {nobody}}
"""


def test_an_entry_takes_from_the_work_that_it_is_part_of() -> None:
    parsed = bib(PARTS)
    found = {reference.key: reference for reference in parsed.references}
    assert found["part"].venue == "Advances"
    assert (found["part"].issued, found["part"].publisher) == ((2024,), "P")
    assert (found["part"].editors, found["part"].pages) == ((Name("Itor", "Ed"),), "1–2")
    assert (found["part"].doi, found["part"].url) == ("", "")
    assert (found["two"].venue, found["two"].volume) == ("Journal of Things", "3")
    assert (found["volume"].authors, found["volume"].abstract) == ((Name("Doe", "Jane"),), "")


def test_shared_data_is_taken_and_what_is_not_there_is_told() -> None:
    parsed = bib(PARTS)
    found = {reference.key: reference for reference in parsed.references}
    assert (found["one"].remark, found["one"].publisher) == ("Shared", "Other")
    assert "house" not in found
    assert findings(parsed) == [
        "6:1 bad-bibliography: 'one' takes fields from 'nowhere', which is not in this file",
        "11:1 bad-bibliography: 'lost' takes fields from 'nobody', which is not in this file",
    ]


def test_entries_that_take_from_each_other_are_read() -> None:
    parsed = bib("@book{a, title={A}, crossref={b}}\n@book{b, publisher={P}, crossref={a}, title={B}, year=2020}")
    assert [(each.issued, each.publisher) for each in parsed.references] == [((2020,), "P"), ((2020,), "P")]


def test_a_long_chain_and_a_doubled_key_are_read() -> None:
    chain = "".join(f"@book{{b{n}, title={{T}}, crossref={{b{n + 1}}}}}\n" for n in range(3000))
    parsed = bib(f"{chain}@book{{b3000, title={{T}}, year=2020}}\n@book{{b0, title={{T}}, crossref={{b3000}}}}")
    assert len(parsed.references) == 3001
    assert parsed.references[2999].issued == (2020,)


def test_many_heirs_of_many_fields_take_only_what_means_something() -> None:
    fields = ", ".join(f"f{n} = {{x}}" for n in range(3000))
    heirs = "".join(
        f"@book{{b{n}, title={{T}}, xdata={{whole, whole, b{n}}}, crossref={{whole}}}}\n" for n in range(3000)
    )
    parsed = bib(f"@book{{whole, title={{W}}, year=2020, {fields}}}\n{heirs}")
    assert {reference.issued for reference in parsed.references} == {(2020,)}


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
        r"10.1002/(SICI)1097-4571(199806)49:8$<$693::AID-ASI4$>$3.0.CO;2-O",
        r"10.1002/(SICI)1097-4571(199806)49:8{\textless}693::AID-ASI4{\textgreater}3.0.CO;2-O",
        "10.1002/(SICI)1097-4571(199806)49:8&lt;693::AID-ASI4&gt;3.0.CO;2-O",
        "https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O",
        "doi: 10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
    ],
)
def test_a_doi_with_angle_brackets_and_a_semicolon_is_kept(doi: str) -> None:
    expected = "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
    assert entry(f"year=1998, doi={{{doi}}}").doi == expected
    item = json.dumps({"id": "a", "title": "T", "DOI": doi.replace("$", "").replace("{\\textless}", "<")})
    assert parse_csl_json(Source("a.json", item)).references[0].doi.startswith("10.1002/(SICI)1097-4571(199806)49:8<")


BETTER_BIBTEX = r"""
@online{beethovenNinth1824,
  title = {The {{Ninth}}: A {{Score}}},
  author = {family=Beethoven, given=Ludwig, prefix=van, useprefix=true and given=Ann, family=Other, suffix=Jr.},
  date = {1824-05-07},
  eprint = {2402.03300v3},
  eprinttype = {arXiv},
  eprintclass = {cs},
  url = {http://arxiv.org/abs/2402.03300},
  urldate = {2026-01-02},
  abstract = {In 5\% of {$n^2$} cases.},
  langid = {english},
  pubstate = {prepublished},
  keywords = {a,b},
  file = {Zotero/storage/A;B/file.pdf}
}
@article{key, title = {Of f=ma}, author = {f=ma, {Family=Group} and Doe, J=K}, journaltitle = {J. of X},
  shortjournal = {JX}, date = {2020-01/2020-03}, location = {Paris}}
"""


def test_an_export_of_zotero_is_read_as_it_is() -> None:
    parsed = bib(BETTER_BIBTEX)
    first, second = parsed.references
    assert parsed.diagnostics == ()
    assert (first.type, first.title, first.arxiv) == ("article", "The Ninth: A Score", "2402.03300v3")
    assert first.authors == (Name("van Beethoven", "Ludwig"), Name("Other Jr.", "Ann"))
    assert (first.issued, second.issued, second.venue) == ((1824, 5, 7), (2020, 1), "J. of X")
    assert (second.authors[1], second.place) == (Name("Doe", "J=K"), "Paris")


def large(count: int) -> str:
    """A bibliography with all that goes wrong in real ones."""
    made = ['@string{nips = "NeurIPS"}\n']
    for n in range(count):
        title = rf"A {{Study}} of {{\'E}}l{{\`e}}ve {n} and $\alpha_{n}$ — ünïcode"
        if n % 50 == 7:
            made.append(f"@article{{broken{n}, title = {{Cut\n\n")
        elif n % 30 == 3:
            made.append(
                f"@article{{twice{n % 90}, title = {{{title}}}, author={{A B}}, year={{in press}}, month=jan}}\n"
            )
        else:
            made.append(
                f'@inproceedings{{k{n}, title = "{title}", author = {{M{{\\"u}}ller{n}, J and {{The {{Big}} Team}}}},\n'
                f" booktitle = nips # {{ {n}}}, year = 2020, month = mar, crossref={{k{n - 1}}}}}\n"
            )
    return "".join(made)


def test_a_large_bibliography_in_which_everything_goes_wrong_keeps_what_is_right() -> None:
    parsed = bib(large(500))
    told = [re.sub(r"'[^']+'|line \d+", "…", found.message) for found in parsed.diagnostics]
    assert len(parsed.references) == 476
    assert parsed.references[5].title == "A Study of Élève 5 and α_5 — ünïcode"
    assert parsed.references[5].venue == "NeurIPS 5"
    assert {words: told.count(words) for words in told} == {
        "… takes fields from …, which is not in this file": 28,
        "the entry is not closed": 10,
        "the key … was used before, in …": 14,
    }


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


def test_what_crossref_answers_is_read() -> None:
    (reference,) = parse_csl_json(
        Source(
            "a.json",
            '{"id": "a", "type": "journal-article", "title": ["T"], "subtitle": ["Why & how"], "container-title": [],'
            ' "author": [{"name": "Big Team"}, {"literal": "others"}], "DOI": 5, "issue": "2",'
            ' "number": "arXiv:1501.00001"}',
        )
    ).references
    assert (reference.type, reference.title, reference.venue) == ("article-journal", "T: Why & how", "")
    assert (reference.authors, reference.has_more_authors) == ((Name(literal="Big Team"),), True)
    assert (reference.doi, reference.number, reference.arxiv) == ("5", "2", "1501.00001")


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
