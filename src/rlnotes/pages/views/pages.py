"""The page views: for each template a frozen dataclass holding exactly what it may show.

A field of type `Markup` is HTML that is already safe; every other text is escaped by the template. An empty value
("", (), None) means there is nothing to say, and the template leaves out its label and heading.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec import Struct

from rlnotes.pages.views.citing import CiteView
from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.honesty import SupportView
from rlnotes.pages.views.maps import MapView, NeighbourhoodView
from rlnotes.pages.views.parts import (
    NO_COLOPHON,
    NO_HTML,
    BacklinkView,
    CardView,
    Colophon,
    EntryGroup,
    IdentifierView,
    LinkGroup,
    LinkView,
    PagingView,
    PaperView,
    ReferenceView,
    RelatedView,
    SectionView,
    TagLink,
    TocEntry,
)


class HomeView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The front page (`home.html.jinja`)."""

    page: PageFrame
    intro_html: Markup = NO_HTML
    hubs: tuple[CardView, ...] = ()
    topics: tuple[CardView, ...] = ()
    lines: tuple[CardView, ...] = ()  # the open ones
    newest: tuple[CardView, ...] = ()
    all_notes: LinkView | None = None
    colophon: Colophon = NO_COLOPHON
    folders: tuple[TagLink, ...] = ()  # where no hub or topic leads to the notes


class AllNotesView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Every note, in sections (`all_notes.html.jinja`).

    `roster_count` is in how many files a script finds those of all pages, 0 where they stand on one.
    """

    page: PageFrame
    title: str
    note_count: int
    sections: tuple[SectionView, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    paging: PagingView | None = None  # where the list has several pages
    map: MapView | None = None
    script_href: str = ""
    styles_href: str = ""
    roster_count: int = 0


class NoteView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A note or a plain page (`note.html.jinja`)."""

    page: PageFrame
    title: str
    body_html: Markup
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    kind_label: str = ""
    toc: tuple[TocEntry, ...] = ()
    hubs: tuple[LinkView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None
    colophon: Colophon = NO_COLOPHON
    topics: tuple[LinkView, ...] = ()  # that gather it
    neighbourhood: NeighbourhoodView | None = None
    cite: CiteView | None = None  # where somebody is named as its author


class HubView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A topic hub or a sub-map (`hub.html.jinja`); its section count is that of `sections`."""

    page: PageFrame
    title: str
    note_count: int
    sections: tuple[SectionView, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    intro_html: Markup = NO_HTML
    outro_html: Markup = NO_HTML
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    colophon: Colophon = NO_COLOPHON
    map: MapView | None = None
    packs: tuple[LinkView, ...] = ()  # files of all sources behind it


class TopicView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A topic (`topic.html.jinja`): the notes it gathers and all papers they cite; its counts are their lengths."""

    page: PageFrame
    title: str
    notes: tuple[CardView, ...]
    papers: tuple[PaperView, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    body_html: Markup = NO_HTML
    hubs: tuple[LinkView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    colophon: Colophon = NO_COLOPHON
    topics: tuple[LinkView, ...] = ()  # that gather it
    map: MapView | None = None
    packs: tuple[LinkView, ...] = ()  # files of all sources behind it


class LineView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """An inquiring line (`line.html.jinja`): essay, the notes it argues from, where to go next."""

    page: PageFrame
    title: str
    body_html: Markup
    sources: tuple[CardView, ...] = ()  # in the order of first citation, with `claim`
    next_lines: tuple[CardView, ...] = ()
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""  # the abstract
    toc: tuple[TocEntry, ...] = ()
    hubs: tuple[LinkView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    colophon: Colophon = NO_COLOPHON
    topics: tuple[LinkView, ...] = ()  # that gather it
    neighbourhood: NeighbourhoodView | None = None
    cite: CiteView | None = None  # where somebody is named as its author
    packs: tuple[LinkView, ...] = ()  # files of all sources behind it
    support: SupportView | None = None


class PostView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A dated blog post (`post.html.jinja`)."""

    page: PageFrame
    title: str
    body_html: Markup
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    published: date | None = None
    reading_minutes: int | None = None  # 0 is less than one
    toc: tuple[TocEntry, ...] = ()
    hubs: tuple[LinkView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None
    colophon: Colophon = NO_COLOPHON
    topics: tuple[LinkView, ...] = ()  # that gather it
    neighbourhood: NeighbourhoodView | None = None
    cite: CiteView | None = None  # where somebody is named as its author


class EntryView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A publication, talk, course or project of an academic home page (`entry.html.jinja`)."""

    page: PageFrame
    title: str
    body_html: Markup
    kind_label: str
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    date: date | None = None
    venue: str = ""
    authors: tuple[str, ...] = ()
    citation: str = ""  # shown as "Recommended citation"
    links: tuple[LinkView, ...] = ()  # paper, slides, site
    identifiers: tuple[IdentifierView, ...] = ()
    toc: tuple[TocEntry, ...] = ()
    hubs: tuple[LinkView, ...] = ()
    tags: tuple[TagLink, ...] = ()
    references: tuple[ReferenceView, ...] = ()
    backlinks: tuple[BacklinkView, ...] = ()
    related: tuple[RelatedView, ...] = ()
    previous: LinkView | None = None
    next: LinkView | None = None
    colophon: Colophon = NO_COLOPHON
    topics: tuple[LinkView, ...] = ()  # that gather it
    neighbourhood: NeighbourhoodView | None = None


class CollectionView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The list of all posts, publications, talks, ... (`collection.html.jinja`)."""

    page: PageFrame
    title: str
    groups: tuple[EntryGroup, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    intro_html: Markup = NO_HTML
    paging: PagingView | None = None  # where the list has several pages


class TagsView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """All tags (`tags.html.jinja`)."""

    page: PageFrame
    title: str
    tags: tuple[TagLink, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""


class TagView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The notes that carry a tag (`tag.html.jinja`)."""

    page: PageFrame
    title: str
    cards: tuple[CardView, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    paging: PagingView | None = None  # where the list has several pages


class FolderView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a folder holds that no note stands for (`folder.html.jinja`); `note_count` is of notes at any depth."""

    page: PageFrame
    title: str
    note_count: int
    folders: tuple[TagLink, ...] = ()
    cards: tuple[CardView, ...] = ()
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
    paging: PagingView | None = None  # where the list has several pages


class SitemapPageView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The Sitemap page for people (`sitemap_page.html.jinja`)."""

    page: PageFrame
    title: str
    groups: tuple[LinkGroup, ...]
    breadcrumbs: tuple[LinkView, ...] = ()
    description: str = ""
