"""What surrounds every page: title, navigation, the way to the root and the stylesheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rlnotes import __version__
from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import COLLECTION_TITLES
from rlnotes.pages.urls import (
    ALL_NOTES,
    BIBLIOGRAPHY,
    COLLECTIONS,
    HOME,
    SITEMAP_PAGE,
    TAGS,
    absolute_url,
    generated_path,
    href,
    root_href,
)
from rlnotes.pages.views_parts import LinkView, NavLink, PageFrame

_RIGHT_TO_LEFT: Final = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "sd", "syr", "ug", "ur", "yi"]
)


def frame(edition: Edition, path: str, title: str, description: str = "", note: Note | None = None) -> PageFrame:
    """The frame of the page at output path `path`; `note` is the note it shows, if one."""
    config = edition.config
    lang = (note.front.lang if note else "") or config.language
    return PageFrame(
        site_title=edition.title,
        title=title,
        root=root_href(edition.addresses, path),
        home_href=href(edition.addresses, path, HOME),
        stylesheets=tuple(_asset_hrefs(edition, path, ".css")),
        icon_href=next(_asset_hrefs(edition, path, "icon.svg"), ""),
        generator=f"rlnotes {__version__}",
        description=description or config.description,
        lang=lang,
        dir=direction(lang),
        canonical=absolute_url(edition.addresses, path),
        is_indexable=not (note and note.front.is_unlisted),
        nav=tuple(_nav(edition, path)),
        footer_links=_footer(edition, path),
    )


def _asset_hrefs(edition: Edition, path: str, ending: str) -> Iterator[str]:
    return (href(edition.addresses, path, asset) for asset in edition.assets if asset.endswith(ending))


def direction(lang: str) -> str:
    """The writing direction of a language tag, "rtl" or "ltr", after Unicode CLDR's right-to-left locales."""
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _nav(edition: Edition, path: str) -> Iterable[NavLink]:
    targets = [("All notes", ALL_NOTES)]
    targets += [(COLLECTION_TITLES[kind], COLLECTIONS[kind]) for kind in edition.collections]
    targets += [("Bibliography", BIBLIOGRAPHY)] if edition.site.references else []
    for label, target in targets:
        there = generated_path(edition.addresses, target)
        yield NavLink(label, href(edition.addresses, path, there), path == there or _is_below(path, there))


def _is_below(path: str, collection: str) -> bool:
    folder, _, name = collection.rpartition("/")
    return bool(folder) and name == "index.html" and path.startswith(folder + "/")


def _footer(edition: Edition, path: str) -> tuple[LinkView, ...]:
    pages = (*([("Tags", TAGS)] if edition.tags else []), ("Sitemap", SITEMAP_PAGE))
    return tuple(
        LinkView(label, href(edition.addresses, path, generated_path(edition.addresses, target)))
        for label, target in pages
    )


def node_link(edition: Edition, origin: str, node: NodeId, label: str) -> LinkView:
    """A link from the page at `origin` to a node's page."""
    return LinkView(label, href(edition.addresses, origin, edition.addresses.paths[node]))


def all_notes_crumb(edition: Edition, origin: str) -> LinkView:
    """The first breadcrumb of every page."""
    return LinkView("All notes", href(edition.addresses, origin, generated_path(edition.addresses, ALL_NOTES)))
