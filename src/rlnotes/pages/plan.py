"""All pages of the site: the shelf of emitters, and the attachments that go along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from rlnotes.model.page import Copy, Page
from rlnotes.pages.all_notes import plan_all_notes
from rlnotes.pages.bibliography import plan_bibliography
from rlnotes.pages.collections import plan_collections
from rlnotes.pages.edition import Edition
from rlnotes.pages.entries import plan_entries
from rlnotes.pages.home import plan_home
from rlnotes.pages.hubs import plan_hubs
from rlnotes.pages.lines import plan_lines
from rlnotes.pages.notes import plan_notes
from rlnotes.pages.posts import plan_posts
from rlnotes.pages.service import plan_not_found, plan_redirects, plan_robots
from rlnotes.pages.sitemaps import plan_sitemap_page, plan_sitemap_xml
from rlnotes.pages.sources import plan_sources
from rlnotes.pages.tags import plan_tags
from rlnotes.pages.topics import plan_topics

Emitter: TypeAlias = Callable[[Edition], Iterator[Page]]

EMITTERS: Final[tuple[Emitter, ...]] = (
    plan_home,
    plan_all_notes,
    plan_hubs,
    plan_topics,
    plan_lines,
    plan_notes,
    plan_posts,
    plan_entries,
    plan_collections,
    plan_sources,
    plan_bibliography,
    plan_tags,
    plan_sitemap_page,
    plan_sitemap_xml,
    plan_not_found,
    plan_redirects,
    plan_robots,
)
"""Earlier emitters keep an address that a later one wants too."""


def plan_pages(edition: Edition) -> tuple[Page, ...]:
    """Every page of the site by path, one for each path."""
    pages: dict[str, Page] = {}
    for emitter in EMITTERS:
        for page in emitter(edition):
            pages.setdefault(page.path, page)
    return tuple(pages[path] for path in sorted(pages))


def used_files(edition: Edition) -> tuple[Copy, ...]:
    """The attachments that a note of the site shows or links, by path."""
    return tuple(Copy(path, origin) for origin, path in sorted(edition.addresses.files.items()))
