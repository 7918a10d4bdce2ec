"""What an independent script says of the links of collections, and what rlnotes says: where they differ, and why.

The script's lists stand beside the collections, in `expected/`. They are a witness, not a judge: where rlnotes is
silent of what the witness names, or the other way round, the reason is a predicate with its words, in `MISSES` or
`ALARMS`.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

NAMES: Final = ("cncf-glossary", "foam-docs", "kepano-obsidian", "quartz-docs", "trl-docs")
LINK_RULES: Final = frozenset(
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
"""The rules about links, which alone the witness speaks of."""

# Where the addresses of a site start: the default language of that one has none of its own in its addresses.
ROOTS: Final = {"cncf-glossary": "content/en"}
_FOLDERS: Final = {"cncf-glossary": "content/"}
"""The folder that the witness read, where it is not the whole collection."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the witness or rlnotes says of a link; `kind` is the rule of a finding or the status in the list.

    `home` is the folder of the collection.
    """

    home: Path
    path: str
    line: int
    target: str
    kind: str

    @property
    def collection(self) -> str:
        """The name of the collection."""
        return self.home.name

    @property
    def place(self) -> tuple[str, int, str]:
        """Which link it is, as far as both tell."""
        return (self.path, self.line, self.target)

    @property
    def file(self) -> Path:
        """The note with the link."""
        return self.home / self.path

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
    """Whether a link stands in front matter."""
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
        and len(list(each.home.glob(f"**/{each.stem}.md"))) == 1
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
        and (each.home / "static" / each.target.strip("/")).is_file()
    ),
    "the witness did not read that folder": lambda each: not each.path.startswith(_FOLDERS.get(each.collection, "")),
}
"""Why a finding is not in the witness's list."""


def witnesses(home: Path) -> list[Claim]:
    """The script's list for the collection in `home`."""
    with (home.parent / "expected" / f"{home.name}.broken.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    folder = _FOLDERS.get(home.name, "")
    return [
        Claim(home, folder + row["file"], int(row["line"]), row["target"].partition("|")[0], row["status"])
        for row in rows
    ]


def claims(home: Path, findings: Iterable[Mapping[str, Any]]) -> list[Claim]:
    """What a check says of the links of a collection, from its findings as JSON."""
    return [
        Claim(home, each["path"].removeprefix(f"{home.name}/"), each["line"], each["subject"], each["rule"])
        for each in findings
        if each["rule"] in LINK_RULES
    ]


def without(some: Iterable[Claim], others: Iterable[Claim]) -> list[Claim]:
    """The claims that nobody among the others makes; a link that stands twice in a line has to be claimed twice."""
    left = Counter(each.place for each in others)
    alone = []
    for each in some:
        if left[each.place]:
            left[each.place] -= 1
        else:
            alone.append(each)
    return alone


def reason(claim: Claim, reasons: Reasons) -> str:
    """The first reason that explains a claim, "" if none does."""
    return next((words for words, explains in reasons.items() if explains(claim)), "")
