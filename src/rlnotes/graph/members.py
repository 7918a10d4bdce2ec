"""Who lists whom: the members of hubs and topics, and the way back up."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rlnotes.graph.resolution import NodeId, Resolution, target_node
from rlnotes.graph.site import HubSection, Member
from rlnotes.model.naming import folded
from rlnotes.model.note import Entry, Kind, Note, Section

Resolutions = Mapping[str, tuple[Resolution, ...]]


def member_of(entry: Entry, resolutions: tuple[Resolution, ...]) -> Member | None:
    """The listed node of `entry`, None if its link leads to no node."""
    node = target_node(resolutions[entry.link.index])
    return Member(node, entry.title, entry.description, entry.claim) if node else None


def listed_members(
    entries: Iterable[Entry], resolutions: tuple[Resolution, ...], listed: frozenset[NodeId]
) -> tuple[Member, ...]:
    """The members that `entries` list, in order, each node once, none that stays out of lists."""
    members: dict[NodeId, Member] = {}
    for entry in entries:
        member = member_of(entry, resolutions)
        if member and member.node in listed:
            members.setdefault(member.node, member)
    return tuple(members.values())


def written_sections(note: Note) -> tuple[Section, ...]:
    """A hub's sections as written: those of its front matter, else those of its body."""
    return note.front.sections or note.sections


def hub_sections(note: Note, resolutions: tuple[Resolution, ...], listed: frozenset[NodeId]) -> tuple[HubSection, ...]:
    """The sections of a hub that have members."""
    sections = (
        HubSection(
            section.title,
            listed_members(section.entries, resolutions, listed),
            section.date,
            section.text,
            section.heading,
        )
        for section in written_sections(note)
    )
    return tuple(section for section in sections if section.members)


def topic_members(
    topic: Note,
    notes: Mapping[str, Note],
    resolutions: Resolutions,
    hubs: Mapping[str, tuple[HubSection, ...]],
    listed: frozenset[NodeId],
) -> tuple[Member, ...]:
    """What a topic gathers: its entries in the author's order, then what fits its rule, by title."""
    rule, own = topic.front.members, resolutions[topic.path]
    first = {member.node: member for member in listed_members(rule.entries, own, listed)}
    tags = frozenset(folded(tag) for tag in rule.tags)
    chosen = {target_node(own[link.index]) for link in rule.hubs}
    sections = (section for hub in hubs if hub in chosen for section in hubs[hub])
    in_hubs = {member.node for section in sections for member in section.members}
    gathered = [
        note
        for path, note in notes.items()
        if path in listed
        and path not in first
        and note.front.kind is Kind.NOTE
        and (path in in_hubs or _has_tag(note, tags) or _is_below(path, rule.folders))
    ]
    gathered.sort(key=lambda note: (folded(note.title), note.path))
    return (*first.values(), *(Member(note.path) for note in gathered))


def note_tags(note: Note) -> tuple[str, ...]:
    """The tags of a note, of its front matter, then of its text, each once (compared without letter case)."""
    tags: dict[str, str] = {}
    for tag in (*note.front.tags, *note.inline_tags):
        tags.setdefault(folded(tag), tag)
    return tuple(tags.values())


def _has_tag(note: Note, tags: frozenset[str]) -> bool:
    """Whether the note carries one of `tags`; `#rl/ppo` counts as `rl` too."""
    return any(part in tags for tag in note_tags(note) for part in _with_parents(folded(tag)))


def _with_parents(tag: str) -> Iterator[str]:
    while tag:
        yield tag
        tag = tag.rpartition("/")[0]


def _is_below(path: str, folders: tuple[str, ...]) -> bool:
    places = (posixpath.normpath(folder.strip("/")) for folder in folders)
    return any(place == "." or path.startswith(f"{place}/") for place in places)


def parents_of(
    hubs: Mapping[str, tuple[HubSection, ...]], topics: Mapping[str, tuple[Member, ...]]
) -> dict[NodeId, tuple[str, ...]]:
    """For each listed node the hubs, then the topics, that list it."""
    parents: defaultdict[NodeId, dict[str, None]] = defaultdict(dict)
    for hub, sections in hubs.items():
        for section in sections:
            for member in section.members:
                parents[member.node][hub] = None
    for topic, members in topics.items():
        for member in members:
            parents[member.node][topic] = None
    return {node: tuple(listers) for node, listers in sorted(parents.items())}
