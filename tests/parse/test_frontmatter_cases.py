from __future__ import annotations

from pathlib import Path

import pytest
from frontmatter_cases import Case, account, cases_in

from rlnotes.model.place import Source
from rlnotes.parse.frontmatter import parse_front_matter

DOCUMENTS = sorted((Path(__file__).parent / "frontmatter").glob("*.md"))
CASES = [case for document in DOCUMENTS for case in cases_in(document.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_front_matter_is_read_as_the_case_says(case: Case) -> None:
    assert account(parse_front_matter(Source(case.path, case.text)), case.expected) == case.expected


def test_no_two_cases_have_the_same_title() -> None:
    assert len({case.title for case in CASES}) == len(CASES)


def test_the_reader_of_cases_refuses_text_that_is_no_case() -> None:
    with pytest.raises(ValueError, match="not a case"):
        cases_in("# A title\n\nand nothing else\n")
