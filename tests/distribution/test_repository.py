"""The repository itself: what a fresh clone must and must not contain."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from samples import ROOT

MEGABYTE = 1_000_000

# An installer's address, or a folder of one machine, in a committed file would bind the project to it.
_REGISTRY = re.compile(
    rb"(?:registry|packages|files|index)\.[a-z]+hosted\.org|registry\.[a-z]+js\.org|registry\.[a-z]+pkg\.com|(?:test\.)?pypi\.org/simple"
)
_OWN_FOLDER = re.compile(rb"(?<![\w.~*/}])/(?:home|Users|root|work|mnt|srv)/[A-Za-z][\w.-]*/")


@pytest.fixture(scope="module")
def committed() -> dict[str, bytes]:
    """Every file that git would carry, by path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: what would be committed is unknown")
    paths = [Path(ROOT / name) for name in listed.stdout.decode().split("\0") if name]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def test_no_committed_file_is_larger_than_a_megabyte(committed: dict[str, bytes]) -> None:
    assert [name for name, content in committed.items() if len(content) > MEGABYTE] == []


def test_no_committed_file_names_a_package_registry(committed: dict[str, bytes]) -> None:
    assert [name for name, content in committed.items() if _REGISTRY.search(content)] == []


def test_no_committed_file_names_a_folder_of_one_machine(committed: dict[str, bytes]) -> None:
    found = {name: match[0] for name, content in committed.items() if (match := _OWN_FOLDER.search(content))}
    assert found == {}


def test_what_is_made_by_tools_is_not_committed(committed: dict[str, bytes]) -> None:
    made = re.compile(r"(?:^|/)(?:build|dist|\.venv|\.tools|__pycache__|node_modules)/|\.(?:pyc|jar|whl)$")
    assert [name for name in committed if made.search(name)] == []
