"""The clean Markdown beside the page of each note and source, for programs that read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.link import Relation
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.model.reference import Reference
from rlnotes.pages.cards import colophon
from rlnotes.pages.edition import Edition
from rlnotes.pages.faces import UNKNOWN
from rlnotes.pages.markdown.text import escaped_text, heading, one_line
from rlnotes.pages.twins.front_lines import Value, front_lines
from rlnotes.pages.twins.places import has_twin, place_url, twin_url
from rlnotes.pages.twins.texts import Telling, note_text, source_text
from rlnotes.pages.urls import twin_path
from rlnotes.pages.views.service import MarkdownView

_MOST_AUTHORS: Final = 20


def outline_twins(edition: Edition) -> Iterator[tuple[str, str]]:
    """The Markdown of each note, unlisted ones included, and of each source, about its node."""
    if edition.imprint.has_twins:
        nodes = {*edition.site.nodes.values(), *map(source_node, edition.site.references)}
        pages = ((edition.addresses.paths[node], node) for node in sorted(nodes))
        yield from ((twin_path(page), node) for page, node in pages if has_twin(edition, page))


def plan_twin(edition: Edition, path: str, node: str) -> Page:
    """The Markdown of the page of a node."""
    return Page(path, "page.md.jinja", twin(edition, path, node))


def twin(edition: Edition, path: str, node: NodeId, *, is_short: bool = False) -> MarkdownView:
    """A node's page as Markdown with front matter, for the file at `path`; `is_short` as in `Telling`."""
    facts = _source_facts(edition, node[1:]) if node.startswith("@") else _note_facts(edition, node)
    face = edition.faces[node]
    url, telling = place_url(edition, path, face.path), Telling(edition, path, is_short)
    told: tuple[tuple[str, Value], ...] = (("title", face.title), ("description", face.description), ("url", url))
    return MarkdownView(
        front="\n".join(front_lines((*told, *facts, *_relations(edition, path, node)))),
        heading=heading(1, escaped_text(one_line(face.title))),
        url=url,
        text=source_text(telling, node[1:]) if node.startswith("@") else note_text(telling, node),
    )


def _note_facts(edition: Edition, path: str) -> Iterator[tuple[str, Value]]:
    """What front matter and history say of a note, under the names that front matter has for it."""
    note, about = edition.site.notes[path], colophon(edition, path)
    front, dates = note.front, edition.site.dates[path]
    yield from (("kind", front.kind.value), ("claim", front.claim))
    yield from (("state", about.state or None), ("status", about.status or None))
    yield from (("confidence", about.confidence or None), ("importance", about.importance))
    yield from (("date", dates.created), ("updated", dates.updated))
    yield from (("authors", about.authors), ("license", about.license))
    yield from (("lang", front.lang or edition.imprint.language), ("tags", edition.faces[path].tags))
    yield from (("doi", front.doi), ("arxiv", front.arxiv), ("venue", front.venue))
    yield from (("citation", front.citation), ("paper_url", front.paper_url), ("slides_url", front.slides_url))


def _relations(edition: Edition, origin: str, node: NodeId) -> Iterator[tuple[str, Value]]:
    """The nodes that a node has typed links to, by type."""
    edges = edition.site.relations.get(node, ())
    for relation in Relation:
        pages = (edition.faces[edge.node].path for edge in edges if edge.relation is relation)
        yield relation.value, tuple(twin_url(edition, origin, page) for page in pages)


def _source_facts(edition: Edition, key: str) -> Iterator[tuple[str, Value]]:
    """What the record of a source says; what its page says in other words is left to the text."""
    reference, face = edition.site.references[key], edition.faces[source_node(key)]
    yield from (("kind", Kind.SOURCE.value), ("key", key), ("type", reference.type))
    yield from (("authors", _authors(reference)), ("year", reference.issued[0] if reference.issued else None))
    yield from (("venue", reference.venue), ("doi", reference.doi), ("arxiv", reference.arxiv))
    yield from (("isbn", reference.isbn), ("source_url", reference.url), ("cited_by", face.citing))
    yield from (("lang", "" if face.lang == UNKNOWN else face.lang), ("tags", face.tags))


def _authors(reference: Reference) -> tuple[str, ...]:
    names = tuple(name.literal or f"{name.given} {name.family}".strip() for name in reference.authors)
    is_more = reference.has_more_authors or len(names) > _MOST_AUTHORS
    return (*names[:_MOST_AUTHORS], *(("others",) if is_more else ()))
