"""Who cites what: the sources of each note in order, and the notes behind each source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from rlnotes.graph.resolution import Resolution, source_node, target_node
from rlnotes.graph.site import CitedBy, Site
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference


def cited_keys(
    note: Note, resolutions: tuple[Resolution, ...], references: Mapping[str, Reference], own: str = ""
) -> tuple[str, ...]:
    """The keys a note cites, links to a source's page included, in the order of first mention; `own` is left out."""
    body = [(item.span, item.key) for citation in note.citations for item in citation.items]
    body += [(note.links[index].span, key) for index, key in _linked_keys(resolutions)]
    keys = (*(key for _, key in sorted(body)), *(cited.key for cited in note.front.cited))
    return tuple(dict.fromkeys([key for key in keys if key in references and key != own]))


def _linked_keys(resolutions: tuple[Resolution, ...]) -> list[tuple[int, str]]:
    """The links that lead to sources: their indexes and the keys."""
    return [
        (index, node[1:])
        for index, node in enumerate(map(target_node, resolutions))
        if node is not None and node.startswith("@")
    ]


def cited_by(
    notes: Mapping[str, Note],
    listed: frozenset[str],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    keys: Mapping[str, str],
) -> dict[str, tuple[CitedBy, ...]]:
    """For each citation key the listed notes that mention it, by path; `keys` are those of the sources' own notes."""
    found: defaultdict[str, list[CitedBy]] = defaultdict(list)
    for path in sorted(listed & notes.keys()):
        for key, citing in mentions_of(notes[path], resolutions[path], keys.get(path, "")).items():
            found[key].append(citing)
    return {key: tuple(found[key]) for key in sorted(found)}


def mentions_of(note: Note, resolutions: tuple[Resolution, ...], own: str = "") -> dict[str, CitedBy]:
    """How a note mentions each citation key, known or not; `own` is left out."""
    citations: dict[str, list[int]] = {cited.key: [] for cited in note.front.cited}
    links: dict[str, list[int]] = {}
    for citation in note.citations:
        for key in dict.fromkeys(item.key for item in citation.items):
            citations.setdefault(key, []).append(citation.index)
    for index, key in _linked_keys(resolutions):
        links.setdefault(key, []).append(index)
    return {
        key: CitedBy(note.path, tuple(citations.get(key, ())), tuple(links.get(key, ())))
        for key in citations | links
        if key != own
    }


def co_cited(site: Site, key: str) -> tuple[tuple[str, int], ...]:
    """The listed sources cited by the same notes as `key`, with how many notes; most often first, then by key."""
    counts: Counter[str] = Counter()
    for citing in site.cited_by.get(key, ()):
        others = (other for other in site.cites[citing.origin] if other != key)
        counts.update(other for other in others if source_node(other) in site.listed)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
