"""What belongs to any text of the site: its body, contents, sources, lists above, links from elsewhere."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from rlnotes.graph.resolution import NodeId
from rlnotes.model.note import Kind, Note
from rlnotes.pages.body import body_html, lead_image
from rlnotes.pages.cards import colophon, hub_links, related_views, tag_links, topic_links
from rlnotes.pages.citing_notes import cite_view
from rlnotes.pages.crumbs import breadcrumbs
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import frame, node_link
from rlnotes.pages.metadata import note_metadata
from rlnotes.pages.orders import Neighbours
from rlnotes.pages.referring import page_sources, reference_list
from rlnotes.pages.relations import relation_views
from rlnotes.pages.sentences import backlink_views
from rlnotes.pages.urls import FED
from rlnotes.pages.views.citing import CiteView
from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.parts import BacklinkView, Colophon, LinkView, ReferenceView, RelatedView, TagLink, TocEntry

_FEWEST_HEADINGS: Final = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A note as its own page shows it, whatever its kind; `path` is the output path."""

    path: str
    page: PageFrame
    title: str
    description: str
    breadcrumbs: tuple[LinkView, ...]
    body_html: Markup
    toc: tuple[TocEntry, ...]
    hubs: tuple[LinkView, ...]
    topics: tuple[LinkView, ...]
    tags: tuple[TagLink, ...]
    references: tuple[ReferenceView, ...]
    backlinks: tuple[BacklinkView, ...]
    related: tuple[RelatedView, ...]
    colophon: Colophon
    cite: CiteView | None


def text_of(edition: Edition, note: Note, *, has_list: bool = True) -> Text:
    """The text of `note` with everything that surrounds it; `has_list` where its page ends in a list of references."""
    node = edition.site.nodes[note.path]
    origin = edition.addresses.paths[node]
    sources = page_sources(edition, note.path, has_list=has_list)
    crumbs = breadcrumbs(edition, origin, node)
    metadata = note_metadata(edition, origin, note, crumbs)
    has_feed = note.front.kind in FED and not note.front.is_unlisted
    return Text(
        path=origin,
        page=frame(edition, origin, note.title, note.front.description, note, metadata=metadata, has_feed=has_feed),
        title=note.title,
        description=note.front.description,
        breadcrumbs=crumbs,
        body_html=_with_lead_image(edition, note, body_html(edition, note.path, sources)),
        toc=table_of_contents(note),
        hubs=hub_links(edition, origin, node),
        topics=topic_links(edition, origin, node),
        tags=tag_links(edition, origin, note.path),
        references=reference_list(edition, note.path, sources) if has_list else (),
        backlinks=backlink_views(edition, origin, node),
        related=related_views(edition, origin, node),
        cite=cite_view(edition, origin, note),
        colophon=colophon(edition, note.path, relation_views(edition, origin, node)),
    )


def _with_lead_image(edition: Edition, note: Note, body: Markup) -> Markup:
    return lead_image(edition, note) + body if note.front.image else body


def table_of_contents(note: Note) -> tuple[TocEntry, ...]:
    """The headings of a text long enough to need them; the title, if it is among them, is left out."""
    entries = tuple(TocEntry(h.text, h.id, h.level) for h in note.headings if h.level > 1 and h.text)
    return entries if len(entries) >= _FEWEST_HEADINGS else ()


def neighbour_links(edition: Edition, origin: str, node: NodeId) -> tuple[LinkView | None, LinkView | None]:
    """The nodes before and after `node` in its collection or nearest hub."""
    beside = edition.neighbours.get(node, Neighbours())
    return _link(edition, origin, beside.previous), _link(edition, origin, beside.next)


def _link(edition: Edition, origin: str, node: NodeId | None) -> LinkView | None:
    return node_link(edition, origin, node) if node else None


def own_template(note: Note | None) -> str:
    """The template that a note's front matter asks for, "" for none."""
    name = note.front.template if note else ""
    return name if not name or "." in posixpath.basename(name) else f"{name}.html.jinja"


def pages_of_kind(edition: Edition, *kinds: Kind) -> Iterator[tuple[str, str]]:
    """The output paths of the notes of some kinds with the notes' own paths, which is what their emitters outline."""
    for path, note in edition.site.notes.items():
        if note.front.kind in kinds:
            yield edition.addresses.paths[edition.site.nodes[path]], path
