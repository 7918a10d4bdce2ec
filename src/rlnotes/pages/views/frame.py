"""The views of what surrounds every page: navigation, feeds, other languages, what it tells programs of itself."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from msgspec import Struct

from rlnotes.pages.views.parts import NO_HTML, LinkView


class NavLink(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """An entry of the site's navigation; `is_current` on the page it leads to and on those below it."""

    label: str
    href: str
    is_current: bool = False


class FeedLink(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Where programs find a feed."""

    title: str
    href: str
    media_type: str


class TranslationView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """A language in which a page can be read: its tag, its name in itself, and where that is.

    `href` is "" for the page itself, `url` the same absolute, "" without a base URL.
    """

    lang: str
    label: str
    href: str
    url: str = ""


class MetadataView(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What a page tells programs of itself.

    `names` and `properties` are meta elements, by what they are called with, in order; `json_ld` is a document that can
    stand in a script element.
    """

    names: tuple[tuple[str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    json_ld: Markup = NO_HTML


NO_METADATA: Final = MetadataView()


class PageFrame(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """What surrounds every page.

    `root` leads from the page to the site's root: "" or "../" and so on, or an absolute path for `404.html`. Every
    href is ready to use. `early_script` runs before the page is drawn, the `scripts` after it. `canonical` is absolute,
    or "" without a base URL. `lang` and `dir` are those of the interface, `text_lang` and `text_dir` those of the
    note it shows where they differ. `preview_count` is how many files the previews of the site are in, 0 without any.
    `classes` are those that the note asks for, with spaces between. `feeds` are those of the site, then those of the
    page; `feed_href` leads to that of the page, `markdown_href` to its Markdown, "" if it has none. `translations` are
    all languages of the note it shows, the original first, () if there is but one.
    """

    site_title: str
    title: str  # of the page alone; equal to `site_title` at home
    root: str
    home_href: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    early_script: str
    icon_href: str
    generator: str
    description: str = ""
    lang: str = "en"
    dir: str = "ltr"
    text_lang: str = ""
    text_dir: str = ""
    canonical: str = ""
    is_indexable: bool = True
    search_href: str = ""
    nav: tuple[NavLink, ...] = ()
    footer_links: tuple[LinkView, ...] = ()
    footer_html: Markup = NO_HTML
    preview_count: int = 0
    classes: str = ""
    metadata: MetadataView = NO_METADATA
    feeds: tuple[FeedLink, ...] = ()
    feed_href: str = ""
    markdown_href: str = ""
    translations: tuple[TranslationView, ...] = ()
