"""Texts with their links mended, and what was done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rlnotes.checks.mending import Mending, mendings
from rlnotes.graph.resolve import Terrain
from rlnotes.graph.site import Site
from rlnotes.model.place import Span
from rlnotes.parse.destinations import Edit, NewName, applied, edit_at, edit_of


@dataclass(frozen=True, slots=True)
class Mended:
    """A text after mending: how many links were mended in it, and how many could not be told for certain."""

    text: str
    done: int
    left: int


Found = Callable[[str, str, Span], bool]
"""Whether a finding of a rule at a place is one of those reported: path, rule, place."""


def wanted_mendings(
    site: Site, terrain: Terrain, is_found: Found, is_in: Callable[[str], bool]
) -> Mapping[str, tuple[Mending, ...]]:
    """The mendings of each note that has some: of findings that are reported, and of aliases in notes in scope."""
    made = {path: tuple(mendings(site, terrain, path)) for path in site.notes}
    kept = {
        path: tuple(each for each in found if (is_found(path, each.rule, each.link.span) if each.rule else is_in(path)))
        for path, found in made.items()
    }
    return {path: found for path, found in kept.items() if found}


def mended(text: str, wanted: Iterable[Mending], linked: Iterable[tuple[Span, str]] = ()) -> Mended:
    """`text`, a note as it was read, with each of the mendings whose characters can be told for certain.

    `linked` are mentions of other notes with the links to write in their place. Where two edits would write over each
    other differently, both are left.
    """
    edits: dict[tuple[int, int], set[str]] = {}
    left = 0
    for span, new in linked:
        place = edit_at(text, span, new)
        edits[place.start, place.end] = {place.new}
    for each in wanted:
        edit = edit_of(text, each.link, NewName(each.target, each.fragment, each.shown))
        if edit:
            edits.setdefault((edit.start, edit.end), set()).add(edit.new)
        else:
            left += 1
    agreed = tuple(Edit(start, end, min(new)) for (start, end), new in sorted(edits.items()) if len(new) == 1)
    return Mended(applied(text, agreed), len(agreed), left + len(edits) - len(agreed))
