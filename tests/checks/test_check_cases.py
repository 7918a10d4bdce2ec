"""What is found wrong in small collections, as the documents beside this file tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from collections_in_prose import Case, cases_in, linked, shortcomings

from rlnotes.checks import run
from rlnotes.pages import body

CASES = cases_in(*sorted((Path(__file__).parent / "cases").glob("*.md")))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_collection_is_judged(case: Case) -> None:
    assert shortcomings(case, {}) == {}


def test_every_check_has_a_case() -> None:
    about_links = (check for heard in run.LINK_CHECKS.values() for check in heard)
    shelves = (*about_links, *run.NOTE_CHECKS, *run.SITE_CHECKS)
    names = {check.__module__.rpartition(".")[2] for check in shelves}
    found = {finding.rule.replace("-", "_") for case in CASES for finding in linked(case).diagnostics}
    assert names <= found


def test_a_page_takes_in_only_so_much_by_embeds() -> None:
    doubling = {f"{n}.md": f"![[{n + 1}]]\n\n![[{n + 1}]]\n" for n in range(7)}
    case = Case("", "", {**doubling, "7.md": "word " * 4000}, frozenset(), {})
    assert 2**7 * 20_000 > body.MOST_EMBEDDED > 2**6 * 20_000
    (finding,) = linked(case).diagnostics
    assert (finding.path, finding.span.line, finding.rule) == ("0.md", 3, "embed-too-deep")
    assert finding.message.startswith("a page takes in 2,000,000 characters by embeds; this makes 2,5")


def test_a_web_of_embeds_takes_no_time() -> None:
    embeds = "\n\n".join(f"![[{{level}}-{n}]]" for n in range(12))
    notes = {f"{level - 1}-{n}.md": embeds.format(level=level) for level in range(1, 8) for n in range(12)}
    found = linked(Case("", "", {**notes, **{f"7-{n}.md": "end" for n in range(12)}}, frozenset(), {})).diagnostics
    assert {finding.rule for finding in found} == {"embed-too-deep"}
