"""A note's text on a page: its holes filled with what the links, citations and embeds mean there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from rlnotes.graph.embeds import Part, embed_obstacle, embedded_part
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundFile,
    Missing,
    NodeId,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
)
from rlnotes.model.holes import filled, hole
from rlnotes.model.link import Link
from rlnotes.model.note import Note
from rlnotes.pages.edition import Edition
from rlnotes.pages.labels import node_title
from rlnotes.pages.media import media_html
from rlnotes.pages.referring import PageSources, citation_markup
from rlnotes.pages.urls import href

MOST_EMBEDDED = 2_000_000
"""How many characters of HTML one page may take in by embeds."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is shown: the output path of the page, its sources, and the chain of embeds that led here."""

    origin: str
    sources: PageSources
    chain: tuple[Part, ...]


def body_html(edition: Edition, path: str, sources: PageSources) -> Markup:
    """The whole text of the note at `path` on its own page."""
    return part_html(edition, path, edition.site.notes[path].body, sources)


def part_html(edition: Edition, path: str, html: str, sources: PageSources) -> Markup:
    """A part of the body of the note at `path`, on the note's own page."""
    origin = edition.addresses.paths[edition.site.nodes[path]]
    place = Place(origin, sources, ((path, ""),))
    return Markup(_filled(edition, path, html, place))  # noqa: S704 - parse escaped or sanitized it


def _filled(edition: Edition, path: str, html: str, place: Place) -> str:
    note = edition.site.notes[path]
    resolutions = edition.site.resolutions[path]

    def filling(kind: str, number: int) -> str:
        match kind:
            case "L":
                return link_start(edition, place.origin, note.links[number], resolutions[number])
            case "l":
                return link_end(resolutions[number])
            case "I":
                return _media(edition, place.origin, note.links[number], resolutions[number])
            case "C":
                return citation_markup(place.sources, note.citations[number])
            case "E":
                return _embed(edition, path, number, place)
            case _:
                return ""

    return filled(html, filling)


def link_anchor(index: int) -> str:
    """The id of link `index` in a body, for backlinks; the colon keeps it apart from any heading's."""
    return f"at:{index}"


def link_start(edition: Edition, origin: str, link: Link, resolution: Resolution) -> str:
    """The start tag of a link; a link that leads nowhere is a marked span, never a dead `<a>`."""
    place = f'id="{link_anchor(link.index)}"'
    match resolution:
        case Found() | NoSuchAnchor() | FoundFile():
            return f'<a {place} href="{escape(target_href(edition, origin, resolution))}">'
        case Missing() | Ambiguous() | Draft() | OutsideTree():
            return f'<span {place} class="missing-link" title="{escape(_what_is_wrong(resolution))}">'


def link_end(resolution: Resolution) -> str:
    """The end tag that belongs to `link_start`."""
    return "</a>" if isinstance(resolution, Found | NoSuchAnchor | FoundFile) else "</span>"


def target_href(edition: Edition, origin: str, resolution: Found | NoSuchAnchor | FoundFile) -> str:
    """The URL a link leads to; one with a missing anchor leads to its page."""
    match resolution:
        case Found(node=node, anchor=anchor):
            return href(edition.addresses, origin, edition.addresses.paths[node], anchor)
        case NoSuchAnchor(node=node):
            return href(edition.addresses, origin, edition.addresses.paths[node])
        case FoundFile(path=path, fragment=fragment):
            return href(edition.addresses, origin, path, fragment)


def _what_is_wrong(resolution: Missing | Ambiguous | Draft | OutsideTree) -> str:
    match resolution:
        case Missing():
            return "This note does not exist yet"
        case Ambiguous():
            return "Several notes have this name"
        case Draft():
            return "This note is not published yet"
        case OutsideTree():
            return "This file is not part of the site"


def _media(edition: Edition, origin: str, link: Link, resolution: Resolution) -> str:
    if isinstance(resolution, FoundFile):
        return media_html(link, target_href(edition, origin, resolution))
    words = link.text or link.target
    return f"{link_start(edition, origin, link, resolution)}{escape(words)}{link_end(resolution)}"


def _embed(edition: Edition, path: str, index: int, place: Place) -> str:
    """An embedded note or part of one; a plain link where it can't be embedded."""
    site = edition.site
    link, resolution = site.notes[path].links[index], site.resolutions[path][index]
    part = embedded_part(site, path, index)
    inner = embedded_source(site.notes[part[0]], part[1]) if part and not embed_obstacle(place.chain, part) else None
    words = escape(node_title(site, _node(resolution)) if _node(resolution) else link.text or link.target)
    title = f"{link_start(edition, place.origin, link, resolution)}{words}{link_end(resolution)}"
    if part is None or inner is None or len(inner) > MOST_EMBEDDED // 2 ** len(place.chain):
        return f"<p>{title}</p>\n"
    deeper = Place(place.origin, place.sources, (*place.chain, part))
    html = _with_prefixed_ids(_filled(edition, part[0], inner, deeper), f"e{index}:")
    return f'<div class="embed"><p class="embed-title">{title}</p>\n{html}</div>\n'


def _node(resolution: Resolution) -> NodeId:
    return resolution.node if isinstance(resolution, Found | NoSuchAnchor) else ""


_ID = re.compile(r'(<[^<>]*?\s(?:id|for)=")|(<a [^<>]*?href="#)(?!ref-)')


def _with_prefixed_ids(html: str, prefix: str) -> str:
    """`html` with every id, and every link to one, made its own by `prefix`: an embed may repeat what the page has."""
    return _ID.sub(lambda match: f"{match[0]}{prefix}", html)


def embedded_source(note: Note, anchor: str) -> str | None:
    """The part of a note's body (holes included) that `anchor` names: all for "", a section, or a block."""
    if not anchor:
        return note.body
    if anchor.startswith("^"):
        return _between(note.body, "B", "b", note.blocks.index(anchor[1:]))
    return section_html(note, next((i for i, heading in enumerate(note.headings) if heading.id == anchor), -1))


def _between(body: str, start: str, end: str, number: int) -> str | None:
    _, found, rest = body.partition(hole(start, number))
    return rest.partition(hole(end, number))[0] if found else None


def section_html(note: Note, index: int) -> str | None:
    """The body from heading `index` to the next of its level or above; None where the heading is no section's."""
    _, found, rest = note.body.partition(hole("H", index)) if index >= 0 else ("", "", "")
    if not found:
        return None
    level = note.headings[index].level
    ends = (rest.find(hole("H", i)) for i in range(index + 1, len(note.headings)) if note.headings[i].level <= level)
    return rest[: min((end for end in ends if end >= 0), default=len(rest))]
