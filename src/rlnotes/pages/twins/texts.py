"""What the Markdown of a page says below its title: the text, what it lists, its references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from rlnotes.graph.lines import line_sources
from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.graph.site import HubSection, Member
from rlnotes.model.note import Kind, Note
from rlnotes.pages.csl.processor import Cited, reference_html
from rlnotes.pages.edition import Edition
from rlnotes.pages.markdown.converter import markdown_of
from rlnotes.pages.markdown.text import escaped_text, heading, link, one_line, paragraph
from rlnotes.pages.parts import hub_text
from rlnotes.pages.referring import PageSources, citation_markup, page_sources, reference_anchor, reference_list
from rlnotes.pages.sentences import cited_by_views
from rlnotes.pages.topics import topic_papers
from rlnotes.pages.twins.bodies import Cite, short_citation, twin_parts
from rlnotes.pages.twins.places import twin_url
from rlnotes.pages.urls import href
from rlnotes.pages.views.parts import BacklinkView, ReferenceView
from rlnotes.words.table import said


@dataclass(frozen=True, slots=True)
class Telling:
    """For which file a text is told; one that `is_short` cites by author and year, and has no list of references."""

    edition: Edition
    origin: str
    is_short: bool = False


def note_text(telling: Telling, path: str) -> str:
    """The text of the note at `path`, what it lists, and its references."""
    edition = telling.edition
    if telling.is_short:
        blocks = [*_told(telling, edition.site.notes[path], partial(short_citation, edition, telling.origin))]
    else:
        sources = page_sources(edition, path)
        blocks = [*_told(telling, edition.site.notes[path], partial(citation_markup, sources))]
        blocks += _references(telling, path, sources)
    return "\n\n".join(block for block in blocks if block)


def _told(telling: Telling, note: Note, cite: Cite) -> Iterator[str]:
    edition, site, path = telling.edition, telling.edition.site, note.path
    if note.front.kind is Kind.HUB:
        yield from _hub(telling, path, cite)
        return
    yield from twin_parts(edition, path, (site.bodies[path].html,), telling.origin, cite)
    if note.front.kind is Kind.TOPIC:
        yield from _list(telling, "page.synthesis_notes", site.topics[path])
        papers = (Member(source_node(key)) for key in topic_papers(site, path, edition.words.language))
        yield from _list(telling, "page.source_papers", papers)
    elif note.front.kind is Kind.LINE:
        yield from _list(telling, "page.sources", line_sources(site, path))
        yield from _list(telling, "page.next_lines", map(Member, edition.next_lines[path]))


def _hub(telling: Telling, path: str, cite: Cite) -> Iterator[str]:
    """The text of a hub, with what each section lists."""
    edition, sections = telling.edition, telling.edition.site.sections[path]
    text = hub_text(edition.site, path)
    parts = (text.before, *text.sections, text.after)
    before, *within, after = twin_parts(edition, path, parts, telling.origin, cite)
    yield before
    for section, part in zip(sections, within, strict=True):
        yield from _section(telling, section, part)
    yield after


def _section(telling: Telling, section: HubSection, part: str) -> Iterator[str]:
    if section.title:
        yield heading(2, escaped_text(section.title))
    yield section.date.isoformat() if section.date else ""
    yield paragraph(escaped_text(section.text)) if section.text else part
    yield member_list(telling.edition, telling.origin, section.members)


def _list(telling: Telling, key: str, members: Iterable[Member]) -> Iterator[str]:
    if listed := member_list(telling.edition, telling.origin, members):
        yield heading(2, said(telling.edition.words, key))
        yield listed


def member_list(edition: Edition, origin: str, members: Iterable[Member]) -> str:
    """A list of nodes for the file at `origin`: title, address, and what is said of each in this list or elsewhere."""
    return "\n".join(_member(edition, origin, member) for member in members)


def _member(edition: Edition, origin: str, member: Member) -> str:
    face = edition.faces[member.node]
    title = escaped_text(one_line(member.title or face.title))
    told = one_line(member.claim or member.description or face.claim or face.description)
    line = f"- {link(title, twin_url(edition, origin, face.path))}"
    return f"{line}: {escaped_text(told)}" if told else line


def _references(telling: Telling, path: str, sources: PageSources) -> Iterator[str]:
    """The list of references in the site's style, each leading to its source."""
    if sources.cited:
        yield heading(2, said(telling.edition.words, "page.references"))
        views = {view.id: view for view in reference_list(telling.edition, path, sources)}
        pages = {reference_anchor(key): telling.edition.addresses.paths[source_node(key)] for key in sources.cited}
        yield "\n".join(_reference(telling, path, view, pages[view.id]) for view in views.values())


def _reference(telling: Telling, path: str, view: ReferenceView, page: str) -> str:
    edition, addresses = telling.edition, telling.edition.addresses
    here = escape(href(addresses, addresses.paths[edition.site.nodes[path]], page))
    there = escape(twin_url(edition, telling.origin, page))
    told = one_line(markdown_of(str(view.html).replace(f'href="{here}"', f'href="{there}"')))
    return f"- [{view.number}] {told}" if view.number else f"- {told}"


def source_text(telling: Telling, key: str) -> str:
    """The text about a source: how it is cited, its abstract, what a note says of it, who cites it in which words."""
    edition = telling.edition
    reference, comment = edition.site.references[key], edition.site.comments.get(key)
    blocks = [markdown_of(reference_html(edition.style, Cited(reference)))]
    if reference.abstract:
        blocks += (heading(2, said(edition.words, "page.abstract")), paragraph(escaped_text(reference.abstract)))
    if comment:
        blocks.append(note_text(telling, comment))
    blocks += _cited_by(telling, key)
    return "\n\n".join(block for block in blocks if block)


def _cited_by(telling: Telling, key: str) -> Iterator[str]:
    edition = telling.edition
    nodes = [edition.site.nodes[citing.origin] for citing in edition.site.cited_by[key]]
    if nodes:
        yield heading(2, said(edition.words, "page.cited_by"))
        views = cited_by_views(edition, edition.addresses.paths[source_node(key)], key)
        yield "\n".join(_citing(telling, node, view) for node, view in zip(nodes, views, strict=True))


def _citing(telling: Telling, node: NodeId, view: BacklinkView) -> str:
    url = twin_url(telling.edition, telling.origin, telling.edition.faces[node].path)
    said_there = (one_line(escaped_text(f"{each.before}{each.marked}{each.after}")) for each in view.sentences)
    return "\n".join((f"- {link(escaped_text(one_line(view.title)), url)}", *(f"  - {told}" for told in said_there)))
