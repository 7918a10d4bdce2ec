"""Tags: a page for each, and one for all."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.page import Page
from rlnotes.pages import orders
from rlnotes.pages.cards import bare_card
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.site_files import TAGS
from rlnotes.pages.urls import generated_path, href, tags_above
from rlnotes.pages.views.pages import TagsView, TagView
from rlnotes.pages.views.parts import LinkView, TagLink
from rlnotes.words.table import said


def outline_tags(edition: Edition) -> Iterator[tuple[str, str]]:
    """`tags.html`; nothing where no note has a tag."""
    if edition.tags:
        yield generated_path(edition.addresses, TAGS), ""


def plan_tags(edition: Edition, overview: str, _subject: str) -> Page:
    """All tags."""
    title = said(edition.words, "page.tags")
    tags = (edition.tags[name] for name in edition.orders[orders.TAGS])
    view = TagsView(
        page=frame(edition, overview, title),
        title=title,
        tags=tuple(TagLink(tag.spelling, href(edition.addresses, overview, tag.path), tag.count) for tag in tags),
        breadcrumbs=(all_notes_crumb(edition, overview),),
    )
    return Page(overview, "tags.html.jinja", view)


def outline_tag_pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of each tag, about its folded name."""
    return ((path, name) for name, tag in edition.tags.items() for path in pages_of_list(edition.batches, tag.path))


def plan_tag(edition: Edition, path: str, name: str) -> Page:
    """The notes that carry a tag; what is close to each is told elsewhere."""
    tag, batch = edition.tags[name], edition.batches[path]
    title = said(edition.words, "page.tag_title", tag=tag.spelling)
    crumbs = tuple(_crumbs(edition, path, name))
    view = TagView(
        page=frame(edition, path, numbered(title, batch, edition.words), crumbs=crumbs),
        title=tag.spelling,
        cards=tuple(bare_card(edition, path, node) for node in batch.entries),
        breadcrumbs=crumbs,
        paging=paging_view(edition.addresses, path, batch),
    )
    return Page(path, "tag.html.jinja", view)


def _crumbs(edition: Edition, path: str, name: str) -> Iterator[LinkView]:
    """All notes, all tags, then the tags above this one, topmost first."""
    yield all_notes_crumb(edition, path)
    yield LinkView(
        said(edition.words, "page.tags"), href(edition.addresses, path, generated_path(edition.addresses, TAGS))
    )
    for above in (edition.tags[part] for part in reversed(tags_above(name)[1:])):
        yield LinkView(above.spelling, href(edition.addresses, path, above.path))
