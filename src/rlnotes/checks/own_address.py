"""broken-link: an absolute address below the site's own `base_url` that no page of the site has.

Such an address is one of the site, whatever its form: it is looked up here, and no host is asked. A build does not run
this rule, which looks through all notes.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag

from rlnotes.checks.links import Subject
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.pages.urls import ALL_NOTES, BIBLIOGRAPHY, HOME, ROBOTS, SITEMAP_PAGE, SITEMAP_XML, TAGS

_OF_THE_SITE = frozenset({HOME, ALL_NOTES, TAGS, BIBLIOGRAPHY, SITEMAP_PAGE, SITEMAP_XML, ROBOTS})


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each absolute link to a page of the site that is not there."""
    base = subject.addresses.base_url
    links = [
        (path, link)
        for path, note in subject.site.notes.items()
        for link in note.external_links
        if base and link.url.startswith(f"{base}/")
    ]
    if not links:
        return
    addresses = subject.addresses
    known = {*addresses.paths.values(), *addresses.tags.values(), *addresses.files.values(), *_OF_THE_SITE}
    for path, link in links:
        asked = unquote(urldefrag(link.url).url[len(base) + 1 :].partition("?")[0])
        if known.isdisjoint(_files(asked)) and not asked.startswith("static/"):
            message = f"no page '{asked}' on this site, whose address is {base}"
            yield Diagnostic(path, link.span, "broken-link", message, "link the note instead of its address", link.url)


def _files(asked: str) -> tuple[str, ...]:
    """The files that a host may serve for an address."""
    bare = asked.rstrip("/")
    return (asked or HOME, posixpath.join(bare, HOME), f"{bare}.html")
