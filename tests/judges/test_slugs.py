"""Ten thousand headings in several scripts have the ids that GitHub gives them: judged by github-slugger."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import unicodedata
from typing import Final

import pytest
from samples import TOOLS

from rlnotes.parse.slug import heading_slug, unique_slug

HEADINGS: Final = 10_000
_NOTE: Final = 20
"""So many headings make a note, in which repeats are numbered."""
# First and last letter: Latin with accents, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Bengali, Thai,
# Georgian, Hangul, kana, Han; then marks of punctuation, currency and mathematics, arrows, and faces.
_SCRIPTS: Final = (
    ("A", "z"),
    ("À", "ſ"),
    ("Α", "ω"),
    ("А", "я"),
    ("Ա", "և"),
    ("א", "ת"),
    ("ء", "ي"),
    ("अ", "ह"),
    ("অ", "হ"),
    ("ก", "ฮ"),
    ("ა", "ჰ"),
    ("가", "깋"),
    ("ぁ", "ヺ"),
    ("一", "俿"),
)
_BETWEEN: Final = (
    " ",
    " ",
    " ",
    "  ",
    "-",
    " - ",
    "_",
    ", ",
    ": ",
    " & ",
    ". ",
    "’",
    " – ",
    " (",
    ") ",
    "/",
    "？",
    "、",
    " + ",
)
_RARE: Final = (
    "2",
    "2026",
    "½",
    "x²",
    "№ 7",
    "€",
    "∑",
    "→",
    "😀",
    "👩‍🔬",
    "é",
    "ß",
    "İ",
    "ﬁ",
    "!",
    '"',
    "#",
    "`",
    "*",
    "^",
    "~",
    "…",
    "«",
    "»",
)


def word(dice: random.Random) -> str:
    """A word in one script, or one of those that tempt."""
    if dice.random() < 0.15:
        return dice.choice(_RARE)
    first, last = dice.choice(_SCRIPTS)
    return "".join(chr(dice.randint(ord(first), ord(last))) for _ in range(dice.randint(1, 8)))


def heading(dice: random.Random) -> str:
    """A heading of one to five words; now and then one that is likely to repeat."""
    if dice.random() < 0.2:
        return dice.choice(("Loss", "loss", "Loss 1", "Loss-1", "结果"))
    words = [word(dice) + dice.choice(_BETWEEN) for _ in range(dice.randint(1, 5))]
    return unicodedata.normalize("NFC", "".join(words).strip())


def ids_of_github(notes: list[list[str]]) -> list[list[str]]:
    """The ids that github-slugger gives to the headings of each note."""
    if not (TOOLS / "github-slugger" / "index.js").exists() or not shutil.which("node"):
        pytest.skip("github-slugger is not fetched: make tools")
    script = (
        "import Slugger from './index.js'; import {readFileSync} from 'node:fs';"
        "const notes = JSON.parse(readFileSync(0, 'utf8'));"
        "const ids = notes.map(note => { const one = new Slugger(); return note.map(text => one.slug(text)); });"
        "console.log(JSON.stringify(ids));"
    )
    command = ["node", "--input-type=module", "-e", script]
    run = subprocess.run(
        command, cwd=TOOLS / "github-slugger", input=json.dumps(notes), capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def our_ids(note: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    return [unique_slug(heading_slug(text), seen) for text in note]


def test_ten_thousand_headings_have_the_ids_of_github() -> None:
    dice = random.Random(4)  # noqa: S311 - made-up headings are no secret
    headings = [heading(dice) for _ in range(HEADINGS)]
    notes = [headings[start : start + _NOTE] for start in range(0, HEADINGS, _NOTE)]
    pairs = zip(notes, ids_of_github(notes), strict=True)
    differing = [
        (text, ours, theirs)
        for note, ids in pairs
        for text, ours, theirs in zip(note, our_ids(note), ids, strict=True)
        if ours != theirs
    ]
    assert differing == []
