"""A note's text on a page: its holes filled with what the links, citations and embeds mean there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias
from urllib.parse import unquote

from markupsafe import Markup

from rlnotes.graph.embeds import Part, embed_obstacle, embedded_part
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundElsewhere,
    FoundFile,
    FoundFolder,
    Missing,
    MissingElsewhere,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
    Unsupported,
    target_node,
)
from rlnotes.graph.site import Site
from rlnotes.model.holes import filled
from rlnotes.model.link import Link
from rlnotes.model.naming import folded
from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition
from rlnotes.pages.media import media_html
from rlnotes.pages.parts import part_source
from rlnotes.pages.referring import PageSources, citation_markup
from rlnotes.pages.relations import relation_sign
from rlnotes.pages.urls import href
from rlnotes.words.table import said

Nowhere: TypeAlias = Missing | Ambiguous | Draft | Unsupported | OutsideTree | MissingElsewhere
"""What a link means that leads to no page and no file."""

MOST_EMBEDDED: Final = 2_000_000
"""How many characters of HTML, holes included, one page may take in by embeds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is shown: the output path of the page, its sources, and the chain of embeds that led here.

    `taken_in` counts the characters that the page has taken in by embeds, and is shared by its texts.
    """

    origin: str
    sources: PageSources
    chain: tuple[Part, ...]
    taken_in: Counter[str]


def body_html(edition: Edition, path: str, sources: PageSources) -> Markup:
    """The whole text of the note at `path` on its own page."""
    return part_html(edition, path, (edition.site.bodies[path].html,), sources)[0]


def part_html(edition: Edition, path: str, parts: tuple[str, ...], sources: PageSources) -> tuple[Markup, ...]:
    """Parts of the body of the note at `path`, on the note's own page."""
    origin = edition.addresses.paths[edition.site.nodes[path]]
    place = Place(origin, sources, ((path, ""),), Counter())
    return tuple(Markup(_filled(edition, path, html, place)) for html in parts)  # noqa: S704 - parse escaped or sanitized it


def lead_image(edition: Edition, note: Note) -> Markup:
    """The picture that front matter gives a note, above its text; nothing without one, or where it is not there."""
    resolution = edition.site.resolutions[note.path][note.front.image.index] if note.front.image else None
    if not isinstance(resolution, FoundFile):
        return Markup()
    origin = edition.addresses.paths[edition.site.nodes[note.path]]
    source = target_href(edition, origin, resolution)
    return Markup('<figure class="lead-image"><img src="{}" alt="" loading="lazy"></figure>\n').format(source)


def _filled(edition: Edition, path: str, html: str, place: Place) -> str:
    note = edition.site.notes[path]
    resolutions = edition.site.resolutions[path]

    def filling(kind: str, number: int) -> str:
        match kind:
            case "L":
                return link_start(edition, place.origin, note.links[number], resolutions[number])
            case "l":
                return link_end(edition, note.links[number], resolutions[number])
            case "C":
                return citation_markup(place.sources, note.citations[number])
            case "G" | "g":
                return _tag_edge(edition, path, number, place.origin, is_start=kind == "G")
            case "I" | "E":
                return (_media if kind == "I" else _embed)(edition, path, number, place)
            case _:
                return ""

    return filled(html, filling)


def _tag_edge(edition: Edition, path: str, number: int, origin: str, *, is_start: bool) -> str:
    """The start or end tag of a tag in running text: a link, but plain where the note is in no list."""
    if not edition.faces[edition.site.nodes[path]].is_listed:
        return '<span class="tag">' if is_start else "</span>"
    target = edition.addresses.tags[folded(edition.site.notes[path].inline_tags[number])]
    return f'<a class="tag" href="{escape(href(edition.addresses, origin, target))}">' if is_start else "</a>"


def link_anchor(index: int) -> str:
    """The id of link `index` in a body, for backlinks; the colon keeps it apart from any heading's."""
    return f"at:{index}"


def link_start(edition: Edition, origin: str, link: Link, resolution: Resolution) -> str:
    """The start tag of a link; a link that leads nowhere is a marked span, never a dead `<a>`."""
    anchor = link_anchor(link.index)
    if isinstance(resolution, Nowhere):
        wrong = escape(said(edition.words, _WHAT_IS_WRONG[type(resolution)]))
        return f'<span id="{anchor}" class="missing-link" title="{wrong}">'
    title = f' title="{escape(link.title)}"' if link.title else ""
    if isinstance(resolution, FoundElsewhere):
        title = title or f' title="{escape(f"{resolution.inventory}: {resolution.title}")}"'
        return f'<a id="{anchor}" href="{escape(resolution.url)}"{title} class="external" rel="external noopener">'
    return f'<a id="{anchor}" href="{escape(target_href(edition, origin, resolution))}"{title}>'


def link_end(edition: Edition, link: Link, resolution: Resolution) -> str:
    """The end tag that belongs to `link_start`, and the sign of a typed link."""
    if isinstance(resolution, Nowhere):
        return "</span>"
    return f"</a>{relation_sign(edition.words, link.relation)}" if link.relation else "</a>"


def target_href(edition: Edition, origin: str, resolution: Found | NoSuchAnchor | FoundFile | FoundFolder) -> str:
    """The URL a link leads to; one with a missing anchor leads to its page."""
    addresses = edition.addresses
    if isinstance(resolution, FoundFolder):
        return href(addresses, origin, addresses.folders[resolution.path])
    if isinstance(resolution, FoundFile):
        return href(addresses, origin, addresses.files[resolution.path], resolution.fragment)
    anchor = resolution.anchor if isinstance(resolution, Found) else None
    return href(addresses, origin, addresses.paths[resolution.node], anchor)


_WHAT_IS_WRONG: Final[Mapping[type[Nowhere], str]] = {
    Missing: "page.missing_note",
    Ambiguous: "page.ambiguous_note",
    Draft: "page.draft_note",
    Unsupported: "page.unsupported_file",
    OutsideTree: "page.outside_file",
    MissingElsewhere: "page.missing_object",
}


def _media(edition: Edition, path: str, index: int, place: Place) -> str:
    link, resolution = edition.site.notes[path].links[index], edition.site.resolutions[path][index]
    if isinstance(resolution, FoundFile):
        return media_html(link, target_href(edition, place.origin, resolution))
    words = link.text or link.target
    return f"{link_start(edition, place.origin, link, resolution)}{escape(words)}{link_end(edition, link, resolution)}"


def _embed(edition: Edition, path: str, index: int, place: Place) -> str:
    """An embedded note or part of one; a plain link where it can't be embedded."""
    site = edition.site
    link, resolution = site.notes[path].links[index], site.resolutions[path][index]
    node = target_node(resolution)
    words = escape(edition.faces[node].title if node else link.text or link.target)
    title = f"{link_start(edition, place.origin, link, resolution)}{words}{link_end(edition, link, resolution)}"
    part = embedded_part(site, path, index)
    inner = embeddable(site, part, place.chain, place.taken_in) if part else None
    if part is None or inner is None:
        return f"<p>{title}</p>\n"
    deeper = Place(place.origin, place.sources, (*place.chain, part), place.taken_in)
    page = href(edition.addresses, place.origin, edition.addresses.paths[site.nodes[part[0]]])
    html = with_own_ids(_filled(edition, part[0], inner, deeper), f"e{index}:", escape(page))
    return f'<div class="embed"><p class="embed-title">{title}</p>\n{html}</div>\n'


def embeddable(site: Site, part: Part, chain: tuple[Part, ...], taken_in: Counter[str]) -> str | None:
    """The source of `part`, holes included, if the page can still take it in below `chain`."""
    inner = None if embed_obstacle(chain, part) else part_source(site, *part)
    if inner is None or taken_in["characters"] + len(inner) > MOST_EMBEDDED:
        return None
    taken_in["characters"] += len(inner)
    return inner


_TAG = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_OWN_ID = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)=")')
_OWN_PLACE = re.compile(r'(\shref=")#(?!ref:)([^"]*)')
_MADE_LINK = re.compile(r'\sid="(?:e[0-9]+:)*at:')


def with_own_ids(html: str, prefix: str, page: str) -> str:
    """`html` with `prefix` before every id and every link to one: an embed may repeat what the page has.

    Links to footnotes that did not come along lead to `page`, where the text is from. Links that the author wrote, and
    citations, are left alone: they lead to the place they mean already.
    """
    ids = {id_ for tag in _TAG.findall(html) for id_ in _ID.findall(tag)}

    def place(match: re.Match[str]) -> str:
        is_here = unquote(match[2]) in ids
        return f"{match[1]}#{prefix}{match[2]}" if is_here else f"{match[1]}{page}#{match[2]}"

    def tag(match: re.Match[str]) -> str:
        own = match[0] if _MADE_LINK.search(match[0]) else _OWN_PLACE.sub(place, match[0])
        return _OWN_ID.sub(lambda found: found[0] + prefix, own)

    return _TAG.sub(tag, html)
