"""All pages of the site: the shelf of emitters, and the attachments that go along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from rlnotes.model.page import Copy, Page
from rlnotes.pages.all_notes import outline_all_notes, plan_all_notes
from rlnotes.pages.bibliography import outline_bibliography, plan_bibliography
from rlnotes.pages.citation_file import outline_citation_file, plan_citation_file
from rlnotes.pages.collections import outline_collections, plan_collection
from rlnotes.pages.edition import Edition
from rlnotes.pages.entries import outline_entries, plan_entry
from rlnotes.pages.feeds import outline_feeds, plan_feed
from rlnotes.pages.folders import outline_folders, plan_folder
from rlnotes.pages.graph_files import outline_graph, outline_graph_parts, plan_graph, plan_graph_part
from rlnotes.pages.home import outline_home, plan_home
from rlnotes.pages.hubs import outline_hubs, plan_hub
from rlnotes.pages.inventory import outline_inventory, plan_inventory
from rlnotes.pages.lines import outline_lines, plan_line
from rlnotes.pages.notes import outline_notes, plan_note
from rlnotes.pages.packs import outline_packs, plan_pack
from rlnotes.pages.posts import outline_posts, plan_post
from rlnotes.pages.previews import outline_previews, plan_previews
from rlnotes.pages.questions import outline_questions, plan_questions
from rlnotes.pages.rosters import outline_rosters, plan_roster
from rlnotes.pages.script_words import outline_words, plan_words
from rlnotes.pages.search import (
    outline_endings,
    outline_facets,
    outline_postings,
    outline_search,
    plan_endings,
    plan_facets,
    plan_postings,
    plan_search,
)
from rlnotes.pages.service import (
    outline_not_found,
    outline_redirects,
    outline_robots,
    plan_not_found,
    plan_redirect,
    plan_robots,
)
from rlnotes.pages.sitemaps import outline_sitemap_page, outline_sitemap_xml, plan_sitemap_page, plan_sitemap_xml
from rlnotes.pages.social_cards import outline_social_cards, plan_social_card
from rlnotes.pages.source_rosters import outline_source_rosters, plan_source_roster
from rlnotes.pages.sources import outline_sources, plan_source
from rlnotes.pages.tags import outline_tag_pages, outline_tags, plan_tag, plan_tags
from rlnotes.pages.topics import outline_topics, plan_topic
from rlnotes.pages.twins.llms import outline_llms, plan_llms
from rlnotes.pages.twins.twin import outline_twins, plan_twin
from rlnotes.pages.whole_map import outline_charts, outline_map, outline_map_index, plan_chart, plan_map, plan_map_index


@dataclass(frozen=True, slots=True)
class Emitter:
    """A kind of page: `outline` gives the output path and subject of each, `plan` the page itself from both.

    A subject says what the page is about in a form of the emitter's own: a note's path, a citation key, a tag. The
    page depends on nothing but the edition, its path and its subject.
    """

    outline: Callable[[Edition], Iterator[tuple[str, str]]]
    plan: Callable[[Edition, str, str], Page]


class Sheet(Struct, frozen=True, gc=False, array_like=True):
    """A page that is still to be planned: its output path, the place of its emitter in `EMITTERS`, and its subject."""

    path: str
    emitter: int
    subject: str


EMITTERS: Final[tuple[Emitter, ...]] = (
    Emitter(outline_home, plan_home),
    Emitter(outline_all_notes, plan_all_notes),
    Emitter(outline_hubs, plan_hub),
    Emitter(outline_topics, plan_topic),
    Emitter(outline_lines, plan_line),
    Emitter(outline_notes, plan_note),
    Emitter(outline_posts, plan_post),
    Emitter(outline_entries, plan_entry),
    Emitter(outline_collections, plan_collection),
    Emitter(outline_sources, plan_source),
    Emitter(outline_bibliography, plan_bibliography),
    Emitter(outline_questions, plan_questions),
    Emitter(outline_tags, plan_tags),
    Emitter(outline_tag_pages, plan_tag),
    Emitter(outline_folders, plan_folder),
    Emitter(outline_sitemap_page, plan_sitemap_page),
    Emitter(outline_sitemap_xml, plan_sitemap_xml),
    Emitter(outline_not_found, plan_not_found),
    Emitter(outline_redirects, plan_redirect),
    Emitter(outline_robots, plan_robots),
    Emitter(outline_previews, plan_previews),
    Emitter(outline_rosters, plan_roster),
    Emitter(outline_search, plan_search),
    Emitter(outline_postings, plan_postings),
    Emitter(outline_endings, plan_endings),
    Emitter(outline_facets, plan_facets),
    Emitter(outline_map, plan_map),
    Emitter(outline_map_index, plan_map_index),
    Emitter(outline_charts, plan_chart),
    Emitter(outline_graph, plan_graph),
    Emitter(outline_graph_parts, plan_graph_part),
    Emitter(outline_inventory, plan_inventory),
    Emitter(outline_words, plan_words),
    Emitter(outline_feeds, plan_feed),
    Emitter(outline_twins, plan_twin),
    Emitter(outline_llms, plan_llms),
    Emitter(outline_packs, plan_pack),
    Emitter(outline_source_rosters, plan_source_roster),
    Emitter(outline_citation_file, plan_citation_file),
    Emitter(outline_social_cards, plan_social_card),
)
"""Earlier emitters keep an address that a later one wants too."""


def outline(edition: Edition) -> tuple[Sheet, ...]:
    """What pages the site has, by path, one for each path."""
    sheets: dict[str, Sheet] = {}
    for index, emitter in enumerate(EMITTERS):
        for path, subject in emitter.outline(edition):
            sheets.setdefault(path, Sheet(path, index, subject))
    return tuple(sheets[path] for path in sorted(sheets))


def plan_page(edition: Edition, sheet: Sheet) -> Page:
    """The page that a sheet stands for."""
    return EMITTERS[sheet.emitter].plan(edition, sheet.path, sheet.subject)


def plan_pages(edition: Edition) -> tuple[Page, ...]:
    """Every page of the site by path."""
    return tuple(plan_page(edition, sheet) for sheet in outline(edition))


def used_files(edition: Edition) -> tuple[Copy, ...]:
    """The attachments that a note of the site shows or links, by path."""
    return tuple(Copy(path, origin) for origin, path in sorted(edition.addresses.files.items()))
