"""Tags: a page for each, and one for all."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.graph.site import Member
from rlnotes.model.page import Page
from rlnotes.pages.cards import mixed_cards
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.orders import Tag
from rlnotes.pages.urls import TAGS, generated_path, href, tags_above
from rlnotes.pages.views import TagsView, TagView
from rlnotes.pages.views_parts import LinkView, TagLink


def plan_tags(edition: Edition) -> Iterator[Page]:
    """`tags.html` and a page for each tag; nothing where no note has a tag."""
    if not edition.tags:
        return
    overview = generated_path(edition.addresses, TAGS)
    tags = tuple(
        TagLink(tag.spelling, href(edition.addresses, overview, tag.path), len(tag.notes))
        for tag in edition.tags.values()
    )
    crumbs = (all_notes_crumb(edition, overview),)
    view = TagsView(page=frame(edition, overview, "Tags"), title="Tags", tags=tags, breadcrumbs=crumbs)
    yield Page(overview, "tags.html.jinja", view)
    yield from (_tag_page(edition, name, tag) for name, tag in edition.tags.items())


def _tag_page(edition: Edition, name: str, tag: Tag) -> Page:
    members = tuple(Member(edition.site.nodes[note]) for note in tag.notes)
    view = TagView(
        page=frame(edition, tag.path, f"Tag: {tag.spelling}"),
        title=tag.spelling,
        cards=mixed_cards(edition, tag.path, members),
        breadcrumbs=tuple(_crumbs(edition, name, tag)),
    )
    return Page(tag.path, "tag.html.jinja", view)


def _crumbs(edition: Edition, name: str, tag: Tag) -> Iterator[LinkView]:
    """All notes, all tags, then the tags above this one, topmost first."""
    yield all_notes_crumb(edition, tag.path)
    yield LinkView("Tags", href(edition.addresses, tag.path, generated_path(edition.addresses, TAGS)))
    for above in (edition.tags[part] for part in reversed(tags_above(name)[1:])):
        yield LinkView(above.spelling, href(edition.addresses, tag.path, above.path))
