"""The Sitemap page for people and the sitemap for machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rlnotes.graph.resolution import source_node
from rlnotes.model.page import Page
from rlnotes.pages.crumbs import folder_link
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame, node_link
from rlnotes.pages.labels import kind_title
from rlnotes.pages.orders import BY_KIND, FOLDERS, LISTED, LISTS, PAPERS, TAGS
from rlnotes.pages.site_files import FEED, HOME, JSON_FEED, NOT_FOUND, SITEMAP_PAGE, SITEMAP_XML
from rlnotes.pages.urls import absolute_url, generated_path, href
from rlnotes.pages.views.pages import SitemapPageView
from rlnotes.pages.views.parts import LinkGroup, LinkView, SitemapUrl
from rlnotes.pages.views.service import SitemapIndexView, SitemapView
from rlnotes.words.table import said

MOST_URLS: Final = 50_000
"""How many URLs one sitemap may hold (sitemaps.org protocol 0.9)."""


def outline_sitemap_page(edition: Edition) -> Iterator[tuple[str, str]]:
    """`sitemap.html`."""
    yield generated_path(edition.addresses, SITEMAP_PAGE), ""


def plan_sitemap_page(edition: Edition, path: str, _subject: str) -> Page:
    """A link to every page of the site."""
    title = said(edition.words, "page.sitemap")
    view = SitemapPageView(
        page=frame(edition, path, title),
        title=title,
        groups=tuple(group for group in _groups(edition, path) if group.links),
        breadcrumbs=(all_notes_crumb(edition, path),),
    )
    return Page(path, "sitemap_page.html.jinja", view)


def _groups(edition: Edition, path: str) -> Iterator[LinkGroup]:
    addresses, orders, words = edition.addresses, edition.orders, edition.words
    yield LinkGroup(said(words, "page.start_here"), "start", tuple(_overviews(edition, path)))
    for kind, anchor in BY_KIND.items():
        links = tuple(node_link(edition, path, node) for node in orders[kind.value])
        yield LinkGroup(kind_title(words, kind), anchor, links)
    tags = (edition.tags[name] for name in orders[TAGS])
    links = tuple(LinkView(tag.spelling, href(addresses, path, tag.path)) for tag in tags)
    yield LinkGroup(said(words, "page.tags"), "tags", links)
    folders = tuple(folder_link(edition, path, folder) for folder in orders[FOLDERS])
    yield LinkGroup(said(words, "page.folders"), "folders", folders)
    sources = map(source_node, orders[PAPERS])
    yield LinkGroup(said(words, "page.sources"), "sources", tuple(node_link(edition, path, node) for node in sources))
    machines = (SITEMAP_XML, FEED, JSON_FEED) if addresses.base_url else ()
    links = tuple(LinkView(name, href(addresses, path, name)) for name in machines)
    yield LinkGroup(said(words, "page.for_machines"), "machines", links)


def _overviews(edition: Edition, path: str) -> Iterator[LinkView]:
    tags = edition.signposts.footer[:-1]  # the last leads to this page
    search = ((said(edition.words, "page.search"), edition.signposts.search),) if edition.signposts.search else ()
    for label, target in ((said(edition.words, "page.home"), HOME), *edition.signposts.nav, *search, *tags):
        yield LinkView(label, href(edition.addresses, path, target))


def outline_sitemap_xml(edition: Edition, most: int = MOST_URLS) -> Iterator[tuple[str, str]]:
    """`sitemap.xml`, an index of several files past `most` URLs; nothing without a base URL: it must be absolute.

    A file is about the URLs from one number to another ("0-50000"), the index about how many files there are ("3").
    """
    if not edition.addresses.base_url:
        return
    count = len(sitemap_entries(edition))
    starts = range(0, count, most)
    for number, start in enumerate(starts, 1):
        yield _sitemap_name(number) if len(starts) > 1 else SITEMAP_XML, f"{start}-{start + most}"
    if len(starts) > 1:
        yield SITEMAP_XML, str(len(starts))


def _sitemap_name(number: int) -> str:
    return f"sitemap-{number}.xml"


def plan_sitemap_xml(edition: Edition, path: str, subject: str) -> Page:
    """One file of the sitemap, or its index."""
    start, is_part, end = subject.partition("-")
    if not is_part:
        names = (_sitemap_name(number) for number in range(1, int(subject) + 1))
        index = tuple(SitemapUrl(absolute_url(edition.addresses, name)) for name in names)
        return Page(path, "sitemap_index.xml.jinja", SitemapIndexView(index))
    entries = sitemap_entries(edition)[int(start) : int(end)]
    urls = tuple(SitemapUrl(absolute_url(edition.addresses, path), day) for path, day in entries)
    return Page(path, "sitemap.xml.jinja", SitemapView(urls))


def sitemap_entries(edition: Edition) -> tuple[tuple[str, date | None], ...]:
    """The output path and last change of each page to be indexed, by path: no redirect, no 404, none unlisted."""
    listed = (edition.faces[node] for node in edition.orders[LISTED])
    generated: dict[str, date | None] = dict.fromkeys(_generated(edition))
    entries = generated | {face.path: face.updated or face.created for face in listed}
    hidden = {NOT_FOUND, *(path for path in generated if _is_unlisted(edition, path))}
    return tuple((path, entries[path]) for path in sorted(entries.keys() - hidden))


def _generated(edition: Edition) -> Iterator[str]:
    """The pages of lists, the front page among them."""
    yield HOME
    yield from (path for _, path in (*edition.signposts.nav, *edition.signposts.footer))
    yield from edition.orders[LISTS]


def _is_unlisted(edition: Edition, path: str) -> bool:
    """Whether an unlisted note stands at `path`."""
    own = edition.notes_at.get(path)
    return own is not None and not edition.faces[edition.site.nodes[own]].is_listed
