"""Hypothesis strategies for collections before and after an edit that means to be quiet, and for ties in crowds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from hypothesis import strategies as st
from whole_collections import collections

from rlnotes.graph.link import Shelf
from rlnotes.graph.ties import Own, Subject
from rlnotes.model.collection import Collection
from rlnotes.model.note import Note
from rlnotes.model.place import Source
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note


@dataclass(frozen=True, slots=True)
class Edit:
    """Two collections, and the notes that differ: as they were and as they are."""

    before: Shelf
    after: Shelf
    notes: tuple[tuple[Note, Note], ...]


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Edits of up to three notes, which mostly leave headings, tags and blocks as they are."""
    collection = draw(collections())
    sources = list(collection.notes)
    names = (*(source.path.removesuffix(".md") for source in sources), "shao2024", "xu2025")
    places = draw(st.lists(st.integers(0, len(sources) - 1), min_size=1, max_size=3, unique=True)) if sources else []
    for place in places:
        sources[place] = Source(sources[place].path, draw(_edited(sources[place], names)))
    edited = replace(collection, notes=tuple(sources))
    return edit_of(collection, edited) if draw(st.booleans()) else edit_of(edited, collection)


def edit_of(old: Collection, new: Collection) -> Edit:
    """The edit between two collections of the same files."""
    before, after = shelf_of(old), shelf_of(new)
    changed = zip(before.notes, after.notes, strict=True)
    return Edit(before, after, tuple((old, new) for old, new in changed if old != new))


def shelf_of(collection: Collection) -> Shelf:
    """A collection, parsed."""
    options = ParseOptions(html_is_trusted=False, math_macros=())
    parsed = [parse_note(source, options) for source in collection.notes]
    records = [parse_bibliography(source) for source in collection.bibliographies]
    return Shelf(
        tuple(each.note for each in parsed),
        tuple(reference for each in records for reference in each.references),
        {},
        {},
        collection.files,
        {},
    )


_PIECES = (
    "Words [[{}]] words.",
    "Words [[{}]] and [[{}|again]] words.",
    "Words [[{0}]] and [[{0}|again]] words.",
    "Words [text](</{}.md>) words.",
    "Words [[{}#Loss]] and [[#Loss]] words.",
    "Words [[{}#nowhere]] and [[#nowhere]] words.",
    "Words [[nothing]] and [[../../out]] words.",
    "![[{}]]",
    "- [[{}|label]]: description",
    "As [@{}, p. 3] shows.",
    "As [@xu2025; @ppo] and @shao2024 and @nobody show.",
    "Words ![[a.png]] words.",
)


@st.composite
def _edited(draw: st.DrawFn, source: Source, names: tuple[str, ...]) -> str:
    """The text of a file with other paragraphs between the lines that others know."""
    front, fence, body = source.text.rpartition("\n---\n")
    pieces = body.split("\n\n")
    kept = [piece for piece in pieces if piece.startswith("#") or _KNOWN.search(piece) or draw(_MOSTLY)]
    name = st.sampled_from(names)
    kept += [draw(_LOUD)] if draw(st.integers(0, 9)) == 0 else []
    for new in draw(st.lists(st.builds(str.format, st.sampled_from(_PIECES), name, name), min_size=1, max_size=4)):
        kept.insert(draw(st.integers(0, len(kept))), new)
    return front + fence + "\n\n".join(kept)


_KNOWN = re.compile(r"\^claim|#rl|\{contradicts\}")
_LOUD = st.sampled_from(
    ("# Title of a", "## Loss", "### Loss", "A claim. ^claim", "About #other.", "Words [[a]]{supports} words.")
)
_MOSTLY = st.integers(0, 3).map(bool)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[dict[str, Own], dict[str, Own]]:
    """What many notes have by themselves before and after an edit; many features are near their limit."""
    random = draw(st.randoms(use_true_random=True))
    count = draw(st.sampled_from((3, 66, 78, 117)))
    before = {f"{number:03}.md": _own(random, count) for number in range(count)}
    after = dict(before)
    for path in random.sample(sorted(before), random.randint(0, 3)):
        match random.choice(("gone", "links", "subject", "both", "both")):
            case "gone":
                del after[path]
            case "links":
                after[path] = Own(_own(random, count).out, before[path].subject)
            case "subject":
                after[path] = Own(before[path].out, _own(random, count).subject)
            case _:
                after[path] = _own(random, count)
    if random.random() < 0.2:
        after["new.md"] = _own(random, count)
    return before, dict(sorted(after.items()))


def _own(random: Random, count: int) -> Own:
    out = tuple(f"{random.randrange(count):03}.md" for _ in range(random.randint(0, 3)))
    linked = tuple(dict.fromkeys((*out, *(["000.md"] if random.random() < 58 / count else []), "@key")))
    is_map = random.random() < 0.05
    shares = {"s1": 59 / count, "s2": 0.1, "l1": 0.02, "t1": 62 / count, "w1": 4 / count, "w2": 0.05}
    names = [name for name, share in shares.items() if random.random() < share]
    features = tuple(name.capitalize() if is_map else name for name in names)
    chosen = ("001.md", "@key")[: random.randint(0, 2)] if random.random() < 0.1 else ()
    return Own(linked, Subject(is_map, features, chosen) if random.random() < 0.9 else None)
