"""Topics: the notes gathered, then every paper behind them."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.graph.site import Site
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.model.reference import author_label
from rlnotes.pages.cards import mixed_cards, paper
from rlnotes.pages.edition import Edition
from rlnotes.pages.text import notes_of_kind, own_template, text_of
from rlnotes.pages.views import TopicView


def plan_topics(edition: Edition) -> Iterator[Page]:
    """A page for each topic."""
    for note in notes_of_kind(edition, Kind.TOPIC):
        text = text_of(edition, note, has_list=False)  # every paper the topic names is in its list of papers
        view = TopicView(
            page=text.page,
            title=text.title,
            notes=mixed_cards(edition, text.path, edition.site.topics[note.path]),
            papers=tuple(paper(edition, text.path, key) for key in topic_papers(edition.site, note.path)),
            breadcrumbs=text.breadcrumbs,
            description=text.description,
            body_html=text.body_html,
            hubs=text.hubs,
            topics=text.topics,
            tags=text.tags,
            backlinks=text.backlinks,
            related=text.related,
            colophon=text.colophon,
        )
        yield Page(text.path, "topic.html.jinja", view, own_template(note))


def topic_papers(site: Site, path: str) -> tuple[str, ...]:
    """The keys of all sources that a topic or its notes cite, by author, year and title."""
    nodes = (path, *(member.node for member in site.topics[path]))
    keys = {key for node in nodes for key in site.cites.get(node, ())}
    return by_author(site, keys)


def by_author(site: Site, keys: set[str]) -> tuple[str, ...]:
    """Citation keys ordered by author, year, title and key."""

    def rank(key: str) -> tuple[str, tuple[int, ...], str, str]:
        reference = site.references[key]
        return (folded(author_label(reference)), reference.issued, folded(reference.title), key)

    return tuple(sorted(keys, key=rank))
