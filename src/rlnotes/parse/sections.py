"""The sections of a hub written as a body: headings, and the lists of links below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.token import Token

from rlnotes.model.holes import hole
from rlnotes.model.note import Entry, Heading, Section
from rlnotes.parse.blocks import surround


@dataclass(slots=True)
class _Part:
    """What stands below one heading."""

    heading: int | None
    entries: list[Entry] = field(default_factory=list)
    member_lists: list[Token] = field(default_factory=list)


def body_sections(tokens: list[Token], headings: list[Heading]) -> tuple[Section, ...]:
    """The sections that list notes; the lists of nothing but links get their holes."""
    parts = [part for part in _parts(tokens) if part.entries]
    for number, part in enumerate(parts):
        for token in part.member_lists:
            surround(token, hole("M", number), hole("m", number))
    return tuple(_section(part, headings) for part in parts)


def _section(part: _Part, headings: list[Heading]) -> Section:
    title = "" if part.heading is None else headings[part.heading].text
    return Section(title, tuple(part.entries), heading=part.heading)


def _parts(tokens: list[Token]) -> list[_Part]:
    parts = [_Part(None)]
    open_lists: list[Token] = []
    items = members = 0
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if "heading" in token.meta:
            parts.append(_Part(token.meta["heading"]))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items, members = (items, members) if open_lists else (0, 0)
            open_lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            opened = open_lists.pop()
            if not open_lists and items == members:
                parts[-1].member_lists.append(opened)
        elif token.type == "list_item_open":
            entry = _entry(tokens, index)
            items, members = items + 1, members + (entry is not None)
            parts[-1].entries.extend([entry] if entry else [])
    return parts


def _entry(tokens: list[Token], item: int) -> Entry | None:
    content = tokens[item + 2] if tokens[item + 1].type == "paragraph_open" else None
    entry: Entry | None = content.meta.get("entry") if content else None
    return entry
