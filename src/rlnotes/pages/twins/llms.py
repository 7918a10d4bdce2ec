"""`llms.txt` and `llms-full.txt`: what the site has for language models (llmstxt.org), and its first texts whole.

Both are bounded, and depend on nothing but what they show: a word more in any other note changes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Member
from rlnotes.model.note import Kind
from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import kind_title
from rlnotes.pages.markdown.text import escaped_text, heading, link, one_line
from rlnotes.pages.orders import BY_KIND, PAPERS, TOP_HUBS
from rlnotes.pages.site_files import ALL_NOTES, BIBLIOGRAPHY, FEED, LLMS, LLMS_FULL, SITEMAP_XML
from rlnotes.pages.twins.places import place_url
from rlnotes.pages.twins.texts import member_list
from rlnotes.pages.twins.twin import twin
from rlnotes.pages.urls import generated_path
from rlnotes.pages.views.service import LlmsFullView, LlmsSection, LlmsView
from rlnotes.words.table import said

MOST_OF_A_KIND: Final = 100
"""How many pages of a kind `llms.txt` lists."""
MOST_TEXTS: Final = 100
"""How many texts `llms-full.txt` has: about as many as a model can read at once."""


def outline_llms(edition: Edition) -> Iterator[tuple[str, str]]:
    """`llms.txt` and `llms-full.txt`, where pages have their Markdown."""
    if edition.imprint.has_twins:
        yield from ((LLMS, ""), (LLMS_FULL, ""))


def plan_llms(edition: Edition, path: str, _subject: str) -> Page:
    """One of the two."""
    return _full(edition) if path == LLMS_FULL else _index(edition)


def _index(edition: Edition) -> Page:
    sections = (_section(edition, kind) for kind in BY_KIND)
    view = LlmsView(
        heading=heading(1, escaped_text(one_line(edition.imprint.title))),
        description=escaped_text(one_line(edition.imprint.description)),
        sections=(*(section for section in sections if section.entries), _rest(edition)),
    )
    return Page(LLMS, "llms.txt.jinja", view)


def _section(edition: Edition, kind: Kind) -> LlmsSection:
    """The first pages of a kind; the rest is told by number."""
    nodes = _nodes(edition, kind)
    members = (Member(node) for node in nodes[:MOST_OF_A_KIND])
    more = len(nodes) - MOST_OF_A_KIND
    return LlmsSection(kind_title(edition.words, kind), member_list(edition, LLMS, members), max(more, 0))


def _nodes(edition: Edition, kind: Kind) -> tuple[NodeId, ...]:
    """The pages of a kind by title, the hubs that no other hub lists first."""
    first = edition.orders[TOP_HUBS] if kind is Kind.HUB else ()
    return tuple(dict.fromkeys((*first, *edition.orders[kind.value])))


def _rest(edition: Edition) -> LlmsSection:
    """Where all is listed. The proposal gives the name of this section a meaning, so it is no word of the interface."""
    pages = [(said(edition.words, "page.all_notes"), generated_path(edition.addresses, ALL_NOTES))]
    if edition.orders[PAPERS]:
        pages.append((said(edition.words, "page.bibliography"), generated_path(edition.addresses, BIBLIOGRAPHY)))
    pages += ((name, name) for name in ((SITEMAP_XML, FEED) if edition.addresses.base_url else ()))
    pages.append((LLMS_FULL, LLMS_FULL))
    lines = (f"- {link(escaped_text(label), place_url(edition, LLMS, path))}" for label, path in pages)
    return LlmsSection("Optional", "\n".join(lines))


def _full(edition: Edition) -> Page:
    nodes = tuple(islice(_all_nodes(edition), MOST_TEXTS))
    count = sum(len(edition.orders[kind.value]) for kind in BY_KIND)
    view = LlmsFullView(
        title=edition.imprint.title,
        texts=tuple(twin(edition, LLMS_FULL, node, is_short=True) for node in nodes),
        more=max(count - len(nodes), 0),
        index_url=place_url(edition, LLMS_FULL, LLMS),
    )
    return Page(LLMS_FULL, "llms_full.txt.jinja", view)


def _all_nodes(edition: Edition) -> Iterable[NodeId]:
    return (node for kind in BY_KIND for node in _nodes(edition, kind))
