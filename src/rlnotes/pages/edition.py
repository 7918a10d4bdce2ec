"""An edition: the site about to be laid out, with all that every page may ask for, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rlnotes.config.forge import log_url
from rlnotes.config.site import Config
from rlnotes.graph.atlas import Atlas, atlas_of
from rlnotes.graph.hubs import lineages
from rlnotes.graph.lines import lines_resting, next_lines
from rlnotes.graph.related import Related, related_notes
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.graph.support import Standing, standings_of
from rlnotes.model.note import Kind
from rlnotes.pages.charts import charts_of
from rlnotes.pages.concordance import Concordance, concordances_of
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.faces import Face, faces_of
from rlnotes.pages.groups import group_count, groups_of
from rlnotes.pages.object_names import object_lines
from rlnotes.pages.orders import (
    BY_KIND,
    CHARTS,
    COMMUNITIES,
    FOLDERS,
    LISTS,
    OBJECTS,
    PAPERS,
    QUESTIONS,
    TAGS,
    Neighbours,
    Tag,
    carriers_of,
    collections_of,
    neighbours_of,
    orders_of,
    titled,
)
from rlnotes.pages.paging import MOST_PAPERS, Batch, batches_of
from rlnotes.pages.parts import shown_places
from rlnotes.pages.postings import Postings, endings_of, file_count, postings_of
from rlnotes.pages.site_files import ALL_NOTES, BIBLIOGRAPHY, COLLECTIONS, HOME, MAP, SEARCH
from rlnotes.pages.site_files import QUESTIONS as QUESTIONS_PAGE
from rlnotes.pages.social_letters import Letters
from rlnotes.pages.surroundings import Signposts, signposts_of
from rlnotes.pages.urls import Addresses, addresses_of, generated_path, own_path
from rlnotes.words.table import ENGLISH, SCRIPT_FILE, Words, script_words

OPENING: Final = (Kind.NOTE, Kind.PAGE)
"""The kinds of note that open the home page or a collection where they stand at its address."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the configuration says for all pages; `title` is the configured one, else the home page's, else "Notes".

    `preview_count` is in how many groups the previews of pages are, as `groups.group_count` has it; `log_url` where the
    log of a note is, as `forge.log_url` has it; `has_twins` whether pages have their Markdown beside them; `letters`
    are those of social cards.
    """

    title: str
    description: str
    language: str
    author: str
    license: str
    preview_count: int
    log_url: str = ""
    has_twins: bool = True
    letters: Letters = Letters.NONE


@dataclass(frozen=True, slots=True)
class Edition:
    """The linked site, its addresses, and what is known of it as a whole; pages read each mapping by key.

    `notes_at` are the notes by output path; `faces` what others show of a node; `orders` the lists of the whole site
    and `batches` what each page of a long list shows, by output path; `lineages` the hubs above each listed node,
    topmost first; `standings` where each listed line stands; `hub_places` what stands in the text of a hub's page, as
    `shown_places` has it; `concordances` those of long notes; `previews` the nodes whose previews each file of them
    has; `resting` the lines that rest on each source; `atlas` what maps are drawn from; `charts` the communities on
    each part of the map of everything, by output path; `postings` and `endings` are what
    search looks in, by output path; `words` is what pages say by themselves.
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
    resting: Mapping[str, tuple[str, ...]]
    standings: Mapping[str, Standing]
    collections: Mapping[Kind, tuple[str, ...]]
    neighbours: Mapping[NodeId, Neighbours]
    tags: Mapping[str, Tag]
    hub_places: Mapping[str, frozenset[tuple[str, int]]]
    concordances: Mapping[str, Concordance]
    style: Style
    imprint: Imprint
    signposts: Signposts
    previews: Mapping[str, tuple[NodeId, ...]]
    atlas: Atlas
    charts: Mapping[str, tuple[str, ...]]
    postings: Mapping[str, Postings]
    endings: Mapping[str, tuple[str, ...]]
    words: Words


def edition_of(
    site: Site,
    config: Config,
    style: Style,
    assets: tuple[str, ...],
    related: Mapping[NodeId, tuple[Related, ...]] | None = None,
    words: Words = ENGLISH,
) -> Edition:
    """The edition of `site` under `config`; `related` are its close notes where they are worked out already."""
    has_words = bool(script_words(words)) and SCRIPT_FILE not in assets  # a theme may have its own
    assets = (SCRIPT_FILE, *assets) if has_words else assets
    addresses = addresses_of(site, config.url_style, config.base_url, assets)
    notes_at = {addresses.paths[node]: path for path, node in site.nodes.items()}
    faces = faces_of(site, addresses, words)
    orders = orders_of(site, faces, config.newest_count, words.language)
    ways, collections = lineages(site), collections_of(faces)
    carriers = carriers_of(site, faces, words.language)
    atlas = atlas_of(site, ways)
    charts = charts_of(atlas.companies)
    previews = group_count(len(faces))
    postings = postings_of(site, faces, file_count(previews)) if config.search else {}
    tags = {name: Tag(addresses.tags[name], one.spelling, len(one.nodes)) for name, one in carriers.items()}
    questions = own_path(addresses, QUESTIONS_PAGE) if orders[QUESTIONS] else ""
    lists = {COLLECTIONS[kind]: nodes for kind, nodes in collections.items() if _is_free(site, notes_at, kind)}
    lists |= {tag.path: carriers[name].nodes for name, tag in tags.items()}
    lists |= {questions: orders[QUESTIONS]} if questions else {}
    own_folders = _own_folders(site, addresses, notes_at, lists)
    lists |= {path: titled(faces, site.folders[folder].nodes) for folder, path in own_folders.items()}
    batches = _batches(addresses, orders, lists, assets)
    imprint = _imprint(site, config, notes_at.get(HOME, ""), previews)
    return Edition(
        site=site,
        addresses=addresses,
        notes_at=notes_at,
        faces=faces,
        orders={
            **orders,
            **_names(tags, batches, atlas, charts),
            FOLDERS: tuple(own_folders),
            OBJECTS: object_lines(site, faces, addresses),
        },
        batches=batches,
        related=related_notes(site, config.related_count) if related is None else related,
        lineages=ways,
        next_lines=next_lines(site, config.related_count),
        resting=lines_resting(site),
        standings=standings_of(site, orders[QUESTIONS]),
        collections=collections,
        neighbours=neighbours_of(site, collections, ways),
        tags=tags,
        hub_places={path: shown_places(site, path) for path in site.sections},
        concordances=concordances_of(site),
        style=style,
        imprint=imprint,
        signposts=signposts_of(
            addresses,
            collections,
            assets,
            own_path(addresses, MAP),
            own_path(addresses, SEARCH) if config.search else "",
            words,
            title=imprint.title,
            questions=questions,
            has_sources=bool(site.references),
            has_tags=bool(tags),
            has_words=has_words,
        ),
        previews=groups_of(((face.path, node) for node, face in faces.items()), previews),
        atlas=atlas,
        charts=charts,
        postings=postings,
        endings=endings_of(postings.values(), file_count(previews)) if postings else {},
        words=words,
    )


def lettered(edition: Edition, letters: Letters) -> Edition:
    """The edition with social cards in these letters."""
    return replace(edition, imprint=replace(edition.imprint, letters=letters))


def _names(
    tags: Iterable[str], batches: Iterable[str], atlas: Atlas, charts: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The keys of mappings that pages go through, as orders."""
    named = {TAGS: tags, LISTS: batches, COMMUNITIES: atlas.companies, CHARTS: charts}
    return {name: tuple(keys) for name, keys in named.items()}


def _own_folders(
    site: Site, addresses: Addresses, notes_at: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """The folders whose pages are lists of their own, with these: no note has the address, nor any of `lists`."""
    taken = {*notes_at, *lists, generated_path(addresses, BIBLIOGRAPHY), HOME}
    return {folder: addresses.folders[folder] for folder in site.folders if addresses.folders[folder] not in taken}


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


def _imprint(site: Site, config: Config, home: str, preview_count: int) -> Imprint:
    title = config.title or (site.notes[home].title if home else "Notes")
    return Imprint(
        title=title,
        description=config.description,
        language=config.language,
        author=config.author,
        license=config.license,
        preview_count=preview_count,
        log_url=log_url(config),
        has_twins=config.markdown_pages,
    )


def _is_free(site: Site, notes_at: Mapping[str, str], kind: Kind) -> bool:
    """Whether the list of a collection stands at its address: a note there opens it, a hub, say, takes its place."""
    own = notes_at.get(COLLECTIONS[kind])
    return own is None or site.notes[own].front.kind in OPENING
