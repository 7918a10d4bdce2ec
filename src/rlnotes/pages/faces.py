"""Faces: what the site shows of a note or source on the pages of others, worked out once for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, TypeAlias

from msgspec import Struct

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.graph.site import Dates, Site
from rlnotes.model.collation import sort_key
from rlnotes.model.note import Kind, LineState, Note, Status
from rlnotes.model.reference import Reference, short_label
from rlnotes.pages.identifiers import Whereabouts, whereabouts
from rlnotes.pages.labels import kind_label
from rlnotes.pages.urls import Addresses
from rlnotes.words.direction import runs_against
from rlnotes.words.table import Words, said


class Face(Struct, frozen=True, gc=False, array_like=True):
    """A node as others show it.

    `path` is its output path, `filed` its title as lists sort it, `short_title` the one for tight places; `status` is
    told only where it is unusual. `member_count` is what a hub or topic lists, `sections` a hub's titles and `maps` the
    hubs it lists; `citing` is how many notes cite a source. `links` are an entry's paper, slides and site, `tags` as
    they are written. `lang` is the language of its texts where that is not the site's, "und" where it is not told and
    the title runs the other way. What else the running text of a note says is no part of its own face.
    """

    node: NodeId
    path: str
    title: str
    short_title: str
    filed: str
    kind: Kind
    kind_label: str
    is_listed: bool
    description: str = ""
    claim: str = ""
    status: Status | None = None
    state: LineState | None = None
    created: date | None = None
    updated: date | None = None
    weight: int = 0
    member_count: int | None = None
    sections: tuple[str, ...] = ()
    maps: tuple[NodeId, ...] = ()
    citing: int | None = None
    venue: str = ""
    links: tuple[Whereabouts, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is a note like most, whose kind needs no saying."""
        return self.kind is Kind.NOTE


Faces: TypeAlias = Mapping[NodeId, Face]

_NO_DATES: Final = Dates()

UNKNOWN: Final = "und"
"""The tag of a language that no one tells (BCP 47)."""


def faces_of(site: Site, addresses: Addresses, words: Words) -> dict[NodeId, Face]:
    """The face of each node of the site: the notes by path, then the sources by key."""
    faces = {path: note_face(site, addresses, path, words) for path, node in site.nodes.items() if node == path}
    return faces | {source_node(key): source_face(site, addresses, key, words) for key in site.references}


def note_face(site: Site, addresses: Addresses, path: str, words: Words) -> Face:
    """The face of a note that is a node of its own."""
    note, dates = site.notes[path], site.dates[path]
    front = note.front
    return Face(
        node=path,
        path=addresses.paths[path],
        title=note.title,
        short_title=front.short_title or note.title,
        filed=sort_key(note.title, words.language),
        kind=front.kind,
        kind_label=_kind_label(site, note, words),
        is_listed=path in site.listed,
        description=front.description,
        claim=front.claim,
        status=_unusual(front.status),
        state=front.state,
        created=dates.created,
        updated=dates.updated,
        weight=front.weight,
        member_count=_member_count(site, path),
        sections=tuple(section.title for section in site.sections.get(path, ())),
        maps=_maps(site, path) if path in site.sections else (),
        venue=front.venue,
        links=whereabouts(site, addresses, note, words),
        tags=note_tags(note),
        lang=tongue_of(note.front.lang, note.title, words),
    )


def source_face(site: Site, addresses: Addresses, key: str, words: Words) -> Face:
    """The face of a source; the note that comments on it, if there is one, gives what the record does not."""
    node, reference = source_node(key), site.references[key]
    comment = site.comments.get(key, "")
    note, dates = site.notes.get(comment), site.dates.get(comment, _NO_DATES)
    title = reference.title or key
    return Face(
        node=node,
        path=addresses.paths[node],
        title=title,
        short_title=(note.front.short_title if note else "") or title,
        filed=sort_key(title, words.language),
        kind=Kind.SOURCE,
        kind_label=kind_label(words, Kind.SOURCE),
        is_listed=node in site.listed,
        description=_source_line(note, reference),
        claim=note.front.claim if note else "",
        status=_unusual(note.front.status) if note else None,
        state=note.front.state if note else None,
        created=dates.created,
        updated=dates.updated,
        citing=len(site.cited_by.get(key, ())),
        tags=note_tags(note) if note else (),
        lang=tongue_of("", title, words),
    )


def tongue_of(lang: str, title: str, words: Words) -> str:
    """The language of a text where it is not the site's; "und" for one that only its letters tell, "" for the rest."""
    if lang:
        return lang if lang.lower() != words.language.lower() else ""
    return UNKNOWN if runs_against(title, words.direction) else ""


def _source_line(note: Note | None, reference: Reference) -> str:
    return note.front.description if note else short_label(reference)


def _unusual(status: Status | None) -> Status | None:
    return None if status is Status.FINISHED else status


def _member_count(site: Site, path: str) -> int | None:
    """How many notes a hub or topic lists; None for anything else."""
    if path in site.sections:
        return sum(len(section.members) for section in site.sections[path])
    return len(site.topics[path]) if path in site.topics else None


def _maps(site: Site, hub: str) -> tuple[NodeId, ...]:
    """The hubs that a hub lists, in order, each once."""
    members = (member.node for section in site.sections[hub] for member in section.members)
    return tuple(dict.fromkeys(node for node in members if node in site.sections))


def _kind_label(site: Site, note: Note, words: Words) -> str:
    """What kind of thing a note is; a hub below another hub is a sub-map."""
    if note.front.kind is Kind.HUB and any(parent in site.sections for parent in site.parents.get(note.path, ())):
        return said(words, "kind.sub_map")
    return kind_label(words, note.front.kind)
