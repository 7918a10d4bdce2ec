"""The site after a quiet change, key by key: one that leaves names, lists and orders as they are.

A change is quiet if the front matter, the title, the anchors, the headings (but for their places) and the tags of a
note stay, it uses the same attachments, and a hub lists the same: all that other notes or whole lists depend on. The
law is that a site with its update laid over it equals a site linked anew.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from rlnotes.graph.backlinks import links_out, typed_links
from rlnotes.graph.citing import cited_keys, mentions_of
from rlnotes.graph.embeds import embeds_notes
from rlnotes.graph.members import hub_sections, note_tags
from rlnotes.graph.overlay import Changes, laid_over
from rlnotes.graph.resolution import FoundFile, NodeId, Resolution, target_node
from rlnotes.graph.site import Backlink, CitedBy, Site
from rlnotes.graph.ties import Own, Ties, listings_in, own_of
from rlnotes.graph.ties_update import TiesUpdate, ties_update
from rlnotes.model.link import Link, Relation
from rlnotes.model.note import Heading, Kind, Note

Resolve: TypeAlias = Callable[[str, Link], Resolution]
"""What a link means that is written in the note at a path."""


@dataclass(frozen=True, slots=True)
class Update:
    """What is other than before: the new values of each mapping of `Site` that a quiet change can touch.

    `ties` are those of related notes. `touches_lines` tells whether `next_lines` may be others.
    """

    notes: Mapping[str, Note]
    resolutions: Mapping[str, tuple[Resolution, ...]]
    cites: Mapping[str, tuple[str, ...]]
    cited_by: Mapping[str, tuple[CitedBy, ...]]
    backlinks: Changes[tuple[Backlink, ...]]
    embedding: tuple[str, ...]
    ties: TiesUpdate
    touches_lines: bool


def updated_site(site: Site, update: Update) -> Site:
    """The site after an update; what notes show is not part of it."""
    return replace(
        site,
        notes=laid_over(site.notes, update.notes),
        resolutions=laid_over(site.resolutions, update.resolutions),
        cites=laid_over(site.cites, update.cites),
        cited_by=laid_over(site.cited_by, update.cited_by),
        backlinks=laid_over(site.backlinks, update.backlinks),
        embedding=update.embedding,
    )


def quiet_update(site: Site, ties: Ties, edits: Iterable[tuple[Note, Note]], resolve: Resolve) -> Update | None:
    """The update after notes changed, each given as it was and as it is; None if a change is not quiet.

    `resolve` is asked only for links that a note did not have before, and not at all if a name changed. Every mapping
    is read by key.
    """
    edits = tuple(edits)
    if not all(keeps_names(old, new) for old, new in edits):
        return None
    relinked = [_relinked(site, new, resolve) for _, new in edits if new.path in site.notes]  # a draft is not there
    if not all(keeps_lists(site, each.note, each.resolutions) for each in relinked):
        return None
    return _update(site, ties, relinked)


def keeps_names(old: Note, new: Note) -> bool:
    """Whether all that other notes and lists know of a note is as it was."""
    return (
        old.front == new.front
        and old.title == new.title
        and old.anchors == new.anchors
        and _outline(old.headings) == _outline(new.headings)
        and note_tags(old) == note_tags(new)
        and _typed(old) == _typed(new)
    )


def _typed(note: Note) -> list[tuple[str, str | None, Relation]]:
    """What a note says by typed links; maps and the notes it speaks of show it."""
    return [(note.links[at].target, note.links[at].fragment, said) for at, said in typed_links(note.links).items()]


def _outline(headings: tuple[Heading, ...]) -> list[tuple[int, str, str]]:
    """Headings without their places, which nothing outside the note depends on."""
    return [(heading.level, heading.text, heading.id) for heading in headings]


def keeps_lists(site: Site, note: Note, resolutions: tuple[Resolution, ...]) -> bool:
    """Whether a note as it is now uses the attachments that it used in `site`, and lists, as a hub, what it listed."""
    return _files(resolutions) == _files(site.resolutions[note.path]) and (
        note.front.kind is not Kind.HUB or hub_sections(note, resolutions, site.listed) == site.sections[note.path]
    )


def _files(resolutions: tuple[Resolution, ...]) -> frozenset[str]:
    return frozenset(found.path for found in resolutions if isinstance(found, FoundFile))


@dataclass(frozen=True, slots=True)
class _Relinked:
    """A note as it is now, what its links mean, and the keys it cites."""

    note: Note
    resolutions: tuple[Resolution, ...]
    cites: tuple[str, ...]


def _relinked(site: Site, note: Note, resolve: Resolve) -> _Relinked:
    old = zip(site.notes[note.path].links, site.resolutions[note.path], strict=True)
    known = {(link.form, link.target, link.fragment): resolution for link, resolution in old}
    resolutions = tuple(
        known.get((link.form, link.target, link.fragment)) or resolve(note.path, link) for link in note.links
    )
    return _Relinked(note, resolutions, cited_keys(note, resolutions, site.references, _own_key(site, note.path)))


def _own_key(site: Site, path: str) -> str:
    """The citation key of the source that a note comments on, "" if it does not."""
    return "" if site.nodes[path] == path else site.nodes[path][1:]


def _update(site: Site, ties: Ties, relinked: list[_Relinked]) -> Update:
    listed = [each for each in relinked if site.nodes[each.note.path] in site.listed]
    return Update(
        notes={each.note.path: each.note for each in relinked if each.note != site.notes[each.note.path]},
        resolutions={
            each.note.path: each.resolutions
            for each in relinked
            if each.resolutions != site.resolutions[each.note.path]
        },
        cites={each.note.path: each.cites for each in relinked if each.cites != site.cites[each.note.path]},
        cited_by=_cited_by(site, listed),
        backlinks=_backlinks(site, listed),
        embedding=_embedding(site, relinked),
        ties=ties_update(
            ties, {each.note.path: _own(site, ties, each) for each in listed if each.note.path in site.listed}
        ),
        touches_lines=any(_touches_lines(site, each) for each in relinked),
    )


def _embedding(site: Site, relinked: list[_Relinked]) -> tuple[str, ...]:
    embeds = {each.note.path: embeds_notes(each.note, each.resolutions) for each in relinked}
    if all(is_one == (path in site.embedding) for path, is_one in embeds.items()):
        return site.embedding
    return tuple(sorted({path for path in site.embedding if embeds.get(path, True)} | {p for p in embeds if embeds[p]}))


def _cited_by(site: Site, relinked: list[_Relinked]) -> dict[str, tuple[CitedBy, ...]]:
    changed: dict[str, tuple[CitedBy, ...]] = {}
    for each in relinked:
        path = each.note.path
        own = _own_key(site, path)
        before = mentions_of(site.notes[path], site.resolutions[path], own)
        after = mentions_of(each.note, each.resolutions, own)
        for key in before | after:
            if before.get(key) != after.get(key) and key in site.references:
                changed[key] = _replaced(changed.get(key, site.cited_by[key]), path, after.get(key))
    return changed


def _backlinks(site: Site, relinked: list[_Relinked]) -> Changes[tuple[Backlink, ...]]:
    changed: dict[NodeId, tuple[Backlink, ...]] = {}
    for each in relinked:
        path = each.note.path
        before = links_out(site.notes[path], site.resolutions[path], site.nodes[path])
        after = links_out(each.note, each.resolutions, site.nodes[path])
        for node in before | after:
            if before.get(node) != after.get(node):
                old = changed.get(node, site.backlinks.get(node, ()))
                changed[node] = _replaced(old, path, after.get(node))
    return {node: entries or None for node, entries in changed.items()}


_Entry = TypeVar("_Entry", Backlink, CitedBy)


def _replaced(entries: tuple[_Entry, ...], origin: str, entry: _Entry | None) -> tuple[_Entry, ...]:
    """`entries`, by path, with that of `origin` put in the place of its old one, or taken out."""
    kept = [each for each in entries if each.origin != origin]
    if entry:
        insort(kept, entry, key=lambda each: each.origin)
    return tuple(kept)


def _own(site: Site, ties: Ties, each: _Relinked) -> Own:
    subject = ties.subjects.get(each.note.path)
    return own_of(each.note, each.resolutions, each.cites, site.listed, listings_in(subject) if subject else ())


def _touches_lines(site: Site, each: _Relinked) -> bool:
    """Whether a note cites other sources than before, or is a line that links other notes."""
    path = each.note.path
    return frozenset(each.cites) != frozenset(site.cites[path]) or (
        each.note.front.kind is Kind.LINE
        and frozenset(map(target_node, each.resolutions)) != frozenset(map(target_node, site.resolutions[path]))
    )
