"""Dated blog posts."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.neighbourhood import neighbourhood
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.text import neighbour_links, own_template, pages_of_kind, text_of
from rlnotes.pages.views.pages import PostView


def outline_posts(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the posts, each about its note."""
    return pages_of_kind(edition, Kind.POST)


def plan_post(edition: Edition, _path: str, subject: str) -> Page:
    """The page of a post, with the posts before and after it in time."""
    note = edition.site.notes[subject]
    text = text_of(edition, note)
    previous, following = neighbour_links(edition, text.path, note.path)
    view = PostView(
        page=text.page,
        title=text.title,
        body_html=text.body_html,
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        published=edition.site.dates[note.path].created,
        reading_minutes=reading_minutes(edition.site.bodies[note.path]),
        toc=text.toc,
        hubs=text.hubs,
        topics=text.topics,
        tags=text.tags,
        references=text.references,
        backlinks=text.backlinks,
        related=text.related,
        cite=text.cite,
        previous=previous,
        next=following,
        colophon=text.colophon,
        neighbourhood=neighbourhood(edition, text.path, note.path),
    )
    return Page(text.path, "post.html.jinja", view, own_template(note))
