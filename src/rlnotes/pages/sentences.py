"""The sentences in which other notes link to a node or cite a source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Backlink, CitedBy
from rlnotes.model.link import Citation, Excerpt, Link
from rlnotes.model.place import Span
from rlnotes.pages.body import link_anchor
from rlnotes.pages.cards import is_plain
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import kind_label, node_title
from rlnotes.pages.referring import citation_anchor
from rlnotes.pages.urls import href
from rlnotes.pages.views_parts import BacklinkView, SentenceView


def backlink_views(edition: Edition, origin: str, node: NodeId) -> tuple[BacklinkView, ...]:
    """The notes that link to a node, with the sentences that do; those that merely list it are shown elsewhere."""
    listers = edition.site.parents.get(node, ())
    views = ((b.origin, _backlink(edition, origin, b)) for b in edition.site.backlinks.get(node, ()))
    return tuple(view for path, view in views if view.sentences or path not in listers)


def _backlink(edition: Edition, origin: str, backlink: Backlink) -> BacklinkView:
    links = (edition.site.notes[backlink.origin].links[index] for index in backlink.links)
    places = (_link_place(edition, backlink.origin, link) for link in links)
    return _from_note(edition, origin, backlink.origin, tuple(place for place in places if place))


def cited_by_views(edition: Edition, origin: str, key: str) -> tuple[BacklinkView, ...]:
    """The notes that cite a source, with every sentence that does, in the order of the text."""
    return tuple(_citing(edition, origin, citing) for citing in edition.site.cited_by[key])


def _citing(edition: Edition, origin: str, citing: CitedBy) -> BacklinkView:
    note = edition.site.notes[citing.origin]
    places = [_citation_place(edition, citing.origin, note.citations[index]) for index in citing.citations]
    links = (_link_place(edition, citing.origin, note.links[index]) for index in citing.links)
    places += [place for place in links if place]
    return _from_note(edition, origin, citing.origin, tuple(sorted(places, key=lambda place: place.span)))


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of a note: where it stands in the file, its id on the page (None where it has none), its words."""

    span: Span
    anchor: str | None
    excerpt: Excerpt


def _link_place(edition: Edition, path: str, link: Link) -> _Place | None:
    """The sentence of a link; None in front matter, and where a hub's page shows cards or a heading in its place."""
    is_shown = any((kind, link.index) in edition.shown_places[path] for kind in "LEI")
    return _Place(link.span, link_anchor(link.index), link.excerpt) if is_shown else None


def _citation_place(edition: Edition, path: str, citation: Citation) -> _Place:
    anchor = citation_anchor(citation.index) if ("C", citation.index) in edition.shown_places[path] else None
    return _Place(citation.span, anchor, citation.excerpt)


def _from_note(edition: Edition, origin: str, path: str, places: tuple[_Place, ...]) -> BacklinkView:
    node = edition.site.nodes[path]
    label = "" if is_plain(edition, node) else kind_label(edition.site, node)
    there = href(edition.addresses, origin, edition.addresses.paths[node])
    sentences = tuple(_sentence(edition, origin, path, place) for place in places)
    return BacklinkView(node_title(edition.site, node), there, sentences, label)


def _sentence(edition: Edition, origin: str, path: str, place: _Place) -> SentenceView:
    target = edition.addresses.paths[edition.site.nodes[path]]
    pieces = (place.excerpt.before, place.excerpt.marked, place.excerpt.after)
    before, marked, after = (_worded(edition.citation_words[path], piece) for piece in pieces)
    return SentenceView(href(edition.addresses, origin, target, place.anchor), before, marked, after)


_WRITTEN = re.compile(r"\[[^\[\]]*@[^\[\]]*\]|@\{[^{}]*\}|@[^\s\[\]{}]*[^\s\[\]{}.,;:!?()'\"]")


def _worded(words: Mapping[str, str], text: str) -> str:
    """A piece of a sentence with its citations as readers know them instead of as they are written."""
    return _WRITTEN.sub(lambda found: words.get(found[0], found[0]), text)
