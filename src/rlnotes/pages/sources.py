"""Sources: a page for each paper, with who cites it and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec.structs import replace

from rlnotes.graph.citing import co_cited
from rlnotes.graph.resolution import source_node
from rlnotes.graph.site import Member
from rlnotes.model.note import Note
from rlnotes.model.page import Page
from rlnotes.model.reference import Reference, short_label, year_label
from rlnotes.pages.body import body_html
from rlnotes.pages.cards import card, colophon, tag_links
from rlnotes.pages.csl.processor import Cited, reference_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.identifiers import entry_links, identifier_views, whereabouts
from rlnotes.pages.metadata import source_metadata
from rlnotes.pages.records.exports import export_views
from rlnotes.pages.referring import page_sources, reference_list
from rlnotes.pages.relations import relation_views
from rlnotes.pages.sentences import cited_by_views
from rlnotes.pages.site_files import BIBLIOGRAPHY
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import generated_path, href
from rlnotes.pages.views.citing import CoCitedView, SourceView
from rlnotes.pages.views.parts import NO_COLOPHON, NO_HTML, Colophon, IdentifierView, LinkView, ReferenceView, TagLink
from rlnotes.words.table import Words, said

MOST_CO_CITED: Final = 10


@dataclass(frozen=True, slots=True)
class _Comment:
    """What a note of kind source adds to its record."""

    html: Markup = NO_HTML
    references: tuple[ReferenceView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    colophon: Colophon = NO_COLOPHON
    template: str = ""


def outline_sources(edition: Edition) -> Iterator[tuple[str, str]]:
    """The pages of the sources, each about its citation key."""
    return ((edition.addresses.paths[source_node(key)], key) for key in edition.site.references)


def plan_source(edition: Edition, path: str, key: str) -> Page:
    """The page of a source."""
    comment = _comment(edition, path, key)
    view = _view(edition, path, edition.site.references[key], comment)
    return Page(path, "source.html.jinja", view, comment.template)


def _view(edition: Edition, path: str, reference: Reference, comment: _Comment) -> SourceView:
    title = reference.title or reference.key
    commenting = edition.site.comments.get(reference.key)
    note = edition.site.notes[commenting] if commenting else None  # asking for "" would be reading all notes
    identifiers, crumbs = identifier_views(reference), _crumbs(edition, path)
    description = note.front.description if note else short_label(reference)
    metadata = source_metadata(edition, path, reference, crumbs)
    return SourceView(
        page=frame(edition, path, title, description, note, metadata=metadata, has_feed=True),
        title=title,
        breadcrumbs=crumbs,
        type_label=type_label(reference, edition.words),
        authors=tuple(name.literal or f"{name.given} {name.family}".strip() for name in reference.authors),
        has_more_authors=reference.has_more_authors,
        year=year_label(reference),
        venue=_venue(reference, edition.words),
        remark=reference.remark,
        identifiers=identifiers,
        links=(*_own_files(edition, path, note), *_links(reference, identifiers)),
        abstract=reference.abstract,
        commentary_html=comment.html,
        citation_html=Markup(reference_html(edition.style, Cited(reference))),  # noqa: S704 - texts escaped before
        cited_by=cited_by_views(edition, path, reference.key),
        co_cited=_co_cited(edition, path, reference.key),
        lines=tuple(card(edition, path, Member(line)) for line in edition.resting.get(reference.key, ())),
        exports=export_views(reference),
        tags=comment.tags,
        references=comment.references,
        colophon=_with_relations(edition, path, comment.colophon, reference.key),
    )


def _with_relations(edition: Edition, path: str, colophon: Colophon, key: str) -> Colophon:
    relations = relation_views(edition, path, source_node(key))
    return replace(colophon, relations=relations) if relations else colophon


def type_label(reference: Reference, words: Words) -> str:
    """What kind of work it is; "" where its record does not tell."""
    if reference.type == "article":
        return said(words, "work.preprint" if reference.arxiv else "work.article")
    key = f"work.{reference.type.replace('-', '_')}"
    return said(words, key) if key in words.texts else ""


def _comment(edition: Edition, path: str, key: str) -> _Comment:
    origin = edition.site.comments.get(key)
    if origin is None:
        return _Comment()
    sources = page_sources(edition, origin)
    return _Comment(
        html=body_html(edition, origin, sources),
        references=reference_list(edition, origin, sources),
        tags=tag_links(edition, path, origin),
        colophon=colophon(edition, origin),
        template=own_template(edition.site.notes[origin]),
    )


def _crumbs(edition: Edition, path: str) -> tuple[LinkView, ...]:
    there = href(edition.addresses, path, generated_path(edition.addresses, BIBLIOGRAPHY))
    return (all_notes_crumb(edition, path), LinkView(said(edition.words, "page.bibliography"), there))


def _venue(reference: Reference, words: Words) -> str:
    """Where it appeared, as one phrase: "Nature, volume 645, number 2, pages 633-638"."""
    parts = (
        reference.venue,
        said(words, "page.volume", number=reference.volume) if reference.volume else "",
        said(words, "page.issue", number=reference.number) if reference.number else "",
        said(words, "page.pages_cited", number=reference.pages) if reference.pages else "",
        reference.publisher,
    )
    return said(words, "reason.comma").join(part for part in parts if part)


def _own_files(edition: Edition, path: str, note: Note | None) -> tuple[LinkView, ...]:
    """The files of the site that the note on a source names as its paper or slides."""
    places = whereabouts(edition.site, edition.addresses, note, edition.words) if note else ()
    return entry_links(edition.addresses, path, tuple(each for each in places if each.path))


def _links(reference: Reference, identifiers: tuple[IdentifierView, ...]) -> tuple[LinkView, ...]:
    """Where to read it, short of the addresses that its identifiers lead to."""
    known = {"", *(identifier.href for identifier in identifiers)}
    urls = dict.fromkeys(url for url in (reference.url, reference.venue_url) if url not in known)
    return tuple(LinkView(urlsplit(url).hostname or url, url) for url in urls)


def _co_cited(edition: Edition, path: str, key: str) -> tuple[CoCitedView, ...]:
    return tuple(_beside(edition, path, other, count) for other, count in co_cited(edition.site, key)[:MOST_CO_CITED])


def _beside(edition: Edition, path: str, key: str, count: int) -> CoCitedView:
    face = edition.faces[source_node(key)]
    label = short_label(edition.site.references[key])
    return CoCitedView(face.title, href(edition.addresses, path, face.path), label, count)
