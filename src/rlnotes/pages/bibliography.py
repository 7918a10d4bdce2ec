"""The bibliography: every source of the site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rlnotes.graph.resolution import NodeId
from rlnotes.model.collation import first_letter, sort_key
from rlnotes.model.page import Page
from rlnotes.model.reference import author_label
from rlnotes.pages.cards import paper
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.orders import TOP_HUBS, TOPICS
from rlnotes.pages.packs import links_of_packs
from rlnotes.pages.paging import numbered, pages_of_list, paging_view
from rlnotes.pages.site_files import BIBLIOGRAPHY, HOME
from rlnotes.pages.urls import generated_path, href, pack_path
from rlnotes.pages.views.citing import BibliographyView, PaperGroup
from rlnotes.pages.views.parts import LinkView, PaperView
from rlnotes.words.table import said

_SCRIPT: Final = "static/on-demand/bibliography.js"
_STYLES: Final = "static/on-demand/all-notes.css"


def outline_bibliography(edition: Edition) -> Iterator[tuple[str, str]]:
    """`bibliography.html` and its later pages; nothing where there are no sources."""
    first = generated_path(edition.addresses, BIBLIOGRAPHY)
    return ((path, first) for path in pages_of_list(edition.batches, first))


def plan_bibliography(edition: Edition, path: str, first: str) -> Page:
    """The sources by the first letter of the first author."""
    batch, references, language = edition.batches[path], edition.site.references, edition.words.language
    title = said(edition.words, "page.bibliography")
    filed: defaultdict[str, list[PaperView]] = defaultdict(list)
    for key in batch.entries:
        filed[initial(author_label(references[key]), language)].append(paper(edition, path, key))
    letters = sorted(filed, key=lambda letter: sort_key(letter, language))
    view = BibliographyView(
        page=frame(edition, path, numbered(title, batch, edition.words), within=first),
        title=title,
        paper_count=batch.total,
        groups=tuple(PaperGroup(letter, _anchor(letter), tuple(filed[letter])) for letter in letters),
        breadcrumbs=(all_notes_crumb(edition, path),),
        paging=paging_view(edition.addresses, path, batch),
        packs=links_of_packs(edition, path, first),
        topics=tuple(_topic(edition, node) for name in (TOPICS, TOP_HUBS) for node in edition.orders[name]),
        script_href=href(edition.addresses, path, _SCRIPT),
        styles_href=href(edition.addresses, path, _STYLES),
        roster_count=batch.count,
    )
    return Page(path, "bibliography.html.jinja", view)


def _topic(edition: Edition, node: NodeId) -> LinkView:
    """A topic or hub to filter by, with the address of its pack from the site's root."""
    face = edition.faces[node]
    return LinkView(face.title, href(edition.addresses, HOME, pack_path(face.path, "json")))


def initial(label: str, language: str) -> str:
    """The letter a label is filed under, upper case, as the language counts letters; "#" for what is no letter."""
    first = first_letter(label, language)
    return first if first.isalpha() else "#"


def _anchor(letter: str) -> str:
    return "letter-other" if letter == "#" else f"letter-{letter.lower()}"
