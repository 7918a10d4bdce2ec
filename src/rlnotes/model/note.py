"""What one Markdown file says, complete in itself."""

from __future__ import annotations

import datetime
from enum import StrEnum

from msgspec import Struct

from rlnotes.model.link import Citation, ExternalLink, Link
from rlnotes.model.place import Span


class Kind(StrEnum):
    """What a note is for; decides its page."""

    NOTE = "note"
    HUB = "hub"
    TOPIC = "topic"
    LINE = "line"
    SOURCE = "source"
    POST = "post"
    PUBLICATION = "publication"
    TALK = "talk"
    TEACHING = "teaching"
    PORTFOLIO = "portfolio"
    PAGE = "page"


class Status(StrEnum):
    """How far the writing is."""

    DRAFT = "draft"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"
    OBSOLETE = "obsolete"
    ABANDONED = "abandoned"


class Confidence(StrEnum):
    """How sure the author is, in Kesselman's words of estimative probability."""

    CERTAIN = "certain"
    HIGHLY_LIKELY = "highly-likely"
    LIKELY = "likely"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"
    HIGHLY_UNLIKELY = "highly-unlikely"
    REMOTE = "remote"
    IMPOSSIBLE = "impossible"


class LineState(StrEnum):
    """Where an inquiring line stands."""

    OPEN = "open"
    PARTIAL = "partial"
    ANSWERED = "answered"
    DROPPED = "dropped"


class Direction(StrEnum):
    """Which way a text runs; "auto" is for its first strong letter to say."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"
    AUTO = "auto"


class Entry(Struct, frozen=True, gc=False, array_like=True):
    """A note listed in front matter or in a hub's body, with labels for this listing alone ("" means its own)."""

    link: Link
    title: str = ""
    description: str = ""
    claim: str = ""


class Section(Struct, frozen=True, gc=False, array_like=True):
    """A titled part of a hub with its members, in the author's order.

    `text` is plain text from front matter. For a section written in the body, `heading` is the
    index of its heading in `Note.headings` (its text then stands in the body); else None.
    """

    title: str
    entries: tuple[Entry, ...]
    date: datetime.date | None = None
    text: str = ""
    heading: int | None = None


class Members(Struct, frozen=True, gc=False, array_like=True):
    """The rule by which a topic gathers notes: any of these; `entries` come first, in order."""

    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    hubs: tuple[Link, ...] = ()
    entries: tuple[Entry, ...] = ()


class CitedKey(Struct, frozen=True, gc=False, array_like=True):
    """A source named in front matter `sources:`."""

    key: str
    span: Span


class FrontMatter(Struct, frozen=True, gc=False, array_like=True):
    """The typed front matter; a missing key has the empty value of its type."""

    kind: Kind = Kind.NOTE
    title: str = ""
    short_title: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date: datetime.date | None = None
    updated: datetime.date | None = None
    slug: str = ""
    permalink: str = ""
    is_draft: bool = False
    is_unlisted: bool = False
    image: Link | None = None
    weight: int = 0
    authors: tuple[str, ...] = ()
    license: str = ""
    lang: str = ""
    template: str = ""
    cited: tuple[CitedKey, ...] = ()  # `sources:` items that are citation keys
    source_entries: tuple[Entry, ...] = ()  # `sources:` items that are notes with a claim
    sections: tuple[Section, ...] = ()
    members: Members = Members()
    related: tuple[Link, ...] = ()
    next: tuple[Link, ...] = ()
    claim: str = ""
    status: Status | None = None
    confidence: Confidence | None = None
    importance: int | None = None
    state: LineState | None = None
    doi: str = ""
    arxiv: str = ""
    venue: str = ""
    url: str = ""
    paper_url: str = ""
    slides_url: str = ""
    citation: str = ""
    redirect_from: tuple[str, ...] = ()
    dir: Direction | None = None
    spans: tuple[tuple[str, Span], ...] = ()  # where each key stands, in source order
    css_classes: tuple[str, ...] = ()
    paper_file: Link | None = None  # instead of `paper_url`, where a file of the notes is named
    slides_file: Link | None = None
    reviewed: datetime.date | None = None  # when the author of a line last looked at it again
    supports: tuple[Link, ...] = ()
    contradicts: tuple[Link, ...] = ()
    refines: tuple[Link, ...] = ()
    depends: tuple[Link, ...] = ()
    translation_of: Link | None = None


class Heading(Struct, frozen=True, gc=False, array_like=True):
    """A heading of the body: `id` is the anchor in the page, `text` its plain text."""

    level: int
    text: str
    id: str
    span: Span


class Note(Struct, frozen=True, gc=False, array_like=True):
    """One Markdown file.

    `links` holds every internal link, those of the front matter first; `anchors` every id in the body (headings,
    blocks as `^name`, HTML ids). `sections` are the hub sections written in the body; `blocks` the names of block
    references, by the number of their hole. `is_titled` tells whether front matter or a heading gives the title, which
    else is that of the file name; `terms` are those that search finds it by, as `parse.search_terms` has them; `labels`
    are the anchors that other notes may name without naming the note, as MyST has it. What only shows
    is in its `Body` and its mentions.
    """

    path: str
    front: FrontMatter
    title: str
    links: tuple[Link, ...] = ()
    external_links: tuple[ExternalLink, ...] = ()
    citations: tuple[Citation, ...] = ()
    headings: tuple[Heading, ...] = ()
    anchors: frozenset[str] = frozenset()
    sections: tuple[Section, ...] = ()
    inline_tags: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    is_titled: bool = True
    terms: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Body(Struct, frozen=True, gc=False, array_like=True):
    """What a note shows: nothing in it decides what another file means.

    `html` is the rendered body with a hole for everything another file decides; see `rlnotes.model.holes`.
    `plain_text` is its text without markup, code and math, `lead` the beginning of its paragraphs with them as written.
    `scripts` counts the characters that are read one by one: Han, kana, Hangul, and others without spaces; () for none.
    """

    html: str = ""
    plain_text: str = ""
    word_count: int = 0
    lead: str = ""
    scripts: tuple[int, ...] = ()


def position_of(front: FrontMatter, key: str) -> Span:
    """Where front-matter `key` stands, or the top of the file."""
    return dict(front.spans).get(key, Span())
