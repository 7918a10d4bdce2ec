"""A note's text as Markdown: its holes filled with what links, citations and embeds mean for who reads it elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import TypeAlias

from rlnotes.graph.embeds import Part, embedded_part
from rlnotes.graph.resolution import FoundFile, source_node, target_node
from rlnotes.model.holes import filled
from rlnotes.model.link import Citation
from rlnotes.model.reference import short_label
from rlnotes.pages.body import Nowhere, embeddable, with_own_ids
from rlnotes.pages.edition import Edition
from rlnotes.pages.markdown.converter import markdown_of
from rlnotes.pages.media import media_html
from rlnotes.pages.relations import way_label
from rlnotes.pages.twins.places import target_url, twin_url

Cite: TypeAlias = Callable[[Citation], str]
"""What stands for a citation, as HTML."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is told: the output path of the file, how it cites, the chain of embeds, what these took in."""

    origin: str
    cite: Cite
    chain: tuple[Part, ...]
    taken_in: Counter[str]


def twin_parts(edition: Edition, path: str, parts: Iterable[str], origin: str, cite: Cite) -> tuple[str, ...]:
    """Parts of the body of the note at `path`, holes included, as Markdown for the file at `origin`."""
    place = Place(origin, cite, ((path, ""),), Counter())
    return tuple(markdown_of(_filled(edition, path, html, place)) for html in parts)


def _filled(edition: Edition, path: str, html: str, place: Place) -> str:
    def filling(kind: str, number: int) -> str:
        match kind:
            case "L" | "l":
                return (_link_start if kind == "L" else _link_end)(edition, path, number, place)
            case "C":
                return place.cite(edition.site.notes[path].citations[number])
            case "I" | "E":
                return (_media if kind == "I" else _embed)(edition, path, number, place)
            case _:
                return ""

    return filled(html, filling)


def _link_start(edition: Edition, path: str, index: int, place: Place) -> str:
    """The start tag of a link; one that leads nowhere is its words alone."""
    resolution = edition.site.resolutions[path][index]
    if isinstance(resolution, Nowhere):
        return ""
    return f'<a href="{escape(target_url(edition, place.origin, resolution))}">'


def _link_end(edition: Edition, path: str, index: int, _place: Place) -> str:
    if isinstance(edition.site.resolutions[path][index], Nowhere):
        return ""
    relation = edition.site.notes[path].links[index].relation
    return f"</a> ({escape(way_label(edition.words, relation.value))})" if relation else "</a>"


def _media(edition: Edition, path: str, index: int, place: Place) -> str:
    link, resolution = edition.site.notes[path].links[index], edition.site.resolutions[path][index]
    if isinstance(resolution, FoundFile):
        return media_html(link, target_url(edition, place.origin, resolution))
    words = escape(link.text or link.target)
    return f"{_link_start(edition, path, index, place)}{words}{_link_end(edition, path, index, place)}"


def _embed(edition: Edition, path: str, index: int, place: Place) -> str:
    """An embedded note or part of one as a quote below its title; a plain link where it can't be embedded."""
    site = edition.site
    link, node = site.notes[path].links[index], target_node(site.resolutions[path][index])
    words = escape(edition.faces[node].title if node else link.text or link.target)
    title = f"{_link_start(edition, path, index, place)}{words}{_link_end(edition, path, index, place)}"
    part = embedded_part(site, path, index)
    inner = embeddable(site, part, place.chain, place.taken_in) if part else None
    if part is None or inner is None:
        return f"<p>{title}</p>\n"
    deeper = replace(place, chain=(*place.chain, part))
    there = twin_url(edition, place.origin, edition.addresses.paths[site.nodes[part[0]]])
    html = with_own_ids(_filled(edition, part[0], inner, deeper), f"e{index}:", escape(there))
    return f"<blockquote><p><strong>{title}</strong></p>\n{html}</blockquote>\n"


def short_citation(edition: Edition, origin: str, citation: Citation) -> str:
    """A citation as author and year, each leading to its source: no style is asked, which takes time."""
    known = (item for item in citation.items if item.key in edition.site.references)
    told = "; ".join(_short(edition, origin, item.key) for item in known)
    return escape(citation.written) if not told else told if citation.is_narrative else f"({told})"


def _short(edition: Edition, origin: str, key: str) -> str:
    url = twin_url(edition, origin, edition.addresses.paths[source_node(key)])
    return f'<a href="{escape(url)}">{escape(short_label(edition.site.references[key]))}</a>'
