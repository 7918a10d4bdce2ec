"""The collection as one graph: what every link means, who lists whom, who cites whom, what is close."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from rlnotes.graph.folders import Folder
from rlnotes.graph.resolution import NodeId, Resolution
from rlnotes.model.link import Mention, Relation
from rlnotes.model.note import Body, Note
from rlnotes.model.reference import Reference


class Member(Struct, frozen=True, gc=False, array_like=True):
    """A node in a list someone made, with labels for this list alone ("" means its own)."""

    node: NodeId
    title: str = ""
    description: str = ""
    claim: str = ""


class HubSection(Struct, frozen=True, gc=False, array_like=True):
    """A section of a hub with the members that are part of the site; fields as in `model.note.Section`."""

    title: str
    members: tuple[Member, ...]
    date: datetime.date | None = None
    text: str = ""
    heading: int | None = None


class Backlink(Struct, frozen=True, gc=False, array_like=True):
    """A note that links here, with the indexes of its links in source order, and what its typed ones say."""

    origin: str
    links: tuple[int, ...]
    relations: tuple[tuple[int, Relation], ...] = ()


class TypedEdge(Struct, frozen=True, gc=False, array_like=True):
    """How a note stands to a node, as its author says."""

    relation: Relation
    node: NodeId


class Translation(Struct, frozen=True, gc=False, array_like=True):
    """A note among those that are one text in several languages, and the tag of its own."""

    node: NodeId
    lang: str


class CitedBy(Struct, frozen=True, gc=False, array_like=True):
    """A note that cites a source: indexes of its citations and of its links to the source's page."""

    origin: str
    citations: tuple[int, ...]
    links: tuple[int, ...] = ()


class Dates(Struct, frozen=True, gc=False, array_like=True):
    """When a note was first written and last changed, from front matter or else history."""

    created: datetime.date | None = None
    updated: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The linked collection. Every mapping is complete for its domain; every order is part of the value.

    `notes` are those of this build, by path; `bodies` and `mentions` (the sentences of their links and citations, in
    source order) hold every parsed note and may be read in from a store one by one; `nodes` gives the node of each;
    `listed` are the nodes that may appear in lists, every source among them. `comments` maps a citation key to the
    note that comments on it; `near_keys` folded keys to their spelling; `doubled_references` are records of one key,
    the one that counts first. `resolutions` runs parallel to `Note.links`. `cites` are a note's citation keys in the
    order of first mention. `sections` and `topics` are what hubs and topics list, `parents` the hubs, then topics,
    that list a node. `relations` are the typed edges from each listed node that has some, to listed ones, each once in
    source order. `namesakes` leads from each listed note with the title of one before it to the first such.
    `folders` are those that hold listed notes, by path, "" for the notes folder. `revisions` is how often each note was
    committed, where git knows it. `translations` are all the languages of each listed note that is there in several,
    the original first.
    `embedding` are the paths of the notes that embed notes, `moved` of those that name old addresses, `unlisted` of
    those that stay out of lists.
    """

    notes: Mapping[str, Note]
    bodies: Mapping[str, Body]
    mentions: Mapping[str, tuple[Mention, ...]]
    listed: frozenset[str]
    references: Mapping[str, Reference]
    comments: Mapping[str, str]
    nodes: Mapping[str, NodeId]
    dates: Mapping[str, Dates]
    resolutions: Mapping[str, tuple[Resolution, ...]]
    near_keys: Mapping[str, str]
    doubled_references: tuple[tuple[Reference, Reference], ...]
    sections: Mapping[str, tuple[HubSection, ...]]
    topics: Mapping[str, tuple[Member, ...]]
    parents: Mapping[NodeId, tuple[str, ...]]
    cites: Mapping[str, tuple[str, ...]]
    cited_by: Mapping[str, tuple[CitedBy, ...]]
    backlinks: Mapping[NodeId, tuple[Backlink, ...]]
    relations: Mapping[NodeId, tuple[TypedEdge, ...]]
    namesakes: Mapping[str, str]
    folders: Mapping[str, Folder]
    revisions: Mapping[str, int]
    translations: Mapping[NodeId, tuple[Translation, ...]]
    embedding: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
