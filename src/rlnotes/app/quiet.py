"""A quiet change taken over into what is known, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from rlnotes.app.known import MENTIONS, NOTES, RECORDS, Known, edition_from, ties_from
from rlnotes.app.recording import Fact, fact
from rlnotes.app.terms import Changes, Terms
from rlnotes.config.site import Config
from rlnotes.graph.atlas import AtlasUpdate, atlas_update, keeps_communities
from rlnotes.graph.link import Shelf, terrain_of
from rlnotes.graph.related import closest
from rlnotes.graph.resolution import source_node
from rlnotes.graph.resolve import Terrain, resolve
from rlnotes.graph.update import Resolve, Update, quiet_update, updated_site
from rlnotes.model.collection import History
from rlnotes.model.note import Kind, Note
from rlnotes.pages.concordance import concordance_of
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import source_face
from rlnotes.pages.parts import shown_places
from rlnotes.pages.postings import changed_endings, changed_postings, file_count, page_terms


def update_of(known: Known, changes: Changes, terms: Terms, edits: list[tuple[Note, Note]]) -> Update | None:
    """The update after these edits, None if a change is not quiet."""
    edition = edition_from(known, terms)
    update = quiet_update(edition.site, ties_from(known), edits, _resolver(known, changes, terms))
    if update is None or update.embedding != edition.site.embedding:  # the rules about the whole have to look again
        return None
    if update.touches_lines and edition.orders.get(Kind.LINE.value):
        return None
    return update if _keeps_communities(edition, update) else None


def _keeps_communities(edition: Edition, update: Update) -> bool:
    site = updated_site(edition.site, update)
    nodes = (*update.backlinks, *map(source_node, update.cited_by))
    return keeps_communities(edition.atlas, site, edition.lineages, _relinked(update), nodes)


def _relinked(update: Update) -> tuple[str, ...]:
    """The notes that link or cite other nodes than before."""
    return (*update.resolutions, *update.cites)


def _resolver(known: Known, changes: Changes, terms: Terms) -> Resolve:
    """The resolver, whose catalog of all names is made when the first link that is really new asks for it."""

    return lambda path, link: resolve(_terrain(known, changes, terms.config), path, link)


def make_ready(known: Known, config: Config) -> None:
    """Work out in idle time what the first new link will ask for."""
    _terrain(known, Changes(files=known.files, history=known.history), config)


def _terrain(known: Known, changes: Changes, config: Config) -> Terrain:
    if known.terrain is None:
        known.terrain = terrain_of(shelf_of(known, changes, config), with_drafts=config.drafts)
    return known.terrain


def shelf_of(known: Known, changes: Changes, config: Config) -> Shelf:
    """All that is parsed, to be linked."""
    records: Any = known.tables[RECORDS].values()
    return Shelf(
        tuple(known.tables[NOTES].values()),
        tuple(reference for references in records for reference in references),
        known.unpacked,
        known.tables[MENTIONS],
        changes.files,
        changes.history if changes.history is not None else known.history,
        config.link_root,
        config.attachment_folder,
        known.elsewhere,
        config.language,
    )


def quietly_changed(known: Known, update: Update, terms: Terms) -> set[Fact]:
    """Lay the update over what is known; the facts that differ, those of parsing aside."""
    changes: Mapping[str, Mapping[str, Any]] = {
        "site.resolutions": update.resolutions,
        "site.cites": update.cites,
        "site.cited_by": update.cited_by,
        "site.backlinks": update.backlinks,
        "ties.subjects": update.ties.subjects,
        "ties.sharers": update.ties.sharers,
        "ties.crowds": update.ties.crowds,
        "ties.out": update.ties.out,
        "ties.back": update.ties.back,
    }
    for name, values in changes.items():
        _lay(known, name, values)
    known.constants["ties.counts"] = update.ties.counts
    facts = {fact(name, key) for name, values in changes.items() if name.startswith("site.") for key in values}
    edition, ties = edition_from(known, terms), ties_from(known)
    most = terms.config.related_count
    relate = partial(closest, ties, most=most)
    facts |= _settle(known, "related", {node: relate(node) for node in update.ties.again})
    faces = {
        source_node(key): source_face(edition.site, edition.addresses, key, edition.words) for key in update.cited_by
    }
    edited = (*update.notes, *_relinked(update))  # what a link is to its note may change where no target does
    redrawn = atlas_update(edition.atlas, edition.site, edition.lineages, edited, update.cited_by)
    return facts | _settle(known, "faces", faces) | _redrawn(known, redrawn)


def _redrawn(known: Known, update: AtlasUpdate) -> set[Fact]:
    """Lay in what maps are drawn from; the facts that differ."""
    facts = _settle(known, "atlas.links", update.links) | _settle(known, "atlas.ways", update.ways)
    facts |= _settle(known, "atlas.bonds", update.bonds)
    return facts | _settle(known, "atlas.places", update.places) | _settle(known, "atlas.shared", update.shared)


def shown_changed(known: Known, paths: frozenset[str], terms: Terms) -> set[Fact]:
    """Work out anew what depends on what the notes at `paths` show; the facts that differ."""
    site = edition_from(known, terms).site
    shown = {path: shown_places(site, path) for path in paths if path in site.sections}
    concordances = {path: concordance_of(site, path) for path in paths if path in site.notes}
    return _settle(known, "hub_places", shown) | _settle(known, "concordances", concordances)


def found_changed(known: Known, before: Mapping[str, Note], terms: Terms) -> set[Fact]:
    """Bring what search looks in up to date after the terms of notes changed; the facts that differ.

    A file of its own may come with a new term, or go with the last one, and with it a page: that is a loud change.
    """
    if not terms.config.search:
        return set()
    edition, count = edition_from(known, terms), file_count(known.constants["imprint"].preview_count)
    changes = [
        (edition.faces[node].path, page_terms(edition.site, node, old.terms), page_terms(edition.site, node, new.terms))
        for path, old in before.items()
        if (new := edition.site.notes.get(path)) is not None and new.terms != old.terms
        for node in (edition.site.nodes[path],)
        if edition.faces[node].is_listed
    ]
    files = changed_postings(edition.postings, count, changes)
    endings = changed_endings(edition.endings, count, edition.postings, files)
    return _settle(known, "postings", files) | _settle(known, "endings", endings)


def days_of(history: Mapping[str, History]) -> Mapping[str, tuple[date, date]]:
    """A history without the numbers of revisions, which no list and no other note depends on."""
    return {path: (past.created, past.updated) for path, past in history.items()}


def recounted(known: Known, history: Mapping[str, History] | None) -> set[Fact]:
    """Take in a history of the same days, None for the one that is known; the facts that differ."""
    if history is None:
        return set()
    other = {path for path, past in history.items() if past != known.history[path]}
    known.history = history
    return _settle(known, "site.revisions", {path: history[path].revisions for path in other if path in known.built})


def _settle(known: Known, name: str, values: Mapping[str, Any]) -> set[Fact]:
    """Lay those of the values that differ from what is known; the facts that do. None is for no value."""
    table = known.tables[name]
    new = {key: value for key, value in values.items() if table.get(key) != value}
    _lay(known, name, new)
    return {fact(name, key) for key in new}


def _lay(known: Known, name: str, values: Mapping[str, Any]) -> None:
    table = known.tables[name]
    for key, value in values.items():
        if value is None:
            table.drop(key)
        else:
            table.lay(key, value)
