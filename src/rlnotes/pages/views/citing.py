"""The views about sources and citing: of a work, of the bibliography, of what readers take along."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec import Struct

from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.parts import (
    NO_COLOPHON,
    NO_HTML,
    BacklinkView,
    CardView,
    Colophon,
    IdentifierView,
    LinkView,
    PagingView,
    PaperView,
    ReferenceView,
    RelatedView,
    TagLink,
)


class CoCitedView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A paper cited together with this one, in `count` notes."""

    title: str
    href: str
    label: str  # "Shao et al. 2024"
    count: int


class ExportView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A source's record to copy: label "BibTeX", "CSL-JSON" or "RIS"."""

    label: str
    text: str


class CiteView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """How to cite a note: formatted and in each format, as of the day `version`, at `url` ("" without a base URL)."""

    html: Markup
    exports: tuple[ExportView, ...]
    version: date | None = None
    url: str = ""


class ExportFileView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A file of records (`export.txt.jinja`): the text as it is."""

    text: Markup


class PaperGroup(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The papers below one heading of the bibliography, for instance of a year or a first letter."""

    title: str
    id: str
    papers: tuple[PaperView, ...]


class SourceView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A paper or other work (`source.html.jinja`)."""

    page: PageFrame
    title: str
    breadcrumbs: tuple[LinkView, ...] = ()
    type_label: str = ""  # "Journal article", "Preprint"
    authors: tuple[str, ...] = ()
    has_more_authors: bool = False
    year: str = ""
    venue: str = ""  # with volume, number and pages, as one phrase
    remark: str = ""
    identifiers: tuple[IdentifierView, ...] = ()
    links: tuple[LinkView, ...] = ()
    abstract: str = ""
    commentary_html: Markup = NO_HTML
    citation_html: Markup = NO_HTML
    cited_by: tuple[BacklinkView, ...] = ()
    co_cited: tuple[CoCitedView, ...] = ()
    exports: tuple[ExportView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()  # of the commentary
    related: tuple[RelatedView, ...] = ()
    colophon: Colophon = NO_COLOPHON
    lines: tuple[CardView, ...] = ()  # that rest on it


class BibliographyView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """All sources, in groups (`bibliography.html.jinja`).

    `topics` are topics and hubs to filter by, their hrefs those of the files of their sources, from the site's root;
    `roster_count` is in how many files a script finds the sources of all pages.
    """

    page: PageFrame
    title: str
    paper_count: int
    groups: tuple[PaperGroup, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    paging: PagingView | None = None  # where the list has several pages
    packs: tuple[LinkView, ...] = ()  # files of all sources
    topics: tuple[LinkView, ...] = ()
    script_href: str = ""
    styles_href: str = ""
    roster_count: int = 0
