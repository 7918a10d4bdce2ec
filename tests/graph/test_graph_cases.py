"""What small collections mean, as the documents beside this file tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from collections_in_prose import Case, cases_in, shortcomings
from site_in_lines import GRAPH

CASES = cases_in(*sorted((Path(__file__).parent / "cases").glob("*.md")))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_collection_means(case: Case) -> None:
    assert shortcomings(case, GRAPH) == {}


def test_every_view_is_expected_by_some_case() -> None:
    assert {name for case in CASES for name in case.expected} >= GRAPH.keys()
