"""Which notes are one text in several languages: an original, and those that name it, directly or by one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rlnotes.graph.resolution import NodeId, Resolution, target_node
from rlnotes.graph.site import Translation
from rlnotes.model.note import Note


def translations_of(
    notes: Mapping[str, Note],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    listed: frozenset[NodeId],
    language: str,
) -> dict[NodeId, tuple[Translation, ...]]:
    """For each listed note that has translations or is one, all of them: the original first, then by path.

    A note in no language of its own is in the site's. Of several in one language the first counts, the original above
    all. Notes that name one another in a circle have no original, and are none.
    """
    named = {
        path: node
        for path, note in notes.items()
        if note.front.translation_of and path in listed and (node := original_of(note, resolutions[path])) in listed
        if node in notes
    }
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path, original in _originals(named).items():
        groups[original].append(path)
    found: dict[NodeId, tuple[Translation, ...]] = {}
    for original, paths in groups.items():
        texts = _by_language((original, *sorted(paths)), notes, language)
        if len(texts) > 1:
            found |= dict.fromkeys((each.node for each in texts), texts)
    return dict(sorted(found.items()))


def original_of(note: Note, resolutions: tuple[Resolution, ...]) -> NodeId | None:
    """The node that a note says it translates, None if it names none or leads nowhere."""
    link = note.front.translation_of
    return target_node(resolutions[link.index]) if link else None


def _originals(named: Mapping[str, str]) -> dict[str, str]:
    """The end of the way from each note by what it names; notes whose way has none are left out."""
    ends: dict[str, str] = {}
    for start in named:
        way: dict[str, None] = {}
        here = start
        while here in named and here not in ends and here not in way:
            way[here] = None
            here = named[here]
        ends |= dict.fromkeys(way, "" if here in way else ends.get(here, here))
    return {path: end for path, end in ends.items() if end}


def _by_language(paths: Iterable[str], notes: Mapping[str, Note], language: str) -> tuple[Translation, ...]:
    first: dict[str, Translation] = {}
    for path in paths:
        lang = notes[path].front.lang or language
        first.setdefault(lang.lower(), Translation(path, lang))
    return tuple(first.values())
