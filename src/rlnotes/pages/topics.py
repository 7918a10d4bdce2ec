"""Topics: the notes gathered, then every paper behind them."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.graph.site import Site
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.cards import mixed_cards, paper
from rlnotes.pages.edition import Edition
from rlnotes.pages.maps import map_of
from rlnotes.pages.orders import by_author
from rlnotes.pages.packs import pack_links
from rlnotes.pages.text import own_template, pages_of_kind, text_of
from rlnotes.pages.views.pages import TopicView


def outline_topics(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the topics, each about its note."""
    return pages_of_kind(edition, Kind.TOPIC)


def plan_topic(edition: Edition, _path: str, subject: str) -> Page:
    """The page of a topic."""
    note = edition.site.notes[subject]
    text = text_of(edition, note, has_list=False)  # every paper the topic names is in its list of papers
    view = TopicView(
        page=text.page,
        title=text.title,
        notes=mixed_cards(edition, text.path, edition.site.topics[note.path]),
        papers=tuple(
            paper(edition, text.path, key) for key in topic_papers(edition.site, note.path, edition.words.language)
        ),
        breadcrumbs=text.breadcrumbs,
        description=text.description,
        body_html=text.body_html,
        hubs=text.hubs,
        topics=text.topics,
        tags=text.tags,
        backlinks=text.backlinks,
        related=text.related,
        packs=pack_links(edition, text.path, note.path),
        colophon=text.colophon,
        map=map_of(edition, text.path, (member.node for member in edition.site.topics[note.path])),
    )
    return Page(text.path, "topic.html.jinja", view, own_template(note))


def topic_papers(site: Site, path: str, language: str) -> tuple[str, ...]:
    """The keys of all sources that a topic or its notes cite, by author, year and title."""
    nodes = (path, *(member.node for member in site.topics[path]))
    return by_author(site.references, {key for node in nodes for key in site.cites.get(node, ())}, language)
