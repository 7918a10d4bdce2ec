"""broken-link, broken-anchor: an absolute address below the site's own `base_url` that no page of the site has.

Such an address is one of the site, whatever its form: it is looked up here, and no host is asked. A build does not run
this rule, which looks through all notes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from rlnotes.checks.links import Subject, did_you_mean
from rlnotes.config.nearest import nearest
from rlnotes.graph.anchors import nearest_anchor
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import ExternalLink
from rlnotes.model.note import Kind, Note
from rlnotes.pages import site_files
from rlnotes.pages.urls import FED, Addresses, absolute_url, fragment_href, generated_path, permalink_path

_LISTS: Final = (
    site_files.ALL_NOTES,
    site_files.TAGS,
    site_files.BIBLIOGRAPHY,
    site_files.SITEMAP_PAGE,
    site_files.MAP,
    site_files.SEARCH,
    site_files.QUESTIONS,
)
_OF_NO_NOTE: Final = re.compile(r"static/|(?:graph|map|previews|rosters|search|source-rosters)/[0-9a-z]+\.json$")
"""Files of the theme, and data that scripts and programs read."""
_LATER_PAGE: Final = re.compile(r"-[0-9]+(?=(?:/index)?\.html$)")
_FEED: Final = re.compile(r"\.feed\.(?:xml|json)$")
_BESIDE: Final = re.compile(r"\.(?:md|card\.png|sources\.(?:bib|json))$")
_OF_PAGES: Final = re.compile(r"page:|fn|:~:|top$|sources$")  # ids of templates and footnotes, and words of browsers
_LISTING: Final = frozenset({Kind.HUB, Kind.TOPIC, Kind.LINE, Kind.SOURCE})
"""Kinds of notes whose pages have more ids than their text."""


@dataclass(frozen=True, slots=True)
class _Pages:
    """The output paths of the site.

    `notes` are those with a text, `lists` those that may go on on further pages, `fed` those with feeds.
    """

    notes: Mapping[str, Note]
    lists: frozenset[str]
    others: frozenset[str]
    fed: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether there is a page or file at `path`."""
        page = _BESIDE.sub(".html", path)
        is_known = page in self.notes or path in self.lists or page in self.others
        return is_known or _LATER_PAGE.sub("", path) in self.lists or _FEED.sub(".html", path) in self.fed


def below_base(url: str, base_url: str) -> str | None:
    """What of an address stands below the site's own, without its slash; None for the address of another site."""
    (there, way), (here, folder) = _parts(url), _parts(base_url)
    if not base_url or there != here or not way.startswith(folder):
        return None
    rest = way[len(folder) :]
    return None if rest and rest[0] not in "/?#" else rest.removeprefix("/")


def _parts(url: str) -> tuple[str, str]:
    """The host of an address of the web, and what follows; the site is the same for http and https."""
    scheme, _, rest = url.partition("://")
    host = re.match(r"[^/?#]*", rest)[0] if scheme.lower() in {"http", "https"} else ""  # type: ignore[index] # it fits anything
    return host.lower(), rest[len(host) :]


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each absolute link to a page of the site, or a place in one, that is not there."""
    base = subject.addresses.base_url
    links = [
        (path, link, rest)
        for path, note in subject.site.notes.items()
        for link in note.external_links
        if (rest := below_base(link.url, base)) is not None
    ]
    if not links:
        return
    pages = _pages(subject.site, subject.addresses)
    for path, link, rest in links:
        yield from _findings(path, link, rest, pages, subject.addresses)


def _pages(site: Site, addresses: Addresses) -> _Pages:
    generated = (generated_path(addresses, path) for path in _LISTS)
    old = (permalink_path(each) for note in site.notes.values() for each in note.front.redirect_from)
    redirects = (styled for path in old for styled in (path, generated_path(addresses, path)))
    notes = {node: site.notes[node] for node in addresses.paths if node in site.notes}
    return _Pages(
        {addresses.paths[node]: note for node, note in notes.items()},
        frozenset(
            (*generated, *site_files.COLLECTIONS.values(), *addresses.tags.values(), *addresses.folders.values())
        ),
        frozenset((*site_files.SERVICE, *addresses.files.values(), *addresses.paths.values(), *redirects)),
        frozenset(path for node, path in addresses.paths.items() if node not in notes or notes[node].front.kind in FED),
    )


def _findings(path: str, link: ExternalLink, rest: str, pages: _Pages, addresses: Addresses) -> Iterator[Diagnostic]:
    asked, _, fragment = rest.partition("#")
    asked, fragment = unquote(asked.partition("?")[0]), unquote(fragment)
    found = next(filter(pages.has, _files(asked)), "")
    if not found and not _OF_NO_NOTE.match(asked):
        near = nearest(asked, (*pages.notes, *sorted(pages.lists), *sorted(pages.others)))
        way_out = did_you_mean(absolute_url(addresses, near)) if near else "link the note instead of its address"
        message = f"no page '{asked}' on this site, whose address is {addresses.base_url}"
        yield Diagnostic(path, link.span, "broken-link", message, way_out, link.url)
    note = pages.notes.get(found)
    if note and fragment and not _has_place(note, fragment):
        near = nearest_anchor(note, fragment)
        way_out = did_you_mean(absolute_url(addresses, found) + fragment_href(near)) if near else ""
        yield Diagnostic(path, link.span, "broken-anchor", f"no heading '#{fragment}' on '{found}'", way_out, link.url)


def _has_place(note: Note, fragment: str) -> bool:
    is_other = note.front.kind in _LISTING or _OF_PAGES.match(fragment)
    return bool(is_other) or fragment in note.anchors


def _files(asked: str) -> tuple[str, ...]:
    """The files that a host may serve for an address."""
    bare = asked.rstrip("/")
    return (asked or site_files.HOME, posixpath.join(bare, site_files.HOME), f"{bare}.html")
