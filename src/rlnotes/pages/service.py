"""Files that serve hosts and crawlers: the page for unknown addresses, redirects for old ones, robots.txt."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.model.naming import folded
from rlnotes.model.note import Note
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import frame
from rlnotes.pages.site_files import ALL_NOTES, HOME, NOT_FOUND, ROBOTS, SITEMAP_PAGE, SITEMAP_XML
from rlnotes.pages.urls import absolute_url, generated_path, href, permalink_path
from rlnotes.pages.views.frame import NO_METADATA
from rlnotes.pages.views.parts import LinkView
from rlnotes.pages.views.service import NotFoundView, RedirectView, RobotsView
from rlnotes.words.table import said


def outline_not_found(_edition: Edition) -> Iterator[tuple[str, str]]:
    """`404.html`."""
    yield NOT_FOUND, ""


def plan_not_found(edition: Edition, _path: str, _subject: str) -> Page:
    """The page for unknown addresses."""
    targets = (("page.home", HOME), ("page.all_notes", ALL_NOTES), ("page.sitemap", SITEMAP_PAGE))
    links = tuple(
        LinkView(
            said(edition.words, key), href(edition.addresses, NOT_FOUND, generated_path(edition.addresses, target))
        )
        for key, target in targets
    )
    around = frame(edition, NOT_FOUND, said(edition.words, "page.not_found"), metadata=NO_METADATA)
    return Page(NOT_FOUND, "404.html.jinja", NotFoundView(page=around, links=links))


def outline_robots(_edition: Edition) -> Iterator[tuple[str, str]]:
    """`robots.txt`."""
    yield ROBOTS, ""


def plan_robots(edition: Edition, _path: str, _subject: str) -> Page:
    """The rules for crawlers (RFC 9309), which name the sitemap where there is one."""
    return Page(ROBOTS, "robots.txt.jinja", RobotsView(absolute_url(edition.addresses, SITEMAP_XML)))


def outline_redirects(edition: Edition) -> Iterator[tuple[str, str]]:
    """The old addresses and aliases of notes that no page has, each with the node it leads to."""
    taken = {folded(path) for path in (*edition.addresses.paths.values(), *edition.addresses.files.values())}
    for path, node in redirects(edition):
        if folded(path) not in taken:
            taken.add(folded(path))
            yield path, node


def plan_redirect(edition: Edition, path: str, node: str) -> Page:
    """A stub that leads on to a node's page."""
    return Page(path, "redirect.html.jinja", _stub(edition, path, node))


def redirects(edition: Edition) -> tuple[tuple[str, NodeId], ...]:
    """The output paths of all old addresses and aliases with the nodes they lead to, old addresses first."""
    site = edition.site
    old = [
        (_old_path(edition, old), site.nodes[path])
        for path, note in site.notes.items()
        for old in note.front.redirect_from
    ]
    aliases = [
        (generated_path(edition.addresses, alias), site.nodes[path])
        for path, note in site.notes.items()
        if not note.front.is_unlisted
        for alias in _alias_paths(edition, site, note)
    ]
    return (*old, *aliases)


def _old_path(edition: Edition, old: str) -> str:
    """The output path of an old address; one that names a file is that file in every style."""
    path = permalink_path(old)
    return path if old.endswith(".html") else generated_path(edition.addresses, path)


def _alias_paths(edition: Edition, site: Site, note: Note) -> Iterator[str]:
    """Where an alias would stand if it were the note's name: beside the note, or below the root if it is a path."""
    page = edition.addresses.paths[site.nodes[note.path]]
    folder = posixpath.dirname(posixpath.dirname(page) if edition.addresses.is_directory_style else page)
    for alias in note.front.aliases:
        yield permalink_path(alias if "/" in alias.rstrip("/") else posixpath.join(folder, alias))


def _stub(edition: Edition, path: str, node: NodeId) -> RedirectView:
    target = edition.addresses.paths[node]
    return RedirectView(
        title=edition.faces[node].title,
        target_href=href(edition.addresses, path, target),
        canonical=absolute_url(edition.addresses, target),
        lang=edition.imprint.language,
        dir=edition.words.direction,
        title_lang=edition.faces[node].lang,
    )
