"""Folders: a list for each that has no page of another's making."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.page import Page
from rlnotes.pages import orders
from rlnotes.pages.cards import bare_card
from rlnotes.pages.crumbs import folder_crumbs, folder_link, folder_title, leads_to
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.views.pages import FolderView
from rlnotes.pages.views.parts import TagLink


def outline_folders(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of each folder's list, about its path."""
    for folder in edition.orders[orders.FOLDERS]:
        yield from ((path, folder) for path in pages_of_list(edition.batches, edition.addresses.folders[folder]))


def plan_folder(edition: Edition, path: str, subject: str) -> Page:
    """What a folder holds: its folders, on the first page, and its notes by title."""
    folder, batch, title = edition.site.folders[subject], edition.batches[path], folder_title(subject)
    crumbs = (all_notes_crumb(edition, path), *folder_crumbs(edition, path, subject))
    view = FolderView(
        page=frame(edition, path, numbered(title, batch, edition.words), crumbs=crumbs),
        title=title,
        note_count=folder.count,
        folders=folders_below(edition, path, subject) if batch.number == 1 else (),
        cards=tuple(bare_card(edition, path, node) for node in batch.entries),
        breadcrumbs=crumbs,
        paging=paging_view(edition.addresses, path, batch),
    )
    return Page(path, "folder.html.jinja", view)


def folders_below(edition: Edition, origin: str, folder: str) -> tuple[TagLink, ...]:
    """The folders right in a folder, with how many notes each holds; not those that the navigation leads to."""
    lists = {path for _, path in edition.signposts.nav}
    shown = (
        below
        for below in edition.site.folders[folder].below
        if leads_to(edition, below) and edition.addresses.folders[below] not in lists
    )
    links = ((folder_link(edition, origin, below), edition.site.folders[below].count) for below in shown)
    return tuple(TagLink(link.label, link.href, count) for link, count in links)
