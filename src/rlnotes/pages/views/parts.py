"""The smaller views that page views are made of: links, cards, entries, sentences, sources."""

from __future__ import annotations

from datetime import date
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from rlnotes.model.note import Confidence, LineState, Status

NO_HTML: Final = Markup()


class LinkView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A labelled link: a breadcrumb, a hub above, a neighbour, a paper or slides.

    `lang` here and below is the language of the title or label where it is not that of the page: "und" for one that is
    not told and runs the other way.
    """

    label: str
    href: str
    lang: str = ""


class RelationView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """One way in which a text stands to others by typed links, or others to it, and the first of these.

    `name` is one of "supports", "contradicts", "refines", "depends", "supported-by", "contradicted-by", "refined-by"
    and "needed-by"; `more` is how many there are besides.
    """

    name: str
    label: str
    links: tuple[LinkView, ...]
    more: int = 0


class Colophon(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What is known about a text itself; shown in the status line and at its foot.

    `claim` is told where no description says the same; `revisions` is 0 where git does not know them.
    """

    status: Status | None = None
    confidence: Confidence | None = None
    importance: int | None = None
    state: LineState | None = None
    created: date | None = None
    updated: date | None = None
    authors: tuple[str, ...] = ()
    license: str = ""
    relations: tuple[RelationView, ...] = ()
    claim: str = ""
    reviewed: date | None = None
    revisions: int = 0
    log_href: str = ""


NO_COLOPHON: Final = Colophon()


class RelatedView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A close note and the reason why: "both cite Shao et al. 2024"."""

    title: str
    href: str
    reason: str
    lang: str = ""


class PartView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A map below a hub, and how many notes it lists."""

    title: str
    href: str
    note_count: int


class CardView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A note in a list; `kind_label` only where the list mixes kinds, `note_count` for hubs and topics.

    `parts` are the maps below a hub, where the list shows them.
    """

    title: str
    href: str
    description: str = ""
    kind_label: str = ""
    status: Status | None = None
    state: LineState | None = None
    note_count: int | None = None
    date: date | None = None
    claim: str = ""
    related: tuple[RelatedView, ...] = ()
    parts: tuple[PartView, ...] = ()
    lang: str = ""


class SectionView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A titled list of cards; `title` may be "" for a list that needs none. Its count is that of its cards."""

    title: str
    id: str
    cards: tuple[CardView, ...]
    date: date | None = None
    text_html: Markup = NO_HTML


class TocEntry(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A heading in the table of contents; `level` as in the page (2 to 6)."""

    text: str
    id: str
    level: int


class TagLink(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A tag and how many notes carry it (None where the number is of no interest)."""

    label: str
    href: str
    count: int | None = None


class SentenceView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A sentence that links or cites, with the link's words apart; `href` leads to its place."""

    href: str
    before: str
    marked: str
    after: str


class BacklinkView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A note that links or cites this page, with its sentences; a link from front matter has none.

    `relation` is what the page is to it by its typed links, "" for any others.
    """

    title: str
    href: str
    sentences: tuple[SentenceView, ...] = ()
    kind_label: str = ""
    lang: str = ""
    relation: str = ""


class ReferenceView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A formatted entry of a note's reference list.

    `id` is what citations in the body link to; `href` the source's page, "" where `html` leads there itself; `places`
    lead back to the citations; `number` is the entry's own in a numeric style.
    """

    id: str
    html: Markup
    href: str = ""
    places: tuple[str, ...] = ()
    number: int | None = None


class PaperView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A source in a list: `authors` is one phrase ("Shao et al."), `year` text ("2024", "")."""

    title: str
    href: str
    authors: str = ""
    year: str = ""
    venue: str = ""
    cited_by_count: int | None = None
    lang: str = ""


class IdentifierView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """An identifier of a source: label "DOI", "arXiv", "ISBN"; `href` "" where none leads to it."""

    label: str
    value: str
    href: str = ""


class ListEntry(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A post, publication, talk, ... in its collection."""

    title: str
    href: str
    description: str = ""
    date: date | None = None
    venue: str = ""
    reading_minutes: int | None = None  # 0 is less than one
    links: tuple[LinkView, ...] = ()  # paper, slides
    lang: str = ""


class PagingView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Where a page stands in a list of `count` pages and `total` entries; a href is "" where there is no such page."""

    number: int
    count: int
    total: int
    previous_href: str = ""
    next_href: str = ""


class EntryGroup(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The entries of a collection below one heading, for instance of a year; `title` may be ""."""

    title: str
    id: str
    entries: tuple[ListEntry, ...]


class LinkGroup(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A titled list of links on the Sitemap page."""

    title: str
    id: str
    links: tuple[LinkView, ...]


class SitemapUrl(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A line of `sitemap.xml`: an absolute URL and the day of its last change."""

    loc: str
    lastmod: date | None = None
