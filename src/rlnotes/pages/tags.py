"""Tags: a page for each, and one for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rlnotes.graph.members import note_tags
from rlnotes.graph.names import folded
from rlnotes.graph.site import Member
from rlnotes.model.page import Page
from rlnotes.pages.cards import mixed_cards
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.urls import TAGS, generated_path, href, tag_path
from rlnotes.pages.views import TagsView, TagView
from rlnotes.pages.views_parts import LinkView, TagLink


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as its page shows it: output path, spelling, the listed notes that carry it by title."""

    path: str
    spelling: str
    notes: tuple[str, ...]


def site_tags(edition: Edition) -> tuple[Tag, ...]:
    """The tags of the listed notes in alphabetical order; tags with one address are one tag, spelled as the first."""
    site = edition.site
    carriers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path, note in site.notes.items():
        if site.nodes[path] in site.listed:
            for tag in note_tags(note):
                carriers[tag_path(edition.addresses, tag)].setdefault(path, tag)
    tags = (Tag(page, min(notes.values()), _by_title(edition, notes)) for page, notes in carriers.items())
    return tuple(sorted(tags, key=lambda tag: (folded(tag.spelling), tag.path)))


def _by_title(edition: Edition, notes: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(notes, key=lambda path: (folded(edition.site.notes[path].title), path)))


def plan_tags(edition: Edition) -> Iterator[Page]:
    """`tags.html` and a page for each tag; nothing where no note has a tag."""
    tags = site_tags(edition)
    overview = generated_path(edition.addresses, TAGS)
    links = tuple(TagLink(tag.spelling, href(edition.addresses, overview, tag.path), len(tag.notes)) for tag in tags)
    crumbs = (all_notes_crumb(edition, overview),)
    view = TagsView(page=frame(edition, overview, "Tags"), title="Tags", tags=links, breadcrumbs=crumbs)
    yield Page(overview, "tags.html.jinja", view)
    yield from (_tag_page(edition, tag, overview) for tag in tags)


def _tag_page(edition: Edition, tag: Tag, overview: str) -> Page:
    crumbs = (all_notes_crumb(edition, tag.path), LinkView("Tags", href(edition.addresses, tag.path, overview)))
    members = tuple(Member(edition.site.nodes[note]) for note in tag.notes)
    view = TagView(
        page=frame(edition, tag.path, f"Tag: {tag.spelling}"),
        title=tag.spelling,
        cards=mixed_cards(edition, tag.path, members),
        breadcrumbs=crumbs,
    )
    return Page(tag.path, "tag.html.jinja", view)
