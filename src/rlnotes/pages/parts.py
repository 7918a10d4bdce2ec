"""The parts of a note's body, holes included: what an anchor names, and what a hub's page shows as text.

A hub written as a body is taken apart at its headings: a part with a list of links becomes a section of cards, what
stands before the first such part opens the page, and what stands after it without a list closes the page.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from html import escape
from typing import Final

from rlnotes.graph.resolution import Draft, Resolution, target_node
from rlnotes.graph.site import HubSection, Site
from rlnotes.model.holes import CLOSE, OPEN, hole, holes_in
from rlnotes.model.note import Entry, Note

_HEADING_HOLE = re.compile(f"{OPEN}H([0-9]+){CLOSE}")
_HEADING = re.compile(r"\s*<h[1-6][^>]*>.*?</h[1-6]>", re.DOTALL)
_ID = re.compile(r'<[a-z][^<>]*?\sid="([^"]*)"')
_MEMBER_LIST = re.compile(f"{OPEN}M([0-9]+){CLOSE}.*?{OPEN}m\\1{CLOSE}", re.DOTALL)


def part_source(site: Site, path: str, anchor: str) -> str | None:
    """The part of the body of the note at `path` that `anchor` names: all, a section, or a block.

    Footnotes come along; "" is all; None is for an anchor that is neither heading nor block.
    """
    html = site.bodies[path].html
    if not anchor:
        return html
    note = site.notes[path]
    head, found, tail = html.rpartition(_FOOTNOTES)
    text, footnotes = (head, tail) if found else (tail, "")
    part = _block(note, text, anchor[1:]) if anchor.startswith("^") else _section(note, text, anchor)
    if part is None:
        return None
    items = re.findall(r'<li id="(fn:[^"]*)">(.*?)(?=<li id="fn:|</ol>\n</div>\n\Z)', footnotes, re.DOTALL)
    told = "".join(f'<li id="{id_}">{item}' for id_, item in items if f'href="#{id_}"' in part)
    return part + (f"{_FOOTNOTES}{told}</ol>\n</div>\n" if told else "")


_FOOTNOTES: Final = '<div class="footnotes">\n<ol>\n'


def _block(note: Note, text: str, name: str) -> str | None:
    number = note.blocks.index(name) if name in note.blocks else -1
    return text.partition(hole("B", number))[2].partition(hole("b", number))[0] or None


def _section(note: Note, text: str, anchor: str) -> str | None:
    """The text from the heading with id `anchor` to the next of its level or above."""
    index = next((number for number, heading in enumerate(note.headings) if heading.id == anchor), -1)
    _, found, rest = text.partition(hole("H", index))
    if not found:
        return None
    level = note.headings[index].level
    ends = (rest.find(hole("H", i)) for i in range(index + 1, len(note.headings)) if note.headings[i].level <= level)
    return rest[: min((end for end in ends if end >= 0), default=len(rest))]


@dataclass(frozen=True, slots=True)
class HubText:
    """What a hub's page shows of its body besides cards: before the sections, in each of them, and after them."""

    before: str
    sections: tuple[str, ...]
    after: str = ""


def hub_text(site: Site, path: str) -> HubText:
    """The text of the hub at `path`, whose sections stand in its front matter or in its body."""
    note, html, sections = site.notes[path], site.bodies[path].html, site.sections[path]
    if note.front.sections or not sections:
        return HubText(html, ("",) * len(sections))
    parts = _parts(html)
    places = [_place(parts, section) for section in sections]
    texts = tuple(
        kept + _left_over(note, site.resolutions[path], section, frozenset(holes_in(kept)))
        for kept, section in zip((_without_list(parts[place][1]) for place in places), sections, strict=True)
    )
    others = [(place, html) for place, (_, html) in enumerate(parts) if place not in places]
    return HubText(
        "".join(html for place, html in others if place < places[0]),
        texts,
        "".join(html for place, html in others if place > places[0]),
    )


def _parts(body: str) -> tuple[tuple[int | None, str], ...]:
    """A body taken apart at its headings: the index of each part's heading (None above the first) and its HTML."""
    first, *rest = _HEADING_HOLE.split(body)
    return ((None, first), *((int(index), html) for index, html in zip(rest[::2], rest[1::2], strict=True)))


def _place(parts: tuple[tuple[int | None, str], ...], section: HubSection) -> int:
    return next(place for place, (heading, _) in enumerate(parts) if heading == section.heading)


def _without_list(html: str) -> str:
    """What a section says besides its heading and its list of members; links to places in the list stay valid."""
    return _MEMBER_LIST.sub(_bare_places, _HEADING.sub("", html, count=1)).strip()


def _bare_places(member_list: re.Match[str]) -> str:
    return "".join(f'<span id="{id_}"></span>' for id_ in _ID.findall(member_list[0]))


def _left_over(
    note: Note, resolutions: tuple[Resolution, ...], section: HubSection, kept: Container[tuple[str, int]]
) -> str:
    """The entries of a section that are no cards: no note is behind them, or it has its card and more is said of it.

    What is not published, or unlisted, is left out, and so is an entry whose link is `kept` in the text: there the
    list stands as it was written.
    """
    written = next(one for one in note.sections if one.heading == section.heading)
    listed = {member.node for member in section.members}
    waiting = set(listed)
    items = ""
    for entry in written.entries:
        resolution = resolutions[entry.link.index]
        node = target_node(resolution)
        is_said_again = node in listed and node not in waiting and entry.description
        is_left = is_said_again or (node is None and not isinstance(resolution, Draft))
        if is_left and ("L", entry.link.index) not in kept:
            items += _item(entry)
        waiting.discard(node or "")
    return f"\n<ul>\n{items}</ul>\n" if items else ""


def _item(entry: Entry) -> str:
    link = entry.link
    words = escape(entry.title or link.text or link.target)
    more = f" {escape(entry.description)}" if entry.description else ""
    return f"<li>{hole('L', link.index)}{words}{hole('l', link.index)}{more}</li>\n"


def shown_places(site: Site, path: str) -> frozenset[tuple[str, int]]:
    """The links and citations, as (kind of hole, number), that the page of the note at `path` has in its text."""
    if path not in site.sections:
        return frozenset(holes_in(site.bodies[path].html))
    text = hub_text(site, path)
    return frozenset(holes_in("".join((text.before, *text.sections, text.after))))
