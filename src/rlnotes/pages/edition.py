"""An edition: the site about to be laid out, with all that every page may ask for, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.config.site import Config
from rlnotes.graph.hubs import lineages
from rlnotes.graph.lines import next_lines
from rlnotes.graph.related import Related, related_notes
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind
from rlnotes.pages.concordance import Concordance, concordances_of
from rlnotes.pages.csl import Style
from rlnotes.pages.faces import Face, faces_of
from rlnotes.pages.orders import (
    BY_KIND,
    LISTS,
    PAPERS,
    TAGS,
    Neighbours,
    Tag,
    carriers_of,
    collections_of,
    neighbours_of,
    orders_of,
)
from rlnotes.pages.paging import MOST_PAPERS, Batch, batches_of
from rlnotes.pages.parts import shown_places
from rlnotes.pages.surroundings import Signposts, signposts_of
from rlnotes.pages.urls import ALL_NOTES, BIBLIOGRAPHY, COLLECTIONS, HOME, Addresses, addresses_of, generated_path

OPENING: Final = (Kind.NOTE, Kind.PAGE)
"""The kinds of note that open the home page or a collection where they stand at its address."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the configuration says for all pages; `title` is the configured one, else the home page's, else "Notes"."""

    title: str
    description: str
    language: str
    author: str
    license: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The linked site, its addresses, and what is known of it as a whole; pages read each mapping by key.

    `notes_at` are the notes by output path; `faces` what others show of a node; `orders` the lists of the whole site
    and `batches` what each page of a long list shows, by output path; `lineages` the hubs above each listed node,
    topmost first; `hub_places` what stands in the text of a hub's page, as `shown_places` has it;
    `concordances` those of long notes.
    """

    site: Site
    addresses: Addresses
    notes_at: Mapping[str, str]
    faces: Mapping[NodeId, Face]
    orders: Mapping[str, tuple[str, ...]]
    batches: Mapping[str, Batch]
    related: Mapping[NodeId, tuple[Related, ...]]
    lineages: Mapping[NodeId, tuple[str, ...]]
    next_lines: Mapping[str, tuple[str, ...]]
    collections: Mapping[Kind, tuple[str, ...]]
    neighbours: Mapping[NodeId, Neighbours]
    tags: Mapping[str, Tag]
    hub_places: Mapping[str, frozenset[tuple[str, int]]]
    concordances: Mapping[str, Concordance]
    style: Style
    imprint: Imprint
    signposts: Signposts


def edition_of(
    site: Site,
    config: Config,
    style: Style,
    assets: tuple[str, ...],
    related: Mapping[NodeId, tuple[Related, ...]] | None = None,
) -> Edition:
    """The edition of `site` under `config`; `related` are its close notes where they are worked out already."""
    addresses = addresses_of(site, config.url_style, config.base_url, assets)
    notes_at = {addresses.paths[node]: path for path, node in site.nodes.items()}
    faces = faces_of(site, addresses)
    orders = orders_of(site, faces, config.newest_count)
    ways, collections, carriers = lineages(site), collections_of(faces), carriers_of(site, faces)
    tags = {name: Tag(addresses.tags[name], one.spelling, len(one.nodes)) for name, one in carriers.items()}
    lists = {COLLECTIONS[kind]: nodes for kind, nodes in collections.items() if _is_free(site, notes_at, kind)}
    lists |= {tag.path: carriers[name].nodes for name, tag in tags.items()}
    batches = _batches(addresses, orders, lists, assets)
    return Edition(
        site=site,
        addresses=addresses,
        notes_at=notes_at,
        faces=faces,
        orders={**orders, TAGS: tuple(tags), LISTS: tuple(batches)},
        batches=batches,
        related=related_notes(site, config.related_count) if related is None else related,
        lineages=ways,
        next_lines=next_lines(site, config.related_count),
        collections=collections,
        neighbours=neighbours_of(site, collections, ways),
        tags=tags,
        hub_places={path: shown_places(site, path) for path in site.sections},
        concordances=concordances_of(site),
        style=style,
        imprint=_imprint(site, config, notes_at.get(HOME, "")),
        signposts=signposts_of(addresses, collections, assets, has_sources=bool(site.references), has_tags=bool(tags)),
    )


def _batches(
    addresses: Addresses,
    orders: Mapping[str, tuple[str, ...]],
    lists: Mapping[str, tuple[str, ...]],
    assets: tuple[str, ...],
) -> dict[str, Batch]:
    """What each page shows of `lists`, of all notes and of the bibliography."""
    all_notes = tuple(node for kind in BY_KIND for node in orders[kind.value])
    bibliography = generated_path(addresses, BIBLIOGRAPHY)
    whole = {generated_path(addresses, ALL_NOTES): all_notes}
    whole |= {bibliography: orders[PAPERS]} if orders[PAPERS] else {}
    return batches_of(addresses, {**whole, **lists}, assets, {bibliography: MOST_PAPERS})


def _imprint(site: Site, config: Config, home: str) -> Imprint:
    title = config.title or (site.notes[home].title if home else "Notes")
    return Imprint(title, config.description, config.language, config.author, config.license)


def _is_free(site: Site, notes_at: Mapping[str, str], kind: Kind) -> bool:
    """Whether the list of a collection stands at its address: a note there opens it, a hub, say, takes its place."""
    own = notes_at.get(COLLECTIONS[kind])
    return own is None or site.notes[own].front.kind in OPENING
