"""The views of files that serve hosts and crawlers; as in `pages.views`, each holds exactly what its template shows."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup
from msgspec import Struct

from rlnotes.model.note import LineState, Status
from rlnotes.pages.views.frame import PageFrame
from rlnotes.pages.views.parts import LinkView, SitemapUrl


class NotFoundView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The page a host shows for an unknown address (`404.html.jinja`); its hrefs can't be relative to it."""

    page: PageFrame
    links: tuple[LinkView, ...] = ()


class RedirectView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A stub at an old address (`redirect.html.jinja`); `canonical` is absolute or ""."""

    title: str
    target_href: str
    canonical: str = ""
    lang: str = "en"
    dir: str = "ltr"
    title_lang: str = ""


class SitemapView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """`sitemap.xml` or one of its parts (`sitemap.xml.jinja`), at most 50,000 URLs."""

    urls: tuple[SitemapUrl, ...]


class SitemapIndexView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The index of several sitemaps (`sitemap_index.xml.jinja`)."""

    sitemaps: tuple[SitemapUrl, ...]


class RobotsView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """`robots.txt` (`robots.txt.jinja`); `sitemap_url` is absolute, or "" without a base URL."""

    sitemap_url: str = ""
    disallowed: tuple[str, ...] = ()


class MarkdownView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The Markdown of a page (`page.md.jinja`): lines of YAML, the title as a heading, and the text below it.

    `url` is the page's address, absolute where the site has a base URL. All of it is Markdown already.
    """

    front: str
    heading: str
    url: str
    text: str = ""


class LlmsSection(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A section of `llms.txt`: the lines of its list, and how many pages of the kind are left out."""

    title: str
    entries: str
    more: int = 0


class LlmsView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """`llms.txt` (`llms.txt.jinja`); all of it is Markdown already."""

    heading: str
    description: str
    sections: tuple[LlmsSection, ...] = ()


class LlmsFullView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """`llms-full.txt` (`llms_full.txt.jinja`): the first texts whole, and how many more pages the index tells of."""

    title: str
    texts: tuple[MarkdownView, ...] = ()
    more: int = 0
    index_url: str = ""


class PreviewView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a link shows of the page at output path `path`; `near` are close pages with their output paths.

    `lines` are the first of its text. `member_count` is what a hub or topic lists, `citing` how many notes cite a
    source, both None for other pages; `linking` is how many notes link the page.
    """

    path: str
    title: str
    kind_label: str
    status: Status | None = None
    state: LineState | None = None
    text: str = ""
    lines: str = ""
    member_count: int | None = None
    citing: int | None = None
    linking: int = 0
    near: tuple[LinkView, ...] = ()


class PreviewsView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The previews of a few pages (`previews.json.jinja`), for scripts."""

    previews: tuple[PreviewView, ...]


class FeedEntry(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a feed tells of one page; `content` is HTML as text, to be escaped like any other."""

    title: str
    url: str
    published: date
    updated: date
    content: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""


class FeedView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A feed (`feed.xml.jinja`) about the page at `page_url`; `url` is its own address. All are absolute."""

    title: str
    page_url: str
    url: str
    updated: date
    author: str
    generator: str
    description: str = ""
    license: str = ""
    lang: str = "en"
    entries: tuple[FeedEntry, ...] = ()


class JsonView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A file for programs (`feed.json.jinja`, `graph.json.jinja`): JSON as it is."""

    json: Markup


class FileView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A file that no template makes."""

    content: bytes


class ChartView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A part of the map of everything (`chart.json.jinja`), for its script: JSON as it is."""

    json: Markup
