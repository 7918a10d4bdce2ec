"""An edition: the site about to be laid out, with all that every page may ask for, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rlnotes.config.site import Config
from rlnotes.graph.hubs import lineage
from rlnotes.graph.lines import next_lines
from rlnotes.graph.related import Related, related_notes
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind
from rlnotes.pages.csl import Style
from rlnotes.pages.labels import citation_words
from rlnotes.pages.orders import Neighbours, Tag, collections_of, neighbours_of, tags_of
from rlnotes.pages.parts import shown_places
from rlnotes.pages.urls import HOME, Addresses, addresses_of


@dataclass(frozen=True, slots=True)
class Edition:
    """The linked site, its addresses, its close notes, its orders, its citation style and its settings.

    `notes_at` are the notes by output path; `lineages` the hubs above each listed node, topmost first; `shown_places`
    the links and citations that stand in the text of a note's page; `citation_words` a note's citations as plain
    words, by what is written. `title` is the configured one, else that of the home page's note, else "Notes".
    """

    site: Site
    addresses: Addresses
    notes_at: Mapping[str, str]
    related: Mapping[NodeId, tuple[Related, ...]]
    lineages: Mapping[NodeId, tuple[str, ...]]
    next_lines: Mapping[str, tuple[str, ...]]
    collections: Mapping[Kind, tuple[str, ...]]
    neighbours: Mapping[NodeId, Neighbours]
    tags: Mapping[str, Tag]
    shown_places: Mapping[str, frozenset[tuple[str, int]]]
    citation_words: Mapping[str, Mapping[str, str]]
    style: Style
    config: Config
    title: str
    assets: tuple[str, ...]  # paths of the theme's static files


def edition_of(site: Site, config: Config, style: Style, assets: tuple[str, ...]) -> Edition:
    """The edition of `site` under `config`."""
    addresses = addresses_of(site, config.url_style, config.base_url, assets)
    notes_at = {addresses.paths[node]: path for path, node in site.nodes.items()}
    ways, collections = {node: lineage(site, node) for node in site.parents}, collections_of(site)
    return Edition(
        site,
        addresses,
        notes_at,
        related_notes(site, config.related_count),
        ways,
        next_lines(site, config.related_count),
        collections,
        neighbours_of(site, collections, ways),
        tags_of(site, addresses),
        {path: shown_places(site, path) for path in site.notes},
        {path: {c.written: citation_words(site, c) for c in note.citations} for path, note in site.notes.items()},
        style,
        config,
        config.title or _home_title(site, notes_at.get(HOME, "")),
        assets,
    )


def _home_title(site: Site, path: str) -> str:
    return site.notes[path].title if path else "Notes"
