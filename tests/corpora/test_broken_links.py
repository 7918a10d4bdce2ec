"""What an independent script found broken in the collections is reported here too, but for stated reasons.

The lists stand beside the collections, in `expected/`. They are a witness, not a judge: where rlnotes disagrees,
the reason stands in `DIFFERENCES`.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from samples import built

from corpora.places import CORPORA, NAMES

pytestmark = pytest.mark.xdist_group("corpora")

_BROKEN = ("broken", "broken-anchor", "outside-root")
_RULES = (
    "ambiguous-link",
    "broken-link",
    "broken-anchor",
    "broken-block",
    "broken-embed",
    "missing-image",
    "outside-tree",
    "ambiguous-link",
)


@dataclass(frozen=True, slots=True)
class Witness:
    """One line of the script's list."""

    collection: str
    file: str
    line: int
    kind: str
    target: str
    status: str


def has_neighbour(each: Witness) -> bool:
    """Whether the note that a root-absolute link names stands beside the note that links it."""
    stem = each.target.split("#")[0].strip("/").rsplit("/", 1)[-1].casefold().replace("_", "-")
    folder = (CORPORA / each.collection / "content" / each.file).parent
    return any(path.stem.casefold().replace("_", "-") == stem for path in folder.rglob("*.md"))


# Why a link that the script calls broken is none here.
DIFFERENCES: dict[str, Callable[[Witness], bool]] = {
    "a link like `/name/` names a note, and one of that name stands in the same language": lambda each: (
        each.collection == "cncf-glossary" and each.target.startswith("/") and has_neighbour(each)
    ),
    "a link like `it/name` is the end of the path of one note": lambda each: (
        each.collection == "cncf-glossary" and each.target.startswith("it/") and has_neighbour(each)
    ),
    "`[[autodoc]] Class` is an instruction to another program, not a link": lambda each: each.target == "autodoc",
}


def witnesses(name: str) -> list[Witness]:
    """The script's list for a collection."""
    with (CORPORA / "expected" / f"{name}.broken.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Witness(name, row["file"], int(row["line"]), row["kind"], row["target"], row["status"]) for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_witness_calls_broken_is_a_finding_or_a_stated_difference(name: str, tmp_path: Path) -> None:
    if not (CORPORA / name).is_dir():
        pytest.skip(f"{name} is not beside the repository; RLNOTES_CORPORA names its folder")
    shutil.copytree(CORPORA / name, tmp_path / "notes")
    run = built(tmp_path / "build", cwd=tmp_path)
    found = {(each.path.removeprefix("notes/"), each.line) for each in run.findings if each.rule in _RULES}
    unexplained = [
        each
        for each in witnesses(name)
        if each.status in _BROKEN
        and not any(line == each.line and path.endswith(each.file) for path, line in found)
        and not any(is_meant(each) for is_meant in DIFFERENCES.values())
    ]
    assert unexplained == []
