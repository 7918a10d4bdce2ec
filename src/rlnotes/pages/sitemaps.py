"""The Sitemap page for people and the sitemap for machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.page import Page
from rlnotes.pages.all_notes import listed_by_kind
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame, node_link
from rlnotes.pages.labels import COLLECTION_TITLES, node_title
from rlnotes.pages.topics import by_author
from rlnotes.pages.urls import (
    ALL_NOTES,
    BIBLIOGRAPHY,
    COLLECTIONS,
    HOME,
    NOT_FOUND,
    SITEMAP_PAGE,
    SITEMAP_XML,
    TAGS,
    absolute_url,
    generated_path,
    href,
)
from rlnotes.pages.views import SitemapPageView
from rlnotes.pages.views_parts import LinkGroup, LinkView, SitemapUrl
from rlnotes.pages.views_service import SitemapIndexView, SitemapView

MOST_URLS: Final = 50_000
"""How many URLs one sitemap may hold (sitemaps.org protocol 0.9)."""


def plan_sitemap_page(edition: Edition) -> Iterator[Page]:
    """`sitemap.html`: a link to every page of the site."""
    path = generated_path(edition.addresses, SITEMAP_PAGE)
    view = SitemapPageView(
        page=frame(edition, path, "Sitemap"),
        title="Sitemap",
        groups=tuple(group for group in _groups(edition, path) if group.links),
        breadcrumbs=(all_notes_crumb(edition, path),),
    )
    yield Page(path, "sitemap_page.html.jinja", view)


def _groups(edition: Edition, path: str) -> Iterator[LinkGroup]:
    addresses, notes = edition.addresses, edition.site.notes
    yield LinkGroup("Start here", "start", tuple(_overviews(edition, path)))
    for title, anchor, nodes in listed_by_kind(edition):
        yield LinkGroup(title, anchor, tuple(node_link(edition, path, node, notes[node].title) for node in nodes))
    tags = tuple(LinkView(tag.spelling, href(addresses, path, tag.path)) for tag in edition.tags.values())
    yield LinkGroup("Tags", "tags", tags)
    keys = by_author(edition.site, set(edition.site.references))
    yield LinkGroup("Sources", "sources", tuple(_source(edition, path, key) for key in keys))
    machines = (LinkView("sitemap.xml", href(addresses, path, SITEMAP_XML)),) if addresses.base_url else ()
    yield LinkGroup("For machines", "machines", machines)


def _source(edition: Edition, path: str, key: str) -> LinkView:
    return node_link(edition, path, source_node(key), node_title(edition.site, source_node(key)))


def _overviews(edition: Edition, path: str) -> Iterator[LinkView]:
    targets = [("Home", HOME), ("All notes", ALL_NOTES)]
    targets += [(COLLECTION_TITLES[kind], COLLECTIONS[kind]) for kind in edition.collections]
    targets += [("Bibliography", BIBLIOGRAPHY)] if edition.site.references else []
    targets += [("Tags", TAGS)] if edition.tags else []
    for label, target in targets:
        yield LinkView(label, href(edition.addresses, path, generated_path(edition.addresses, target)))


def plan_sitemap_xml(edition: Edition, most: int = MOST_URLS) -> Iterator[Page]:
    """`sitemap.xml`, an index of several files past `most` URLs; nothing without a base URL: it must be absolute."""
    if not edition.addresses.base_url:
        return
    urls = tuple(SitemapUrl(absolute_url(edition.addresses, path), day) for path, day in sitemap_entries(edition))
    parts = [urls[start : start + most] for start in range(0, len(urls), most)]
    if len(parts) == 1:
        yield Page(SITEMAP_XML, "sitemap.xml.jinja", SitemapView(parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Page(name, "sitemap.xml.jinja", SitemapView(part))
    index = tuple(SitemapUrl(absolute_url(edition.addresses, name)) for name in names)
    yield Page(SITEMAP_XML, "sitemap_index.xml.jinja", SitemapIndexView(index))


def sitemap_entries(edition: Edition) -> tuple[tuple[str, date | None], ...]:
    """The output path and last change of each page to be indexed, by path: no redirect, no 404, none unlisted."""
    site = edition.site
    entries: dict[str, date | None] = dict.fromkeys(_generated(edition))
    entries |= {edition.addresses.paths[node]: _last_change(edition, node) for node in site.listed}
    unlisted = {edition.addresses.paths[node] for node in site.nodes.values() if node not in site.listed}
    return tuple((path, entries[path]) for path in sorted(entries.keys() - unlisted - {NOT_FOUND}))


def _generated(edition: Edition) -> Iterator[str]:
    overviews = [ALL_NOTES, SITEMAP_PAGE]
    overviews += [TAGS] if edition.tags else []
    overviews += [BIBLIOGRAPHY] if edition.site.references else []
    yield from (generated_path(edition.addresses, path) for path in overviews)
    yield from (HOME, *(COLLECTIONS[kind] for kind in edition.collections))
    yield from (tag.path for tag in edition.tags.values())


def _last_change(edition: Edition, node: NodeId) -> date | None:
    path = edition.site.comments.get(node[1:], "") if node.startswith("@") else node
    dates = edition.site.dates.get(path)
    return (dates.updated or dates.created) if dates else None
