"""Citation packs: all sources behind a hub, a topic or a line, or the site, in files for reference managers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from rlnotes.graph.below import sources_below
from rlnotes.model.page import Page
from rlnotes.model.reference import Reference
from rlnotes.pages.edition import Edition
from rlnotes.pages.orders import PAPERS
from rlnotes.pages.records.bibtex import bibtex_entry
from rlnotes.pages.records.csl_json import csl_record
from rlnotes.pages.site_files import BIBLIOGRAPHY
from rlnotes.pages.urls import FED, generated_path, href, pack_path
from rlnotes.pages.views.citing import ExportFileView
from rlnotes.pages.views.parts import LinkView

_FORMATS: Final = {"bib": "BibTeX", "json": "CSL-JSON"}
"""What packs are in, by the ending of their names."""


def outline_packs(edition: Edition) -> Iterator[tuple[str, str]]:
    """The packs of notes, about their paths, and of the site, about ""; nothing where there are no sources."""
    site = edition.site
    if not site.references:
        return
    pages = [(generated_path(edition.addresses, BIBLIOGRAPHY), "")]
    fed = (path for path, note in site.notes.items() if note.front.kind in FED and path in site.listed)
    pages += [(edition.addresses.paths[path], path) for path in fed]
    yield from ((pack_path(page, ending), subject) for page, subject in pages for ending in _FORMATS)


def plan_pack(edition: Edition, path: str, subject: str) -> Page:
    """The sources behind a subject by citation key, in the format that the path ends in."""
    keys = sources_below(edition.site, subject) if subject else edition.orders[PAPERS]
    references = [edition.site.references[key] for key in sorted(keys)]
    text = _csl(references) if path.endswith(".json") else _bibtex(references)
    view = ExportFileView(Markup(text.rstrip("\n")))  # noqa: S704 - no HTML
    return Page(path, "export.txt.jinja", view)


def _csl(references: Iterable[Reference]) -> str:
    """A list, with a line for each record: it is read by programs, and quickly written."""
    return "[\n" + ",\n".join(json.dumps(csl_record(each), ensure_ascii=False) for each in references) + "\n]"


def _bibtex(references: Iterable[Reference]) -> str:
    return "\n".join(map(bibtex_entry, references))


def pack_links(edition: Edition, origin: str, subject: str) -> tuple[LinkView, ...]:
    """The ways from the page at `origin`, which shows the note `subject`, to its packs; none if they are empty."""
    site = edition.site
    if subject not in site.listed or next(sources_below(site, subject), None) is None:
        return ()
    return links_of_packs(edition, origin, origin)


def links_of_packs(edition: Edition, origin: str, page: str) -> tuple[LinkView, ...]:
    """The ways from the page at `origin` to the packs beside `page`."""
    return tuple(
        LinkView(label, href(edition.addresses, origin, pack_path(page, ending))) for ending, label in _FORMATS.items()
    )
