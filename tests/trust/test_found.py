"""What the fuzzer found once is judged in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from trust.judging import judge

FOUND = sorted(path for path in (Path(__file__).parent / "found").iterdir() if path.name != "README.md")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_found_no_more(path: Path) -> None:
    judge(path.read_bytes())
