"""Dated blog posts."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.collections import collection_crumbs
from rlnotes.pages.edition import Edition
from rlnotes.pages.reading import reading_minutes
from rlnotes.pages.text import neighbour_links, notes_of_kind, own_template, text_of
from rlnotes.pages.views import PostView


def plan_posts(edition: Edition) -> Iterator[Page]:
    """A page for each post, with the posts before and after it in time."""
    for note in notes_of_kind(edition, Kind.POST):
        text = text_of(edition, note)
        previous, following = neighbour_links(edition, text.path, note.path)
        view = PostView(
            page=text.page,
            title=text.title,
            body_html=text.body_html,
            breadcrumbs=collection_crumbs(edition, text.path, note.front.kind),
            description=text.description,
            published=edition.site.dates[note.path].created,
            reading_minutes=reading_minutes(note),
            toc=text.toc,
            hubs=text.hubs,
            topics=text.topics,
            tags=text.tags,
            references=text.references,
            backlinks=text.backlinks,
            related=text.related,
            previous=previous,
            next=following,
            colophon=text.colophon,
        )
        yield Page(text.path, "post.html.jinja", view, own_template(note))
