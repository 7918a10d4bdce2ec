"""Lists of notes in front matter: related, next, sources, sections, members."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec.structs import replace

from rlnotes.config.nearest import did_you_mean
from rlnotes.model.link import Link, Relation
from rlnotes.model.note import CitedKey, Entry, Members, Section
from rlnotes.parse.frontmatter_reading import Reading, is_wikilink
from rlnotes.parse.frontmatter_values import day, expected, is_null, labels, listed, plain_text, tags
from rlnotes.parse.yaml_tree import Node, Pairs, Text

_Reader: TypeAlias = Callable[[Reading, Node, str], Any]


def note_link(reading: Reading, node: Node, key: str) -> Link | None:
    """A link to one note."""
    if isinstance(node, Text) and node.text.strip():
        return reading.link(node.text.strip(), node.span)
    expected(reading, node, key, "the name or path of a note")
    return None


def note_links(reading: Reading, node: Node, key: str) -> tuple[Link, ...]:
    """One note or a list of notes."""
    if isinstance(node, Text) and node.is_plain and node.text in ("true", "false"):
        return ()  # what others say where they want no list, or one of their own
    found = (note_link(reading, item, key) for item in listed(node))
    return tuple(link for link in found if link)


def typed_links(relation: Relation) -> Callable[[Reading, Node, str], tuple[Link, ...]]:
    """The reader of a list of notes that the note stands to in one way."""

    def read(reading: Reading, node: Node, key: str) -> tuple[Link, ...]:
        first = len(reading.links)
        note_links(reading, node, key)
        reading.links[first:] = [replace(link, relation=relation) for link in reading.links[first:]]
        return tuple(reading.links[first:])

    return read


def entries(reading: Reading, node: Node, key: str) -> tuple[Entry, ...]:
    """Notes, each by its name or as a mapping with labels for this list."""
    found = (_entry(reading, item, key) for item in listed(node))
    return tuple(entry for entry in found if entry)


def _entry(reading: Reading, node: Node, key: str) -> Entry | None:
    if not isinstance(node, Pairs):
        link = note_link(reading, node, key)
        return Entry(link) if link else None
    values = _fields(reading, node, key, _ENTRY)
    if "note" in values:
        link = values.pop("note")
        return Entry(link, **values)
    reading.report(node.span, f"an item of '{key}' names no note", "add 'note:'", key=key)
    return None


_ENTRY: Final[Mapping[str, _Reader]] = {
    "note": note_link,
    "title": plain_text,
    "description": plain_text,
    "claim": plain_text,
}


def _fields(reading: Reading, node: Pairs, key: str, readers: Mapping[str, _Reader]) -> dict[str, Any]:
    """The values of a mapping with known keys, read in source order."""
    values: dict[str, Any] = {}
    for name, value in node.pairs:
        if name.text not in readers:
            message = f"no key '{name.text[:60]}' in '{key}'"
            reading.report(name.span, message, did_you_mean(name.text, readers), "unknown-key")
        elif not is_null(value):
            values[name.text] = readers[name.text](reading, value, f"{key}.{name.text}")
    return {name: value for name, value in values.items() if value is not None}


def sources(reading: Reading, node: Node, key: str) -> tuple[tuple[CitedKey, ...], tuple[Entry, ...]]:
    """What a note rests on: citation keys, and notes with the claim taken from them."""
    items = listed(node)
    cited = tuple(found for item in items if _is_key(item) for found in _cited_keys(item))
    noted = (_entry(reading, item, key) for item in items if not _is_key(item))
    return cited, tuple(entry for entry in noted if entry)


def _is_key(node: Node) -> bool:
    return isinstance(node, Text) and not is_wikilink(node.text) and not node.text.endswith(".md")


def _cited_keys(node: Node) -> Iterator[CitedKey]:
    """The keys in one text; several stand with commas between."""
    for part in node.text.split(",") if isinstance(node, Text) else ():
        if key := part.strip().lstrip("@"):
            yield CitedKey(key, node.span)


def sections(reading: Reading, node: Node, key: str) -> tuple[Section, ...]:
    """The titled parts of a hub."""
    found = (_section(reading, item, key) for item in listed(node))
    return tuple(section for section in found if section)


def _section(reading: Reading, node: Node, key: str) -> Section | None:
    if not isinstance(node, Pairs):
        expected(reading, node, key, "a list of mappings with a 'title' and 'notes'")
        return None
    values = _fields(reading, node, key, _SECTION)
    if not values.get("title"):
        reading.report(node.span, f"an item of '{key}' has no title", "add 'title:'", key=key)
    return Section(values.get("title", ""), values.get("notes", ()), values.get("date"), values.get("text", ""))


_SECTION: Final[Mapping[str, _Reader]] = {"title": plain_text, "date": day, "text": plain_text, "notes": entries}


def members(reading: Reading, node: Node, key: str) -> Members | None:
    """The rule by which a topic gathers notes."""
    if not isinstance(node, Pairs):
        expected(reading, node, key, f"a mapping with any of {', '.join(_MEMBERS)}")
        return None
    values = _fields(reading, node, key, _MEMBERS)
    return Members(values.get("tags", ()), values.get("folders", ()), values.get("hubs", ()), values.get("notes", ()))


_MEMBERS: Final[Mapping[str, _Reader]] = {"tags": tags, "folders": labels, "hubs": note_links, "notes": entries}
