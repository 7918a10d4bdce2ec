"""The sentences in which other notes link to a node or cite a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from msgspec.structs import replace

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Backlink, CitedBy
from rlnotes.model.link import REVERSED, Citation, Mention, Relation
from rlnotes.model.note import Kind
from rlnotes.pages.body import link_anchor
from rlnotes.pages.concordance import MANY, is_long
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import citation_words
from rlnotes.pages.referring import citation_anchor
from rlnotes.pages.relations import way_label
from rlnotes.pages.urls import href
from rlnotes.pages.views.parts import BacklinkView, SentenceView


def backlink_views(edition: Edition, origin: str, node: NodeId) -> tuple[BacklinkView, ...]:
    """The notes that link to a node, with the sentences that do; those that merely list it are shown elsewhere.

    Typed links come first, by type.
    """
    listers = edition.site.parents.get(node, ())
    backlinks = edition.site.backlinks.get(node, ())
    views = [(b.origin, _backlink(edition, origin, b, label)) for b, label in _by_relation(edition, backlinks)]
    return tuple([view for path, view in views if view.sentences or view.relation or path not in listers])


def _by_relation(edition: Edition, backlinks: tuple[Backlink, ...]) -> Iterator[tuple[Backlink, str]]:
    """The backlinks of each type with what it makes of the page, then those of no type, with the links that are so."""
    for relation in Relation if any(each.relations for each in backlinks) else ():
        label = way_label(edition.words, REVERSED[relation])
        for each in backlinks:
            if links := tuple(index for index, said in each.relations if said is relation):
                yield Backlink(each.origin, links), label
    for each in backlinks:
        typed = frozenset(index for index, _ in each.relations)
        if links := tuple(index for index in each.links if index not in typed) if typed else each.links:
            yield Backlink(each.origin, links), ""


def _backlink(edition: Edition, origin: str, backlink: Backlink, relation: str) -> BacklinkView:
    mentions = _mentions(edition, backlink.origin, (), backlink.links)
    mentions.sort(key=attrgetter("index"))
    view = _from_note(edition, origin, backlink.origin, mentions)
    return replace(view, relation=relation) if relation else view


def cited_by_views(edition: Edition, origin: str, key: str) -> tuple[BacklinkView, ...]:
    """The notes that cite a source, with every sentence that does, in the order of the text."""
    return tuple([_citing(edition, origin, citing) for citing in edition.site.cited_by[key]])


def _citing(edition: Edition, origin: str, citing: CitedBy) -> BacklinkView:
    mentions = _mentions(edition, citing.origin, citing.citations, citing.links)
    return _from_note(edition, origin, citing.origin, mentions)


def _mentions(edition: Edition, path: str, citations: tuple[int, ...], links: tuple[int, ...]) -> list[Mention]:
    """The sentences of some citations and links of a note, in the order of the text."""
    mentions = edition.site.mentions[path]
    if len(mentions) <= MANY:
        return [one for one in mentions if one.index in (citations if one.is_citation else links)]
    wanted = (*((True, index) for index in citations), *((False, index) for index in links))
    known = edition.concordances[path].places
    return [mentions[place] for place in sorted(known[one] for one in wanted if one in known)]


def _from_note(edition: Edition, origin: str, path: str, mentions: list[Mention]) -> BacklinkView:
    face = edition.faces[edition.site.nodes[path]]
    there = href(edition.addresses, origin, face.path)
    places = edition.hub_places[path] if face.kind is Kind.HUB else None
    sentences = []
    for mention in mentions:
        is_shown = mention.is_shown if places is None else _is_in(places, mention)
        if is_shown or mention.is_citation:  # a hub's page shows cards or a heading in the place of some links
            sentences.append(_sentence(edition, path, there, mention, is_shown=is_shown))
    return BacklinkView(face.title, there, tuple(sentences), "" if face.is_plain else face.kind_label, face.lang)


def _is_in(places: frozenset[tuple[str, int]], mention: Mention) -> bool:
    return any((kind, mention.index) in places for kind in ("C" if mention.is_citation else "LIE"))


def _sentence(edition: Edition, path: str, there: str, mention: Mention, *, is_shown: bool) -> SentenceView:
    """The sentence of a link or citation; `there` is its note, and the place in it follows where that is shown."""
    excerpt = mention.excerpt
    before, marked, after = excerpt.before, excerpt.marked, excerpt.after
    if "@" in before or "@" in marked or "@" in after:
        before, marked, after = (worded(edition, path, piece) for piece in (before, marked, after))
    anchor = citation_anchor(mention.index) if mention.is_citation else link_anchor(mention.index)
    return SentenceView(f"{there}#{anchor}" if is_shown else there, before, marked, after)


_WRITTEN = re.compile(
    r"\[(?:[^\[\]@]|\[[^\[\]]*\])*+@(?:[^\[\]]|\[[^\[\]]*\])*+\]"
    r"|@(?:\{[^{}]*\}|[^\s\[\]{}]*[^\s\[\]{}.,;:!?()'\"])(?: \[[^\[\]]*\])?"
)


def worded(edition: Edition, path: str, text: str) -> str:
    """A piece of a sentence with its citations as readers know them instead of as they are written."""
    return _WRITTEN.sub(lambda found: _citation_words(edition, path, found[0]), text)


def _citation_words(edition: Edition, path: str, written: str) -> str:
    """The words for a citation; the bracket behind one in running text may be none of it."""
    citation, rest = _as_written(edition, path, written), ""
    if not citation and written.startswith("@"):
        key, gap, bracket = written.partition(" [")
        citation, rest = _as_written(edition, path, key), gap + bracket
    return citation_words(edition.site, citation) + rest if citation else written


def _as_written(edition: Edition, path: str, written: str) -> Citation | None:
    note = edition.site.notes[path]
    if is_long(note):
        return edition.concordances[path].citations.get(written)
    return next((one for one in note.citations if one.written == written), None)
