"""An edition: the site about to be laid out, with all that every page may ask for, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rlnotes.config.site import Config
from rlnotes.graph.hubs import lineages
from rlnotes.graph.lines import next_lines
from rlnotes.graph.related import Related, related_notes
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind, Note
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
    ways, collections = lineages(site), collections_of(site)
    return Edition(
        site=site,
        addresses=addresses,
        notes_at=notes_at,
        related=related_notes(site, config.related_count),
        lineages=ways,
        next_lines=next_lines(site, config.related_count),
        collections=collections,
        neighbours=neighbours_of(site, collections, ways),
        tags=tags_of(site, addresses),
        shown_places={path: shown_places(site, path) for path in site.notes},
        citation_words={path: _citation_words(site, note) for path, note in site.notes.items()},
        style=style,
        config=config,
        title=config.title or _home_title(site, notes_at.get(HOME, "")),
        assets=assets,
    )


def _citation_words(site: Site, note: Note) -> dict[str, str]:
    return {citation.written: citation_words(site, citation) for citation in note.citations}


def _home_title(site: Site, path: str) -> str:
    return site.notes[path].title if path else "Notes"
