"""The sample knowledge base builds without a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import Run, built, pages

pytestmark = pytest.mark.xdist_group("judges")


def test_the_sample_builds_without_a_finding(plain: Run) -> None:
    assert (plain.code, plain.findings) == (0, []), plain.said


def test_the_sample_builds_without_a_finding_when_warnings_are_errors(tmp_path: Path) -> None:
    strict = built(tmp_path / "site", "--strict")
    assert (strict.code, strict.findings) == (0, []), strict.said


def test_the_sample_builds_without_a_finding_below_a_path_and_in_directories(
    below_a_path: Run, in_directories: Run
) -> None:
    assert (below_a_path.code, below_a_path.findings) == (0, []), below_a_path.said
    assert (in_directories.code, in_directories.findings) == (0, []), in_directories.said


def test_every_style_of_address_has_the_same_number_of_pages(
    plain: Run, below_a_path: Run, in_directories: Run
) -> None:
    assert len(pages(plain.site)) == len(pages(below_a_path.site)) == len(pages(in_directories.site)) > 280
