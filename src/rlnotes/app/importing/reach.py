"""Which files the notes of a new site lead to, by the same parser and the same resolver as a build has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rlnotes.graph.link import Shelf, terrain_of
from rlnotes.graph.resolution import Found, FoundFile, NoSuchAnchor, Resolution, Unsupported
from rlnotes.graph.resolve import resolver
from rlnotes.model.note import Note
from rlnotes.model.place import Source
from rlnotes.parse.note import ParseOptions, parse_note
from rlnotes.parse.reading import plain_lines


def reached(texts: Mapping[str, bytes], files: frozenset[str], start: Iterable[str]) -> frozenset[str]:
    """The paths of `start`, of the notes they lead to, and so on, and of the files that any of these leads to."""
    notes = {path: _note(path, content) for path, content in texts.items()}
    shelf = Shelf(tuple(notes.values()), (), {}, {}, files, {})
    resolved = resolver(terrain_of(shelf, with_drafts=True))
    found: dict[str, None] = {}
    waiting = sorted(start)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = None
        if path in notes:
            waiting += _targets(resolved(path, link) for link in notes[path].links)
    return frozenset(found)


def _note(path: str, content: bytes) -> Note:
    text = plain_lines(content.decode("utf-8", errors="replace"))
    return parse_note(Source(path, text), ParseOptions(has_terms=False)).note


def _targets(resolutions: Iterable[Resolution]) -> Iterator[str]:
    for each in resolutions:
        if isinstance(each, FoundFile | Unsupported):
            yield each.path
        elif isinstance(each, Found | NoSuchAnchor):
            yield each.node
