"""What is found wrong in small collections, as the documents beside this file tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from collections_in_prose import WHOLE_NOTE_RULES, Case, View, cases_in, linked, shortcomings, whole_note_findings

from rlnotes.checks import run
from rlnotes.pages import body

CASES = cases_in(*sorted((Path(__file__).parent / "cases").glob("*.md")))


def _found_by(rule: str) -> View:
    """The findings of one rule about whole notes, without its name."""
    name = f" {rule} "
    return lambda made: (line.replace(name, " ", 1) for line in whole_note_findings(made) if name in line)


VIEWS: Mapping[str, View] = {
    "Dead ends": _found_by("dead-end"),
    "Duplicate titles": _found_by("duplicate-title"),
    "Empty sections": _found_by("empty-section"),
    "Missing descriptions": _found_by("missing-description"),
    "Missing titles": _found_by("missing-title"),
    "Orphans": _found_by("orphan"),
    "Unused sources": _found_by("unused-source"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_collection_is_judged(case: Case) -> None:
    assert shortcomings(case, VIEWS) == {}


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
    (finding,) = (each for each in linked(case).diagnostics if each.rule not in WHOLE_NOTE_RULES)
    assert (finding.path, finding.span.line, finding.rule) == ("0.md", 3, "embed-too-deep")
    assert finding.message.startswith("a page takes in 2,000,000 characters by embeds; this makes 2,5")


def test_a_web_of_embeds_takes_no_time() -> None:
    embeds = "\n\n".join(f"![[{{level}}-{n}]]" for n in range(12))
    notes = {f"{level - 1}-{n}.md": embeds.format(level=level) for level in range(1, 8) for n in range(12)}
    found = linked(Case("", "", {**notes, **{f"7-{n}.md": "end" for n in range(12)}}, frozenset(), {})).diagnostics
    assert {finding.rule for finding in found} - WHOLE_NOTE_RULES == {"embed-too-deep"}
