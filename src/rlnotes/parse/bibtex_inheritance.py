"""What BibTeX entries take from others: `crossref` from the work they are part of, `xdata` from shared data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

_PARTS: Final = frozenset({"inproceedings", "conference", "incollection", "inbook", "inreference", "suppbook"})
_RENAMED: Final[Mapping[str, str]] = {"title": "booktitle", "subtitle": "booksubtitle", "journal": "journaltitle"}
"""What a field of a book or proceedings is in its parts (BibLaTeX manual, appendix B)."""
_NOT_OF_PARTS: Final = (
    "abstract annote crossref doi eprint eprinttype archiveprefix file ids keywords label note options pages related "
    "relatedtype shorthand shorttitle sortkey subtitle title type url urldate xdata xref"
)
_OF_THE_WHOLE: Final = frozenset(_NOT_OF_PARTS.split())
"""Fields of a whole that say nothing of its parts: identifiers above all."""
_OF_DATA: Final = frozenset({"ids", "label", "options", "xdata", "crossref"})
_READ: Final = (
    "address author booksubtitle booktitle date day doi editor eprint eprinttype archiveprefix eventtitle howpublished "
    "institution isbn issue journal journaltitle location month note number organization pages publisher school "
    "subtitle title url venueurl volume year abstract annote"
)
_MEANT: Final = frozenset(_READ.split())
"""The fields that a record is made of."""
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Heir:
    """An entry as it is written: its type, key and fields, by lower-case name."""

    type: str
    key: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Estate:
    """The entries of a file by key, what each comes to with what it inherits, and what of that others may take."""

    entries: Mapping[str, Heir]
    settled: dict[str, Mapping[str, str]] = field(default_factory=dict)
    given: dict[str, Mapping[str, str]] = field(default_factory=dict)


def estate_of(entries: Sequence[Heir]) -> Estate:
    """The entries by key; the first of each key counts."""
    return Estate({entry.key.lower(): entry for entry in reversed(entries)})


def parents(entry: Heir) -> Iterator[tuple[str, bool]]:
    """The keys of the entries that `entry` takes from, and whether all of their fields are meant: those of `xdata`."""
    for name in dict.fromkeys(map(str.strip, entry.fields.get("xdata", "").split(","))):
        if name:
            yield name, True
    if whole := entry.fields.get("crossref", "").strip():
        yield whole, False


def orphaned(estate: Estate, entry: Heir) -> Iterator[str]:
    """The keys of parents that are not in the file."""
    return (name for name, _ in parents(entry) if name.lower() not in estate.entries)


def inherited(estate: Estate, entry: Heir, depth: int = 0) -> Mapping[str, str]:
    """The fields of `entry` with those that it lacks, from its parents and theirs.

    Who inherits in a circle, or through too many others, has what stands in between.
    """
    if not ("xdata" in entry.fields or "crossref" in entry.fields) or depth > _DEEPEST:
        return entry.fields
    key = entry.key.lower()
    is_known = estate.entries.get(key) is entry
    if is_known and key in estate.settled:
        return estate.settled[key]
    if is_known:
        estate.settled[key] = entry.fields  # what it has for those who come back to it in a circle
    found = dict(entry.fields)
    for name, is_data in parents(entry):
        parent = estate.entries.get(name.lower())
        given = _given(estate, parent, depth + 1) if parent else {}
        for target, text in _handed_down(entry.type, given, is_data=is_data):
            found.setdefault(target, text)
    if is_known:
        estate.settled[key] = found
    return found


def _given(estate: Estate, parent: Heir, depth: int) -> Mapping[str, str]:
    """What others may take of an entry: the fields that mean something, lest many heirs copy many others."""
    key = parent.key.lower()
    if key not in estate.given:
        fields = inherited(estate, parent, depth)
        estate.given[key] = {name: text for name, text in fields.items() if name in _MEANT}
    return estate.given[key]


def _handed_down(heir: str, given: Mapping[str, str], *, is_data: bool) -> Iterator[tuple[str, str]]:
    """The fields that an entry of the type `heir` gets, under the names that they have there."""
    for name, text in given.items():
        if is_data and name not in _OF_DATA:
            yield name, text
        elif not is_data and heir in _PARTS and name in _RENAMED:
            yield _RENAMED[name], text
        elif not is_data and heir == "article" and name == "title":
            yield "journaltitle", text
        elif not is_data and name not in _OF_THE_WHOLE:
            yield name, text
