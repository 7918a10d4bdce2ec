"""What an independent script found broken in the collections is what is reported here, but for stated reasons.

The lists stand beside the collections, in `expected/`. They are a witness, not a judge: where rlnotes is silent of what
the witness names, or the other way round, the reason is a predicate with its words, in `MISSES` or `ALARMS`.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from samples import rlnotes

from corpora.places import CORPORA, NAMES

pytestmark = pytest.mark.xdist_group("corpora")

_RULES: Final = frozenset(
    {
        "ambiguous-link",
        "broken-anchor",
        "broken-block",
        "broken-embed",
        "broken-link",
        "case-mismatch",
        "missing-image",
        "outside-tree",
    }
)
# Where the addresses of a site start: the default language of that one has none of its own in its addresses.
_ROOTS: Final = {"cncf-glossary": "content/en"}
_FOLDERS: Final = {"cncf-glossary": "content/"}
"""The folder that the witness read, where it is not the whole collection."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the witness or rlnotes says of a link; `kind` is the rule of a finding or the status in the list."""

    collection: str
    path: str
    line: int
    target: str
    kind: str

    @property
    def place(self) -> tuple[str, int, str]:
        """Which link it is, as far as both tell."""
        return (self.path, self.line, self.target)

    @property
    def file(self) -> Path:
        """The note with the link."""
        return CORPORA / self.collection / self.path

    @property
    def stem(self) -> str:
        """The name that the link ends in."""
        return self.target.split("#")[0].strip("/").rsplit("/", 1)[-1]


Reasons: TypeAlias = Mapping[str, Callable[[Claim], bool]]


def notes_of_name(folder: Path, stem: str) -> list[Path]:
    """The notes below `folder` that have a name, but for case and dashes."""
    wanted = stem.casefold().replace("_", "-")
    return [path for path in folder.rglob("*.md") if path.stem.casefold().replace("_", "-") == wanted]


def is_in_front_matter(each: Claim) -> bool:
    lines = each.file.read_text(encoding="utf-8").splitlines()
    return lines[0] == "---" and each.line <= lines.index("---", 1)


MISSES: Final[Reasons] = {
    "a name finds the note that has it: one stands in the same language": lambda each: (
        each.collection == "cncf-glossary"
        and each.kind == "broken"
        and each.target.startswith("/")
        and bool(notes_of_name(each.file.parent, each.stem))
    ),
    "a name finds the note that has it: there is one alone, in another language": lambda each: (
        each.collection == "cncf-glossary"
        and each.kind == "broken"
        and each.target.startswith("/")
        and not notes_of_name(each.file.parent, each.stem)
        and len(list(CORPORA.glob(f"cncf-glossary/**/{each.stem}.md"))) == 1
    ),
    "the end of a path finds the note that has it": lambda each: (
        each.collection == "cncf-glossary"
        and each.kind == "broken"
        and each.target.startswith("it/")
        and (each.file.parent.parent / f"{each.target.strip('/')}.md").is_file()
    ),
    "a name finds the note that has it, wherever that stands": lambda each: each.kind == "vaultwide-only",
    "a folder has a page": lambda each: each.kind == "dir",
    "a link without an address leads to its own page": lambda each: each.kind == "empty",
    "`[[autodoc]] Class` is an instruction to another program, not a link": lambda each: (
        each.collection == "trl-docs" and each.target == "autodoc"
    ),
}
"""Why a link that the witness names is no finding."""

ALARMS: Final[Reasons] = {
    "the witness does not read links in front matter": lambda each: (
        each.kind == "broken-link" and is_in_front_matter(each)
    ),
    "the witness pays no heed to letter case": lambda each: each.kind == "case-mismatch",
    "pictures have a root of their own on that site, and a check is told of one": lambda each: (
        each.collection == "cncf-glossary"
        and each.kind == "missing-image"
        and (CORPORA / each.collection / "static" / each.target.strip("/")).is_file()
    ),
    "the witness did not read that folder": lambda each: not each.path.startswith(_FOLDERS.get(each.collection, "")),
}
"""Why a finding is not in the witness's list."""


def witnesses(name: str) -> list[Claim]:
    """The script's list for a collection."""
    with (CORPORA / "expected" / f"{name}.broken.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    folder = _FOLDERS.get(name, "")
    return [
        Claim(name, folder + row["file"], int(row["line"]), row["target"].partition("|")[0], row["status"])
        for row in rows
    ]


def findings(name: str) -> list[Claim]:
    """What rlnotes says of the links of a collection, as a folder of Markdown and no site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(CORPORA / name, Path(folder) / name)
        root = f"{name}/{_ROOTS.get(name, '')}"
        run = rlnotes("check", name, "--root", root, "--format", "json", "--no-cache", cwd=Path(folder))
    found = [each for each in json.loads(run.stdout)["findings"] if each["rule"] in _RULES]
    return [
        Claim(name, each["path"].removeprefix(f"{name}/"), each["line"], each["subject"], each["rule"])
        for each in found
    ]


@cache
def disagreements(name: str) -> tuple[list[Claim], list[Claim]]:
    """What the witness alone says of a collection, and what rlnotes alone."""
    if not (CORPORA / name).is_dir():
        pytest.skip(f"{name} is not beside the repository; RLNOTES_CORPORA names its folder")
    theirs, ours = witnesses(name), findings(name)
    return without(theirs, ours), without(ours, theirs)


def without(claims: Iterable[Claim], others: Iterable[Claim]) -> list[Claim]:
    """The claims that nobody among the others makes; a link that stands twice in a line has to be claimed twice."""
    left = Counter(each.place for each in others)
    alone = []
    for each in claims:
        if left[each.place]:
            left[each.place] -= 1
        else:
            alone.append(each)
    return alone


def unexplained(claims: Iterable[Claim], reasons: Reasons) -> list[Claim]:
    return [each for each in claims if not any(explains(each) for explains in reasons.values())]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_witness_calls_broken_is_a_finding_or_a_stated_difference(name: str) -> None:
    assert unexplained(disagreements(name)[0], MISSES) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_a_finding_the_witness_calls_broken_or_the_difference_is_stated(name: str) -> None:
    assert unexplained(disagreements(name)[1], ALARMS) == []


def test_every_stated_difference_occurs() -> None:
    misses = [each for name in NAMES for each in disagreements(name)[0]]
    alarms = [each for name in NAMES for each in disagreements(name)[1]]
    assert [words for words, explains in MISSES.items() if not any(map(explains, misses))] == []
    assert [words for words, explains in ALARMS.items() if not any(map(explains, alarms))] == []


def test_both_agree_on_a_hundred_broken_links() -> None:
    agreed = {name: len(witnesses(name)) - len(disagreements(name)[0]) for name in NAMES}
    assert all(agreed.values())
    assert sum(agreed.values()) > 100
