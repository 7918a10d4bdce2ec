"""Notes and plain pages."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.graph.hubs import lineage
from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import node_link
from rlnotes.pages.labels import node_title
from rlnotes.pages.text import notes_of_kind, template_name, text_of
from rlnotes.pages.urls import HOME
from rlnotes.pages.views import NoteView
from rlnotes.pages.views_parts import LinkView


def plan_notes(edition: Edition) -> Iterator[Page]:
    """A page for each note of kind note or page, save the home page's own."""
    for note in notes_of_kind(edition, Kind.NOTE, Kind.PAGE):
        if edition.addresses.paths[note.path] == HOME:
            continue
        text = text_of(edition, note)
        previous, following = hub_neighbours(edition, text.path, note.path)
        view = NoteView(
            page=text.page,
            title=text.title,
            body_html=text.body_html,
            breadcrumbs=text.breadcrumbs,
            description=text.description,
            toc=text.toc,
            hubs=text.hubs,
            tags=text.tags,
            references=text.references,
            backlinks=text.backlinks,
            related=text.related,
            previous=previous,
            next=following,
            colophon=text.colophon,
        )
        yield Page(text.path, template_name(note, "note.html.jinja"), view)


def hub_neighbours(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView | None, LinkView | None]:
    """The nodes before and after `node` in the hub that its breadcrumbs name last."""
    site = edition.site
    way = lineage(site, node)
    members = [member.node for section in site.sections[way[-1]] for member in section.members] if way else [node]
    place = members.index(node)
    before = members[place - 1] if place > 0 else None
    after = members[place + 1] if place + 1 < len(members) else None
    return _link(edition, origin, before), _link(edition, origin, after)


def _link(edition: Edition, origin: str, node: NodeId | None) -> LinkView | None:
    return node_link(edition, origin, node, node_title(edition.site, node)) if node else None
