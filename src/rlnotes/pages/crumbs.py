"""The way down to a page: all notes, then hubs, or folders for a note that no hub lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.graph.folders import folders_above
from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Kind
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb
from rlnotes.pages.labels import kind_title
from rlnotes.pages.site_files import COLLECTIONS
from rlnotes.pages.urls import href
from rlnotes.pages.views.parts import LinkView
from rlnotes.parse.note import title_of_path

_FILED: Final = frozenset({Kind.NOTE, Kind.PAGE})
"""The kinds of note whose folder says where they belong; the others belong to a list of their own."""


def breadcrumbs(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView, ...]:
    """All notes, then the hubs above a node, topmost first; the folders above a note that is in no hub.

    The entry of a collection names that, where the site shows one.
    """
    kind = edition.faces[node].kind
    if kind in COLLECTIONS:
        return _collection_crumbs(edition, origin, kind)
    first, hubs = all_notes_crumb(edition, origin), edition.lineages.get(node, ())
    if hubs or kind not in _FILED:
        faces = (edition.faces[hub] for hub in hubs)
        return (
            first,
            *(LinkView(hub.short_title, href(edition.addresses, origin, hub.path), hub.lang) for hub in faces),
        )
    return (first, *folder_crumbs(edition, origin, node))


def _collection_crumbs(edition: Edition, origin: str, kind: Kind) -> tuple[LinkView, ...]:
    title = kind_title(edition.words, kind)
    there = dict(edition.signposts.nav).get(title)
    crumb = all_notes_crumb(edition, origin)
    return (crumb, LinkView(title, href(edition.addresses, origin, there))) if there else (crumb,)


def folder_crumbs(edition: Edition, origin: str, place: str) -> Iterator[LinkView]:
    """The folders above a note or folder, topmost first, without the page at `origin` itself."""
    for folder in tuple(folders_above(place))[-2::-1]:
        if leads_to(edition, folder) and edition.addresses.folders[folder] != origin:
            yield folder_link(edition, origin, folder)


def leads_to(edition: Edition, folder: str) -> bool:
    """Whether lists may lead to the page of a folder: not where it holds nothing listed, or an unlisted note is it."""
    known = edition.site.folders.get(folder)
    return known is not None and (not known.index or edition.faces[edition.site.nodes[known.index]].is_listed)


def folder_link(edition: Edition, origin: str, folder: str) -> LinkView:
    """A link to a folder's page, under the title of what that page is."""
    path = edition.addresses.folders[folder]
    there = href(edition.addresses, origin, path)
    if own := edition.notes_at.get(path):
        face = edition.faces[edition.site.nodes[own]]
        return LinkView(face.short_title, there, face.lang)
    lists = {page: label for label, page in edition.signposts.nav}
    return LinkView(lists.get(path) or folder_title(folder), there)


def folder_title(folder: str) -> str:
    """The title of a folder that no note gives one."""
    return title_of_path(f"{folder}/index.md")
