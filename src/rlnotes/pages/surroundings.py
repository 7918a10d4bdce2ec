"""What surrounds the pages of a folder alike: the way to the root, styles, navigation, footer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rlnotes.model.note import Kind
from rlnotes.pages.labels import kind_title
from rlnotes.pages.site_files import (
    ALL_NOTES,
    BIBLIOGRAPHY,
    COLLECTIONS,
    FEED,
    HOME,
    JSON_FEED,
    NOT_FOUND,
    SITEMAP_PAGE,
    TAGS,
)
from rlnotes.pages.urls import UrlShape, generated_path, href, root_href
from rlnotes.pages.views.frame import FeedLink, NavLink
from rlnotes.pages.views.parts import LinkView
from rlnotes.words.table import Words, said


@dataclass(frozen=True, slots=True)
class Signposts:
    """Where every page leads: labels and output paths of the navigation and the footer, and the theme's files.

    `whole_map` is the output path of the map of everything, `search` that of the search page, "" without one,
    `questions` that of the ledger of questions, "" where there are none.
    `has_words` tells whether there is a script of words of ours. `feeds` are the title of the site's feeds and their
    output paths by type, nothing where there are none; `feed_label` is what they are called.

    The shape of URLs is as in `Addresses`.
    """

    nav: tuple[tuple[str, str], ...]
    footer: tuple[tuple[str, str], ...]
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    early_script: str
    icon: str
    whole_map: str
    search: str
    is_directory_style: bool
    base_url: str
    has_words: bool
    feeds: tuple[tuple[str, str, str], ...] = ()
    feed_label: str = ""
    questions: str = ""

    @property
    def all_notes(self) -> tuple[str, str]:
        """Label and output path of the list of all notes."""
        return self.nav[0]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds a page wherever it stands in its folder; fields as in `PageFrame`."""

    root: str
    home_href: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    early_script: str
    icon_href: str
    search_href: str
    nav: tuple[NavLink, ...]
    footer_links: tuple[LinkView, ...]
    all_notes: LinkView
    feeds: tuple[FeedLink, ...] = ()


FEED_TYPES: Final = {"xml": "application/atom+xml", "json": "application/feed+json"}
"""The types of feeds by the ending of their names."""

EARLY: Final = "static/early.js"
"""The script that runs before a page is drawn."""
_ON_DEMAND: Final = frozenset({"on-demand", "vendor"})
"""Folders of the theme whose files no page loads by itself."""


def _is_on_demand(asset: str) -> bool:
    return asset == EARLY or not _ON_DEMAND.isdisjoint(asset.split("/"))


def signposts_of(  # noqa: PLR0913 - whatever a site may have or not
    shape: UrlShape,
    collections: Iterable[Kind],
    assets: tuple[str, ...],
    whole_map: str,
    search: str,
    words: Words,
    *,
    title: str,
    questions: str,
    has_sources: bool,
    has_tags: bool,
    has_words: bool,
) -> Signposts:
    """The signposts of a site with this title and these collections; it may have sources and tags."""
    nav = [(said(words, "page.all_notes"), ALL_NOTES)]
    nav += [(kind_title(words, kind), COLLECTIONS[kind]) for kind in collections]
    nav += [(said(words, "page.questions"), questions)] if questions else []
    nav += [(said(words, "page.bibliography"), BIBLIOGRAPHY)] if has_sources else []
    footer = [(said(words, "page.tags"), TAGS)] if has_tags else []
    footer += [(said(words, "page.sitemap"), SITEMAP_PAGE)]
    feeds = tuple((title, path, FEED_TYPES[path.rpartition(".")[2]]) for path in (FEED, JSON_FEED))
    return Signposts(
        nav=tuple((label, generated_path(shape, path)) for label, path in nav),
        footer=(
            (said(words, "page.map"), whole_map),
            *((label, generated_path(shape, path)) for label, path in footer),
        ),
        whole_map=whole_map,
        search=search,
        questions=questions,
        stylesheets=tuple(asset for asset in assets if asset.endswith(".css") and not _is_on_demand(asset)),
        scripts=tuple(asset for asset in assets if asset.endswith(".js") and not _is_on_demand(asset)),
        early_script=next((asset for asset in assets if asset == EARLY), ""),
        icon=next((asset for asset in assets if asset.endswith("icon.svg")), ""),
        is_directory_style=shape.is_directory_style,
        base_url=shape.base_url,
        has_words=has_words,
        feeds=feeds if shape.base_url else (),
        feed_label=said(words, "page.feed"),
    )


def surroundings(signposts: Signposts, path: str, within: str = "") -> Surroundings:
    """What surrounds the page at `path`; a later page of a list stands `within` its first."""
    folder = path[: path.rfind("/") + 1]
    is_its_own = path == NOT_FOUND or any(path == there for _, there in signposts.nav)
    return _surroundings(signposts, path if is_its_own else folder, within or (path if is_its_own else folder))


@lru_cache(maxsize=1024)
def _surroundings(signposts: Signposts, origin: str, current: str) -> Surroundings:
    """What surrounds a page with the path `origin`, or any page of the folder `origin` with its slash."""
    return Surroundings(
        root=root_href(signposts, origin),
        home_href=href(signposts, origin, HOME),
        stylesheets=tuple(href(signposts, origin, asset) for asset in signposts.stylesheets),
        scripts=tuple(href(signposts, origin, asset) for asset in signposts.scripts),
        early_script=href(signposts, origin, signposts.early_script) if signposts.early_script else "",
        icon_href=href(signposts, origin, signposts.icon) if signposts.icon else "",
        search_href=href(signposts, origin, signposts.search) if signposts.search else "",
        nav=tuple(_nav_link(signposts, origin, current, label, there) for label, there in signposts.nav),
        footer_links=tuple(LinkView(label, href(signposts, origin, there)) for label, there in _footer(signposts)),
        feeds=tuple(FeedLink(title, href(signposts, origin, path), type_) for title, path, type_ in signposts.feeds),
        all_notes=LinkView(signposts.all_notes[0], href(signposts, origin, signposts.all_notes[1])),
    )


def _footer(signposts: Signposts) -> tuple[tuple[str, str], ...]:
    """What the footer leads to: the feed stands beside the pages, of which it is none."""
    feed = tuple((signposts.feed_label, path) for _, path, _ in signposts.feeds[:1])
    return (*signposts.footer, *feed)


def _nav_link(signposts: Signposts, origin: str, current: str, label: str, there: str) -> NavLink:
    return NavLink(label, href(signposts, origin, there), current == there or _is_below(current, there))


def _is_below(path: str, collection: str) -> bool:
    folder, _, name = collection.rpartition("/")
    return bool(folder) and name == "index.html" and path.startswith(folder + "/")
