"""Where the Markdown of pages stands, and how it leads to other pages: to their Markdown, where they have some."""

from __future__ import annotations

from rlnotes.graph.resolution import Found, FoundElsewhere, FoundFile, FoundFolder, NoSuchAnchor
from rlnotes.pages.edition import Edition
from rlnotes.pages.site_files import NOT_FOUND
from rlnotes.pages.urls import absolute_url, fragment_href, href, twin_path


def has_twin(edition: Edition, page: str) -> bool:
    """Whether a page that shows a note or a source has its Markdown beside it; that for unknown addresses has none."""
    return edition.imprint.has_twins and page != NOT_FOUND


def place_url(edition: Edition, origin: str, path: str, anchor: str | None = None) -> str:
    """The address of an output path: absolute, or relative to `origin` where the site has no base URL."""
    whole = absolute_url(edition.addresses, path) or href(edition.addresses, origin, path)
    return whole + fragment_href(anchor) if anchor else whole


def twin_url(edition: Edition, origin: str, page: str, anchor: str | None = None) -> str:
    """The address of the Markdown of the page of a note or source; of the page where it has none.

    So it is for a place in a page: Markdown has no ids.
    """
    is_markdown = has_twin(edition, page) and not anchor
    return place_url(edition, origin, twin_path(page) if is_markdown else page, anchor)


def target_url(
    edition: Edition, origin: str, resolution: Found | NoSuchAnchor | FoundFile | FoundFolder | FoundElsewhere
) -> str:
    """The address that a link leads to; one with a missing anchor leads to its page."""
    addresses = edition.addresses
    if isinstance(resolution, FoundElsewhere):
        return resolution.url
    if isinstance(resolution, FoundFile):
        return place_url(edition, origin, addresses.files[resolution.path], resolution.fragment)
    if isinstance(resolution, FoundFolder):
        page = addresses.folders[resolution.path]
        is_note = page in edition.notes_at
        return twin_url(edition, origin, page) if is_note else place_url(edition, origin, page)
    anchor = resolution.anchor if isinstance(resolution, Found) else None
    return twin_url(edition, origin, addresses.paths[resolution.node], anchor)
