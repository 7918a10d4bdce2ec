"""Texts with their links mended, proved by reading them again, and what was done to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rlnotes.checks.mending import Mending, mendings
from rlnotes.checks.unlinked_mention import NewLink
from rlnotes.graph.resolve import Terrain
from rlnotes.graph.site import Site
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.note import Note
from rlnotes.model.place import Source, Span
from rlnotes.parse.destinations import Edit, NewName, applied, edit_at, edit_of
from rlnotes.parse.note import ParseOptions, parse_note


@dataclass(frozen=True, slots=True)
class Unmended:
    """A note as it was read: its text, what it says, and how it is read."""

    text: str
    note: Note
    options: ParseOptions


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after mending: how many links were mended in it, and how many could not be, for all that is known."""

    text: str
    done: int
    left: int


IsFound: TypeAlias = Callable[[str, str, Span], bool]
"""Whether a finding of a rule at a place is one of those reported: path, rule, place."""

_Meaning: TypeAlias = tuple[LinkForm, str, str | None]


@dataclass(frozen=True, slots=True)
class _Change:
    """An edit, the links that it changes as they are read before, and the links that are read then."""

    edit: Edit
    before: tuple[_Meaning, ...]
    after: tuple[_Meaning, ...]


def wanted_mendings(
    site: Site, terrain: Terrain, is_found: IsFound, is_in: Callable[[str], bool]
) -> Mapping[str, tuple[Mending, ...]]:
    """The mendings of each note that has some: of findings that are reported, and of aliases in notes in scope."""
    made = {path: tuple(mendings(site, terrain, path)) for path in site.notes}
    kept = {
        path: tuple(each for each in found if (is_found(path, each.rule, each.link.span) if each.rule else is_in(path)))
        for path, found in made.items()
    }
    return {path: found for path, found in kept.items() if found}


def mended(this: Unmended, wanted: Iterable[Mending], linked: Iterable[NewLink] = ()) -> Mended:
    """A note with each of the mendings that can be made for certain, and with `linked` in the place of mentions.

    Certain is what the text proves when it is read again: it has the links that it should have, and all else is as it
    was.
    """
    found = (*_mendings(this.text, wanted), *_linkings(this.text, linked))
    changes = tuple(_united(each for each in found if each))
    proved = _proved(this, changes, _MOST_HALVINGS)
    left = sum(each is None for each in found) + len({each.edit.start for each in found if each}) - len(proved)
    return Mended(applied(this.text, (each.edit for each in proved)), len(proved), left)


def _mendings(text: str, wanted: Iterable[Mending]) -> Iterator[_Change | None]:
    for each in wanted:
        edit = edit_of(text, each.link, NewName(each.target, each.fragment, each.shown))
        new = (each.link.form, each.target, each.fragment)
        yield _Change(edit, (_meaning(each.link),), (new,)) if edit else None


def _linkings(text: str, linked: Iterable[NewLink]) -> Iterator[_Change | None]:
    for each in linked:
        edit = edit_at(text, each.mention.span, each.mention.written, each.text)
        yield _Change(edit, (), ((each.form, each.target, None),)) if edit else None


def _meaning(link: Link) -> _Meaning:
    return link.form, link.target, link.fragment


def _united(changes: Iterable[_Change]) -> Iterator[_Change]:
    """The changes in order of place, those that are one edit as one: links may share a definition."""
    places: dict[tuple[int, int], list[_Change]] = {}
    for each in changes:
        places.setdefault((each.edit.start, each.edit.end), []).append(each)
    for _, same in sorted(places.items()):
        if len({each.edit.new for each in same}) == 1:
            before = (meaning for each in same for meaning in each.before)
            after = (meaning for each in same for meaning in each.after)
            yield _Change(same[0].edit, tuple(before), tuple(after))


_MOST_HALVINGS: Final = 6
"""Where something is wrong, up to 64 parts of a note are tried apart: time is bounded, whatever the note."""


def _proved(this: Unmended, changes: Sequence[_Change], halvings: int) -> Sequence[_Change]:
    """The changes that hold together, as many as are found by leaving out halves."""
    if not changes or _holds(this, changes):
        return changes
    if len(changes) == 1 or not halvings:
        return ()
    middle = len(changes) // 2
    first = _proved(this, changes[:middle], halvings - 1)
    second = _proved(this, changes[middle:], halvings - 1)
    both = (*first, *second)
    return both if not (first and second) or _holds(this, both) else first


def _holds(this: Unmended, changes: Sequence[_Change]) -> bool:
    """Whether the changed text has the links that it should have, and for the rest says what it said."""
    text = applied(this.text, (each.edit for each in changes))
    after = parse_note(Source(this.note.path, text), this.options).note
    wanted = Counter(map(_meaning, this.note.links))
    wanted.subtract(meaning for each in changes for meaning in each.before)
    wanted.update(meaning for each in changes for meaning in each.after)
    return Counter(map(_meaning, after.links)) == +wanted and _rest(after) == _rest(this.note)


def _rest(note: Note) -> tuple[object, ...]:
    """What mending links must not change: the names of the note and of its parts, and all that is no link to a note."""
    addresses = tuple(each.url for each in note.external_links)
    citations = tuple(each.written for each in note.citations)
    headings = tuple(each.id for each in note.headings)
    return note.title, addresses, citations, headings, note.anchors, note.inline_tags
