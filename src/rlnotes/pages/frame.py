"""What stands around the text of every page: its title and description, its language, the ways to the rest."""

from __future__ import annotations

from typing import Final

from rlnotes import __version__
from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import UNKNOWN, tongue_of
from rlnotes.pages.metadata import list_metadata
from rlnotes.pages.site_files import NOT_FOUND
from rlnotes.pages.surroundings import FEED_TYPES, surroundings
from rlnotes.pages.translations import translation_views
from rlnotes.pages.urls import absolute_url, feed_path, href, twin_path
from rlnotes.pages.views.frame import FeedLink, MetadataView, PageFrame
from rlnotes.pages.views.parts import LinkView
from rlnotes.words.direction import direction
from rlnotes.words.table import said

_GENERATOR: Final = f"rlnotes {__version__}"


def frame(  # noqa: PLR0913 - what pages differ in
    edition: Edition,
    path: str,
    title: str,
    description: str = "",
    note: Note | None = None,
    *,
    within: str = "",
    crumbs: tuple[LinkView, ...] = (),
    metadata: MetadataView | None = None,
    has_feed: bool = False,
) -> PageFrame:
    """The frame of the page at output path `path`.

    `note` is the note it shows, if one; `within` the path of a list's first page where this is a later one; `crumbs`
    are its breadcrumbs. Without `metadata` those of a list are told. A page that `has_feed` has one of its own.
    """
    imprint, around = edition.imprint, surroundings(edition.signposts, path, within)
    text_lang, text_dir = _tongue(edition, note) if note else ("", "")
    feeds = _own_feeds(edition, path, title) if has_feed and around.feeds else ()
    return PageFrame(
        site_title=imprint.title,
        title=title,
        root=around.root,
        home_href=around.home_href,
        stylesheets=around.stylesheets,
        scripts=around.scripts,
        early_script=around.early_script,
        icon_href=around.icon_href,
        generator=_GENERATOR,
        description=description or imprint.description,
        lang=imprint.language,
        dir=edition.words.direction,
        text_lang=text_lang,
        text_dir=text_dir,
        canonical=absolute_url(edition.addresses, path),
        is_indexable=not (note and note.front.is_unlisted),
        search_href=around.search_href,
        nav=around.nav,
        footer_links=around.footer_links,
        preview_count=imprint.preview_count,
        classes=" ".join(note.front.css_classes) if note else "",
        metadata=list_metadata(edition, path, title, description, crumbs) if metadata is None else metadata,
        feeds=(*around.feeds, *feeds),
        feed_href=feeds[0].href if feeds else "",
        markdown_href=_markdown_href(edition, path, note, is_source=has_feed),
        translations=translation_views(edition, path, note) if note else (),
    )


def _markdown_href(edition: Edition, path: str, note: Note | None, *, is_source: bool) -> str:
    """Where the Markdown of a page is: a source's, or that of a note which has the page for its own."""
    is_own = note is not None and edition.addresses.paths[edition.site.nodes[note.path]] == path
    if not edition.imprint.has_twins or path == NOT_FOUND or not (is_own or is_source):
        return ""
    return href(edition.addresses, path, twin_path(path))


def _own_feeds(edition: Edition, path: str, title: str) -> tuple[FeedLink, ...]:
    """Where the feeds of a page are, beside it."""
    told = said(edition.words, "page.feed_title", title=title, site=edition.imprint.title)
    return tuple(
        FeedLink(told, href(edition.addresses, path, feed_path(path, ending)), type_)
        for ending, type_ in FEED_TYPES.items()
    )


def _tongue(edition: Edition, note: Note) -> tuple[str, str]:
    """The language and direction of a note's text; "" for those of the page, and for what no one tells."""
    front = note.front
    lang = tongue_of(front.lang, note.title, edition.words)
    if lang == UNKNOWN:
        return "", front.dir or "auto"
    way = front.dir or (direction(lang) if lang else edition.words.direction)
    return lang, "" if way == edition.words.direction and not lang else way


def node_link(edition: Edition, origin: str, node: NodeId) -> LinkView:
    """A link from the page at `origin` to a node's page, under its title."""
    face = edition.faces[node]
    return LinkView(face.title, href(edition.addresses, origin, face.path), face.lang)


def all_notes_crumb(edition: Edition, origin: str) -> LinkView:
    """The first breadcrumb of every page."""
    return surroundings(edition.signposts, origin).all_notes
