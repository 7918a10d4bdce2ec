"""The sentences in which other notes link to a node or cite a source."""

from __future__ import annotations

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Backlink, CitedBy, Site
from rlnotes.model.link import Citation, Excerpt, LinkForm
from rlnotes.model.reference import short_label
from rlnotes.pages.body import link_anchor
from rlnotes.pages.cards import is_plain
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import kind_label, node_title
from rlnotes.pages.referring import citation_anchor
from rlnotes.pages.urls import href
from rlnotes.pages.views_parts import BacklinkView, SentenceView


def backlink_views(edition: Edition, origin: str, node: NodeId) -> tuple[BacklinkView, ...]:
    """The notes that link to a node in their text, with the sentences; hubs that merely list it are shown elsewhere."""
    views = (_backlink(edition, origin, backlink) for backlink in edition.site.backlinks.get(node, ()))
    return tuple(view for view in views if view.sentences)


def _backlink(edition: Edition, origin: str, backlink: Backlink) -> BacklinkView:
    links = [edition.site.notes[backlink.origin].links[index] for index in backlink.links]
    sentences = tuple(
        _sentence(edition, origin, backlink.origin, link_anchor(link.index), link.excerpt)
        for link in links
        if link.form is not LinkForm.FRONT_MATTER
    )
    return _from_note(edition, origin, backlink.origin, sentences)


def cited_by_views(edition: Edition, origin: str, key: str) -> tuple[BacklinkView, ...]:
    """The notes that cite a source, with every sentence that does, in the order of the text."""
    return tuple(_citing(edition, origin, citing) for citing in edition.site.cited_by.get(key, ()))


def _citing(edition: Edition, origin: str, citing: CitedBy) -> BacklinkView:
    note = edition.site.notes[citing.origin]
    places = [(note.citations[i].span, citation_anchor(i), note.citations[i].excerpt) for i in citing.citations]
    places += [
        (note.links[i].span, link_anchor(i), note.links[i].excerpt)
        for i in citing.links
        if _is_prose(note.links[i].form)
    ]
    sentences = (
        _sentence(edition, origin, citing.origin, anchor, excerpt)
        for _, anchor, excerpt in sorted(places, key=lambda p: p[:2])
    )
    return _from_note(edition, origin, citing.origin, tuple(sentences))


def _is_prose(form: LinkForm) -> bool:
    return form is not LinkForm.FRONT_MATTER


def _from_note(edition: Edition, origin: str, path: str, sentences: tuple[SentenceView, ...]) -> BacklinkView:
    node = edition.site.nodes[path]
    label = "" if is_plain(edition, node) else kind_label(edition.site, node)
    return BacklinkView(
        node_title(edition.site, node), href(edition.addresses, origin, edition.addresses.paths[node]), sentences, label
    )


def _sentence(edition: Edition, origin: str, path: str, anchor: str, excerpt: Excerpt) -> SentenceView:
    target = edition.addresses.paths[edition.site.nodes[path]]
    before, marked, after = (
        _worded(edition.site, path, text) for text in (excerpt.before, excerpt.marked, excerpt.after)
    )
    return SentenceView(href(edition.addresses, origin, target, anchor), before, marked, after)


def _worded(site: Site, path: str, text: str) -> str:
    """A piece of a sentence with its citations as readers know them instead of as they are written."""
    if "@" not in text:
        return text
    for citation in sorted(site.notes[path].citations, key=lambda citation: -len(citation.written)):
        text = text.replace(citation.written, citation_words(site, citation))
    return text


def citation_words(site: Site, citation: Citation) -> str:
    """A citation as plain words: "(Shao et al. 2024; Yue et al. 2025)"; as written where it names no source."""
    labels = [
        str(reference.issued[0]) if item.author_suppressed and reference.issued else short_label(reference)
        for item in citation.items
        if (reference := site.references.get(item.key))
    ]
    if not labels:
        return citation.written
    return labels[0] if citation.is_narrative else f"({'; '.join(labels)})"
