"""Anchors: the place inside a note that the fragment of a link names."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from rlnotes.model.note import Heading, Note
from rlnotes.parse.slug import heading_slug

_NEAR: Final = 60  # percent; within one note a looser guess than among the names of all notes still helps


def anchor_of(note: Note, fragment: str) -> str:
    """The id that `fragment` names, "" if none.

    It may be an id, the text of a heading, its slug, headings one inside the other (`Results#Loss`), or a block with
    its `^`, after a heading or alone.
    """
    block = fragment.rpartition("#")[2]
    if block.startswith("^"):
        return block if block in note.anchors else ""
    slug = heading_slug(fragment)
    return (
        (fragment if fragment in note.anchors else "")
        or _heading_id(note.headings, [fragment])
        or (slug if slug in note.anchors else "")
        or _heading_id(note.headings, _below_title(note, fragment.split("#")))
    )


def _below_title(note: Note, texts: list[str]) -> list[str]:
    """`texts` without the note's title, which is above all headings and none of them."""
    return texts[1:] if len(texts) > 1 and heading_slug(texts[0]) == heading_slug(note.title) else texts


def _heading_id(headings: tuple[Heading, ...], texts: list[str]) -> str:
    """The id of the first heading called the last of `texts`, inside one called the text before it, and so on."""
    for index, heading in enumerate(headings):
        if _is_called(heading, texts[0]):
            found = heading.id if len(texts) == 1 else _heading_id(_inside(headings, index), texts[1:])
            if found:
                return found
    return ""


def _inside(headings: tuple[Heading, ...], index: int) -> tuple[Heading, ...]:
    level = headings[index].level
    return tuple(takewhile(lambda heading: heading.level > level, headings[index + 1 :]))


def _is_called(heading: Heading, text: str) -> bool:
    return heading.text == text or heading_slug(heading.text) == (heading_slug(text) or None)


def nearest_anchor(note: Note, fragment: str) -> str:
    """The id of the note that `fragment` might have meant, "" if none is near."""
    last = fragment.rpartition("#")[2]
    wanted = last if last.startswith("^") else heading_slug(last)
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a name that leads nowhere asks for it

    best = process.extractOne(wanted, sorted(note.anchors), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return best[0] if best else ""
