"""From what the files say to what the collection means: all notes in, one site out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from rlnotes.graph.backlinks import backlinks_of, typed_edges
from rlnotes.graph.citing import cited_by, cited_keys
from rlnotes.graph.embeds import embeds_notes
from rlnotes.graph.folders import Folder, folders_of
from rlnotes.graph.members import hub_sections, parents_of, topic_members
from rlnotes.graph.names import catalog_of, nearest_name, node_of
from rlnotes.graph.namesakes import namesakes_of
from rlnotes.graph.resolution import NodeId, Resolution, source_node
from rlnotes.graph.resolve import Terrain, resolver
from rlnotes.graph.site import Dates, HubSection, Member, Site
from rlnotes.graph.sources import commented_keys, note_reference
from rlnotes.graph.translations import translations_of
from rlnotes.model.collection import Elsewhere, History
from rlnotes.model.link import Mention
from rlnotes.model.naming import folded
from rlnotes.model.note import Body, Kind, Note
from rlnotes.model.reference import Reference


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is to be linked: all parsed notes and what they show, all records, attachments, git dates.

    `link_root`, `attachment_folder` and `elsewhere` are as of `Terrain`; `language` is that of notes that name none.
    """

    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    bodies: Mapping[str, Body]
    mentions: Mapping[str, tuple[Mention, ...]]
    files: frozenset[str]
    history: Mapping[str, History]
    link_root: str = ""
    attachment_folder: str = ""
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
    language: str = "en"


def link_notes(shelf: Shelf, *, with_drafts: bool) -> Site:
    """The site of a collection. Drafts are known to the resolver but built only `with_drafts`."""
    stock = _stock(shelf, with_drafts=with_drafts)
    resolved = resolver(_terrain(shelf, stock))
    resolutions = {path: tuple([resolved(path, link) for link in note.links]) for path, note in stock.built.items()}
    return _site(shelf, stock, resolutions)


def terrain_of(shelf: Shelf, *, with_drafts: bool) -> Terrain:
    """What links of a collection are looked up in; bodies and sentences play no part."""
    return _terrain(shelf, _stock(shelf, with_drafts=with_drafts))


@dataclass(frozen=True, slots=True)
class _Stock:
    """What a shelf holds: the notes that are built and the node of each, all records, and each key's first record.

    `keys` are the citation keys of the notes that comment on sources, drafts among them, by path. `listed` and
    `folders` are as in `Site`.
    """

    built: Mapping[str, Note]
    nodes: Mapping[str, NodeId]
    keys: Mapping[str, str]
    records: tuple[Reference, ...]
    references: Mapping[str, Reference]
    listed: frozenset[NodeId]
    folders: Mapping[str, Folder]


def _stock(shelf: Shelf, *, with_drafts: bool) -> _Stock:
    notes = sorted(shelf.notes, key=lambda note: note.path)
    built = {note.path: note for note in notes if with_drafts or not note.front.is_draft}
    records = tuple(sorted(shelf.references, key=lambda record: (record.path, record.span)))
    recorded = {record.key: record for record in reversed(records)}
    keys = commented_keys(built.values(), recorded)
    comments = {key: path for path, key in reversed(keys.items())}
    own = {key: note_reference(built[path], key) for key, path in comments.items() if key not in recorded}
    references = dict(sorted({**recorded, **own}.items()))
    drafted = commented_keys((note for note in notes if note.path not in built), recorded)
    known = keys | {path: key for path, key in drafted.items() if key in references}
    nodes = {path: node_of(path, keys) for path in built}
    unlisted = frozenset(nodes[path] for path, note in built.items() if note.front.is_unlisted)
    listed = frozenset((*nodes.values(), *map(source_node, references))) - unlisted
    return _Stock(built, nodes, known, records, references, listed, folders_of(built, nodes, listed))


def _terrain(shelf: Shelf, stock: _Stock) -> Terrain:
    catalog = catalog_of(shelf.notes, stock.references.values(), stock.keys, shelf.files, stock.folders)
    return Terrain(
        catalog,
        {stock.nodes[path]: note for path, note in reversed(tuple(stock.built.items()))},
        frozenset(note.path for note in shelf.notes) - stock.built.keys(),
        stock.nodes,
        cache(lambda name: nearest_name(name, catalog.near)),  # a note yet to be written is often linked many times
        shelf.link_root,
        shelf.attachment_folder,
        shelf.elsewhere,
    )


def _site(shelf: Shelf, stock: _Stock, resolutions: Mapping[str, tuple[Resolution, ...]]) -> Site:
    built, nodes, references, listed = stock.built, stock.nodes, stock.references, stock.listed
    keys = {path: node[1:] for path, node in nodes.items() if node != path}
    hubs = _hubs(built, resolutions, listed)
    topics = _topics(built, resolutions, hubs, listed)
    mentioned = cited_by(built, frozenset(path for path in built if nodes[path] in listed), resolutions, keys)
    return Site(
        notes=built,
        bodies=shelf.bodies,
        mentions=shelf.mentions,
        listed=listed,
        references=references,
        comments={key: path for path, key in reversed(keys.items())},
        nodes=nodes,
        dates={path: _dates(note, shelf.history) for path, note in built.items()},
        resolutions=resolutions,
        near_keys={folded(key): key for key in references},
        doubled_references=tuple(
            (references[record.key], record) for record in stock.records if record is not references[record.key]
        ),
        sections=hubs,
        topics=topics,
        parents=parents_of(
            {path: hubs[path] for path in hubs if path in listed},
            {path: topics[path] for path in topics if path in listed},
        ),
        cites={
            path: cited_keys(note, resolutions[path], references, keys.get(path, "")) for path, note in built.items()
        },
        cited_by={key: mentioned.get(key, ()) for key in references},
        backlinks=backlinks_of(built, resolutions, listed, nodes),
        relations={
            nodes[path]: edges
            for path, note in built.items()
            if nodes[path] in listed and (edges := typed_edges(note, resolutions[path], nodes[path], listed))
        },
        namesakes=namesakes_of(note for path, note in built.items() if path in listed),
        folders=stock.folders,
        revisions={path: shelf.history[path].revisions for path in built if path in shelf.history},
        translations=translations_of(built, resolutions, listed, shelf.language),
        embedding=tuple(path for path, note in built.items() if embeds_notes(note, resolutions[path])),
        moved=tuple(path for path, note in built.items() if note.front.redirect_from),
        unlisted=tuple(path for path, note in built.items() if note.front.is_unlisted),
    )


def _hubs(
    built: Mapping[str, Note], resolutions: Mapping[str, tuple[Resolution, ...]], listed: frozenset[NodeId]
) -> dict[str, tuple[HubSection, ...]]:
    return {
        path: hub_sections(note, resolutions[path], listed)
        for path, note in built.items()
        if note.front.kind is Kind.HUB
    }


def _topics(
    built: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    hubs: Mapping[str, tuple[HubSection, ...]],
    listed: frozenset[NodeId],
) -> dict[str, tuple[Member, ...]]:
    return {
        path: topic_members(note, built, resolutions, hubs, listed)
        for path, note in built.items()
        if note.front.kind is Kind.TOPIC
    }


def _dates(note: Note, history: Mapping[str, History]) -> Dates:
    past = history.get(note.path)
    created = note.front.date or (past.created if past else None)
    return Dates(created, note.front.updated or (past.updated if past else None))
