"""What an author does to a collection between two builds: one change a scenario, no link left broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bench.collection import HOME, LinkTo, Note, Notes, Piece, chance, sentence, title

SAVES_PER_LINK: Final = 5


def change_body(notes: Notes, run: int) -> Notes:
    """The notes with a sentence more in one of them."""
    note = _chosen(notes, "body", run)
    more = f"{sentence(chance('more', run))} This came with change {run}.\n"
    return {**notes, note.slug: replace(note, body=(*note.body, more))}


def change_title(notes: Notes, run: int) -> Notes:
    """The notes with a new title for one of them; the name of its file stays."""
    note = _chosen(notes, "title", run)
    return {**notes, note.slug: replace(note, title=f"{title(chance('retitled', run))}, version {run}")}


def change_hub(notes: Notes, run: int) -> Notes:
    """The notes with one more member in a hub."""
    hubs = [note for note in notes.values() if note.is_hub]
    hub = hubs[run % len(hubs)]
    member = _chosen(notes, "member", run)
    entry: tuple[Piece, ...] = ("- ", LinkTo(member.slug, f"added {run}"), "\n")
    return {**notes, hub.slug: replace(hub, body=(*hub.body[:2], *entry, *hub.body[2:]))}


def add_note(notes: Notes, run: int) -> Notes:
    """The notes and a new one, a sibling of one that was there."""
    note = _chosen(notes, "added", run)
    slug = f"added-{run}-{len(notes)}"
    return {**notes, slug: replace(note, slug=slug, title=f"{title(chance('added', run))}, added {run}")}


def delete_note(notes: Notes, run: int) -> Notes:
    """The notes without one; where links led there, their words stay."""
    gone = _chosen(notes, "deleted", run)
    kept = {slug: note for slug, note in notes.items() if slug != gone.slug}
    return _relinked(kept, gone.slug, lambda link: link.label)


def rename_note(notes: Notes, run: int) -> Notes:
    """The notes with another name for one file; links follow, as an editor makes them."""
    old = _chosen(notes, "renamed", run)
    new = f"{old.slug}-renamed-{run}"
    renamed = {(new if slug == old.slug else slug): note for slug, note in notes.items()}
    renamed[new] = replace(old, slug=new)
    return _relinked(renamed, old.slug, lambda link: replace(link, slug=new))


def served_note(notes: Notes) -> Note:
    """The note that is written on while a tool serves: neither a hub nor much linked by chance."""
    return _chosen(notes, "served", 0)


def saved(note: Note, notes: Notes, number: int) -> Note:
    """`note` as it is saved for the `number`th time: another last sentence, and now and then a link more."""
    numbers = range(SAVES_PER_LINK, number + 1, SAVES_PER_LINK)
    links = [LinkTo(_chosen(notes, "linked", each).slug, f"link {each}") for each in numbers]
    more: tuple[Piece, ...] = tuple(piece for link in links for piece in ("Now see ", link, ".\n\n"))
    return replace(
        note, body=(*note.body, *more, f"{sentence(chance('save', number))} This is save {number} of many.\n")
    )


def _relinked(notes: Notes, slug: str, instead: Callable[[LinkTo], Piece]) -> Notes:
    def other(piece: Piece) -> Piece:
        return instead(piece) if isinstance(piece, LinkTo) and piece.slug == slug else piece

    def leads_there(note: Note) -> bool:
        return any(isinstance(piece, LinkTo) and piece.slug == slug for piece in note.body)

    changed = {
        note.slug: replace(note, body=tuple(map(other, note.body))) for note in notes.values() if leads_there(note)
    }
    return {**notes, **changed}


def _chosen(notes: Notes, what: str, run: int) -> Note:
    slugs = [slug for slug, note in notes.items() if slug != HOME and not note.is_hub]
    return notes[slugs[int(chance(what, run).random() * len(slugs))]]


EDITS: Final[Mapping[str, Callable[[Notes, int], Notes]]] = MappingProxyType(
    {
        "body": change_body,
        "title": change_title,
        "hub": change_hub,
        "added": add_note,
        "deleted": delete_note,
        "renamed": rename_note,
    }
)
"""The scenarios that change the collection, in the order in which they are played."""
