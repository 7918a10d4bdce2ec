"""Feeds: what is new on the site, in a hub, a topic or a line, and what is new about a source; as Atom and JSON Feed.

An entry is known by its page's address, and dated by front matter or history alone: what has no date is in no feed.
A feed takes absolute addresses, so there is none without a base URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape, unescape
from typing import Any, Final
from urllib.parse import urljoin

import msgspec
from markupsafe import Markup

from rlnotes import __version__
from rlnotes.graph.lines import line_sources
from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages import orders
from rlnotes.pages.body import body_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import Face
from rlnotes.pages.orders import newest_first
from rlnotes.pages.referring import page_sources
from rlnotes.pages.sentences import cited_by_views
from rlnotes.pages.site_files import FEED, HOME, JSON_FEED
from rlnotes.pages.urls import FED, absolute_url, feed_path
from rlnotes.pages.views.parts import BacklinkView
from rlnotes.pages.views.service import FeedEntry, FeedView, JsonView
from rlnotes.words.table import said

MOST_ENTRIES: Final = 20
"""How many entries a feed has."""

_NEVER: Final = date(1970, 1, 1)  # when a feed changed that never had an entry: Atom must be told a day


def outline_feeds(edition: Edition) -> Iterator[tuple[str, str]]:
    """The feeds of the site, about "", of notes, about their paths, and of sources, about their nodes."""
    if not edition.addresses.base_url:
        return
    site = edition.site
    subjects = [path for path, note in site.notes.items() if note.front.kind in FED and path in site.listed]
    subjects += [source_node(key) for key in site.references]
    yield from ((FEED, ""), (JSON_FEED, ""))
    for subject in subjects:
        page = edition.addresses.paths[subject]
        yield from ((feed_path(page, "xml"), subject), (feed_path(page, "json"), subject))


def plan_feed(edition: Edition, path: str, subject: str) -> Page:
    """The feed about a subject, in the format that its path ends in."""
    view = _feed(edition, path, subject)
    if path.endswith(".json"):
        return Page(path, "feed.json.jinja", JsonView(_json(view)))
    return Page(path, "feed.xml.jinja", view)


def _feed(edition: Edition, path: str, subject: str) -> FeedView:
    entries = tuple(_entries(edition, subject))
    imprint, face = edition.imprint, edition.faces[subject] if subject else None
    page = face.path if face else HOME
    title = said(edition.words, "page.feed_title", title=face.title, site=imprint.title) if face else imprint.title
    return FeedView(
        title=title,
        description=(face.description if face else "") or imprint.description,
        page_url=absolute_url(edition.addresses, page),
        url=absolute_url(edition.addresses, path),
        updated=max((entry.updated for entry in entries), default=_NEVER),
        author=imprint.author or imprint.title,
        license=imprint.license,
        generator=f"rlnotes {__version__}",
        lang=imprint.language,
        entries=entries,
    )


def _entries(edition: Edition, subject: str) -> Iterator[FeedEntry]:
    if subject.startswith("@"):
        yield from _citing(edition, subject[1:])
        return
    nodes = _members(edition, subject) if subject else edition.orders[orders.UPDATED]
    faces = newest_first(edition.faces[node] for node in nodes if not node.startswith("@"))
    yield from (_entry(edition, face, _text(edition, face)) for face in faces[:MOST_ENTRIES])


def _members(edition: Edition, path: str) -> Iterable[NodeId]:
    """The notes that a hub and the hubs below it list, that a topic gathers, or that a line argues from, and itself."""
    site = edition.site
    if site.notes[path].front.kind is Kind.LINE:
        return (path, *(member.node for member in line_sources(site, path)))
    if path in site.topics:
        return tuple(member.node for member in site.topics[path])
    found: dict[NodeId, None] = {}
    waiting = [path]
    while waiting:
        listed = (member.node for section in site.sections[waiting.pop()] for member in section.members)
        fresh = [node for node in dict.fromkeys(listed) if node not in found]
        found |= dict.fromkeys(fresh)
        waiting += (node for node in fresh if node in site.sections)
    return found


def _citing(edition: Edition, key: str) -> Iterator[FeedEntry]:
    """The notes that cite a source, each with the sentences that do."""
    home = edition.addresses.paths[source_node(key)]
    notes = [edition.site.nodes[citing.origin] for citing in edition.site.cited_by[key]]
    views = dict(zip(notes, cited_by_views(edition, home, key), strict=True))
    url = absolute_url(edition.addresses, home)
    for face in newest_first(edition.faces[node] for node in notes)[:MOST_ENTRIES]:
        yield _entry(edition, face, _sentences(views[face.node], url))


def _sentences(view: BacklinkView, url: str) -> str:
    line = Markup('<blockquote><p>{}<a href="{}"><mark>{}</mark></a>{}</p></blockquote>\n')
    told = (line.format(each.before, urljoin(url, each.href), each.marked, each.after) for each in view.sentences)
    return str(Markup().join(told))


def _entry(edition: Edition, face: Face, content: str) -> FeedEntry:
    note = edition.site.notes.get(face.node)
    first, last = face.created or face.updated or _NEVER, face.updated or face.created or _NEVER
    return FeedEntry(
        title=face.title,
        url=absolute_url(edition.addresses, face.path),
        published=first,
        updated=last,
        content=content,
        summary=face.description or face.claim,
        authors=note.front.authors if note else (),
        tags=face.tags,
        lang=note.front.lang if note else "",
    )


def _text(edition: Edition, face: Face) -> str:
    """The whole text of a note, its addresses made absolute."""
    path = face.node
    html = body_html(edition, path, page_sources(edition, path))
    return with_absolute_addresses(html, absolute_url(edition.addresses, face.path))


_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r'(\s(?:href|src|poster)=")([^"]*)')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def with_absolute_addresses(html: str, url: str) -> str:
    """Generated `html` from the page at `url`, readable anywhere."""

    def absolute(match: re.Match[str]) -> str:
        if _SCHEME.match(match[2]):
            return match[0]
        return match[1] + escape(urljoin(url, unescape(match[2])))

    return _TAG.sub(lambda tag: _ADDRESS.sub(absolute, tag[0]), html)


def _json(view: FeedView) -> Markup:
    """The feed as JSON Feed 1.1 has it."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.page_url,
        "feed_url": view.url,
        "description": view.description,
        "authors": [{"name": view.author}],
        "language": view.lang,
        "items": [_item(entry) for entry in view.entries],
    }
    return Markup(msgspec.json.encode(_told(feed)).decode())  # noqa: S704 - JSON, in a file of its own


def _item(entry: FeedEntry) -> dict[str, Any]:
    return _told(
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "summary": entry.summary,
            "date_published": timestamp(entry.published),
            "date_modified": timestamp(entry.updated),
            "authors": [{"name": author} for author in entry.authors],
            "tags": entry.tags,
            "language": entry.lang,
        }
    )


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that have something to say; a feed without items, and a text without words, say that."""
    return {name: value for name, value in fields.items() if value or name in {"items", "content_html"}}


def timestamp(day: date) -> str:
    """The beginning of a day (RFC 3339): of what a note says and what git knows, no more than the day is told."""
    return f"{day.isoformat()}T00:00:00Z"
