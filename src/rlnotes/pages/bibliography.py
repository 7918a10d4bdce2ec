"""The bibliography: every source of the site."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from rlnotes.model.page import Page
from rlnotes.model.reference import author_label
from rlnotes.pages.cards import paper
from rlnotes.pages.edition import Edition
from rlnotes.pages.frame import all_notes_crumb, frame
from rlnotes.pages.topics import by_author
from rlnotes.pages.urls import BIBLIOGRAPHY, generated_path
from rlnotes.pages.views import BibliographyView
from rlnotes.pages.views_parts import PaperGroup, PaperView


def plan_bibliography(edition: Edition) -> Iterator[Page]:
    """`bibliography.html`, by the first letter of the first author; nothing where there are no sources."""
    site = edition.site
    if not site.references:
        return
    path = generated_path(edition.addresses, BIBLIOGRAPHY)
    keys = by_author(site, set(site.references))
    filed: defaultdict[str, list[PaperView]] = defaultdict(list)
    for key in keys:
        filed[initial(author_label(site.references[key]))].append(paper(edition, path, key))
    groups = tuple(PaperGroup(letter, _anchor(letter), tuple(filed[letter])) for letter in sorted(filed))
    view = BibliographyView(
        page=frame(edition, path, "Bibliography"),
        title="Bibliography",
        paper_count=len(keys),
        groups=groups,
        breadcrumbs=(all_notes_crumb(edition, path),),
    )
    yield Page(path, "bibliography.html.jinja", view)


def initial(label: str) -> str:
    """The letter a label is filed under: without accents, upper case; "#" for what is no letter."""
    first = unicodedata.normalize("NFD", label).upper()[:1]
    return first if first.isalpha() else "#"


def _anchor(letter: str) -> str:
    return "letter-other" if letter == "#" else f"letter-{letter.lower()}"
