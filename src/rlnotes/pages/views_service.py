"""The views of files that serve hosts and crawlers; as in `pages.views`, each holds exactly what its template shows."""

from __future__ import annotations

from msgspec import Struct

from rlnotes.pages.views_parts import LinkView, PageFrame, SitemapUrl


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
