"""What tests of pages share: a site from files given as text, its pages, and what is wrong with its links."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import html5lib

from rlnotes.app.pipeline import Built, build, link
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection, Theme
from rlnotes.model.page import Page
from rlnotes.model.place import Source
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import Edition, edition_of
from rlnotes.pages.plan import plan_pages
from rlnotes.words.table import words_for

ROOT: Final = Path(__file__).resolve().parents[2]
PLAIN: Final = Config(title="Site")


@cache
def theme() -> Theme:
    """The theme that comes with rlnotes."""
    folder = ROOT / "templates"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    templates = {name: content.decode() for name, content in files.items() if name.endswith(".jinja")}
    return Theme(templates, {}, {name: content for name, content in files.items() if name not in templates})


@cache
def style_texts() -> Mapping[str, str]:
    """The citation styles that come with rlnotes."""
    folder = ROOT / "src" / "rlnotes" / "styles"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.csl")}


def collection(files: Mapping[str, str], attachments: frozenset[str] = frozenset()) -> Collection:
    """A collection of the notes and bibliographies in `files`, as if read from disk."""
    sources = [Source(path, files[path]) for path in sorted(files)]
    notes = tuple(source for source in sources if source.path.endswith(".md"))
    works = tuple(source for source in sources if not source.path.endswith(".md"))
    return Collection(notes, works, attachments, {}, style_texts())


def edition(files: Mapping[str, str], config: Config = PLAIN, attachments: frozenset[str] = frozenset()) -> Edition:
    """The edition of the site that `files` make."""
    style = Style(style_texts()[config.citation_style])
    assets = tuple(sorted(theme().assets))
    words = words_for(config.language, {})
    return edition_of(link(collection(files, attachments), config).site, config, style, assets, words=words)


def pages(files: Mapping[str, str], config: Config = PLAIN) -> dict[str, Page]:
    """The pages of the site that `files` make, by output path."""
    return {page.path: page for page in plan_pages(edition(files, config))}


def view(files: Mapping[str, str], path: str, config: Config = PLAIN) -> Any:
    """What the page at `path` of the site shows."""
    return pages(files, config)[path].view


def built(files: Mapping[str, str], config: Config = PLAIN, attachments: frozenset[str] = frozenset()) -> Built:
    """The site that `files` make, rendered with the default theme."""
    made = build(collection(files, attachments), theme(), config)
    assert not [finding for finding in made.diagnostics if finding.rule == "bad-template"]
    return made


@dataclass(frozen=True, slots=True)
class Document:
    """A page as a strict HTML parser reads it: ids, addresses, and the words of its elements."""

    ids: Counter[str]
    hrefs: tuple[str, ...]
    root: Any


def document(html: bytes) -> Document:
    """The page in `html`; a mistake in its markup is an error."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    root = parser.parse(html.decode()).getroot()
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    hrefs = tuple(
        element.get(name) for element in elements for name in ("href", "src") if element.get(name) is not None
    )
    return Document(ids, hrefs, root)


def shortcomings(made: Built, config: Config) -> Iterator[str]:
    """Every address of the site that leads nowhere, and every id that a page has twice."""
    documents = {a.path: document(a.content) for a in made.artifacts if a.path.endswith(".html")}
    there = {a.path for a in made.artifacts} | {c.path for c in made.copies}
    for path, page in documents.items():
        yield from (f"{path}: {id_} stands {times} times" for id_, times in page.ids.items() if times > 1)
        for href in (href for href in page.hrefs if not urlsplit(href).scheme):
            parts = urlsplit(href)
            target = _target(path, parts.path, config)
            if target not in there:
                yield f"{path}: {href} leads nowhere"
            elif parts.fragment and unquote(parts.fragment) not in documents[target].ids:
                yield f"{path}: {href} leads to no place in {target}"


def _target(origin: str, path: str, config: Config) -> str:
    """The output path that a URL's path leads to from the page at `origin`, as a host and a browser would say."""
    if not path:
        return origin
    root = f"{urlsplit(config.base_url).path}/" if path.startswith("/") else ""
    assert path.startswith(root), f"{origin}: {path} leaves the site"
    start = "" if root else posixpath.dirname(origin)
    target = posixpath.normpath(posixpath.join(start, unquote(path.removeprefix(root))))
    is_folder = config.url_style == "directory" and path.endswith("/")
    return posixpath.normpath(posixpath.join(target, "index.html")) if is_folder else target
