"""Who cites what: the sources of each note in order, and the notes behind each source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from rlnotes.graph.resolution import Resolution, source_node, target_node
from rlnotes.graph.site import CitedBy, Site
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference


def linked_key(resolution: Resolution) -> str:
    """The citation key of the source a link leads to, or ""."""
    node = target_node(resolution) or ""
    return node[1:] if node.startswith("@") else ""


def cited_keys(
    note: Note, resolutions: tuple[Resolution, ...], references: Mapping[str, Reference], own: str = ""
) -> tuple[str, ...]:
    """The keys a note cites, links to a source's page included, in the order of first mention; `own` is left out."""
    body = [(item.span, item.key) for citation in note.citations for item in citation.items]
    links = zip(note.links, resolutions, strict=True)
    body += [(link.span, linked_key(resolution)) for link, resolution in links]
    keys = (*(key for _, key in sorted(body)), *(cited.key for cited in note.front.cited))
    return tuple(dict.fromkeys(key for key in keys if key in references and key != own))


def cited_by(
    notes: Mapping[str, Note],
    listed: frozenset[str],
    resolutions: Mapping[str, tuple[Resolution, ...]],
    keys: Mapping[str, str],
) -> dict[str, tuple[CitedBy, ...]]:
    """For each citation key the listed notes that mention it, by path; `keys` are those of the sources' own notes."""
    citations: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    links: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(listed & notes.keys()):
        note = notes[path]
        for citation in note.citations:
            for key in dict.fromkeys(item.key for item in citation.items):
                citations[key][path].append(citation.index)
        for cited in note.front.cited:
            citations[cited.key].setdefault(path, [])
        for link, resolution in zip(note.links, resolutions[path], strict=True):
            if key := linked_key(resolution):
                links[key][path].append(link.index)
    return {
        key: tuple(
            CitedBy(path, tuple(citations[key].get(path, ())), tuple(links[key].get(path, ())))
            for path in sorted(citations[key].keys() | links[key].keys())
            if keys.get(path) != key
        )
        for key in sorted(citations.keys() | links.keys())
    }


def co_cited(site: Site, key: str) -> tuple[tuple[str, int], ...]:
    """The listed sources cited by the same notes as `key`, with how many notes; most often first, then by key."""
    counts: Counter[str] = Counter()
    for citing in site.cited_by.get(key, ()):
        others = (other for other in site.cites[citing.origin] if other != key)
        counts.update(other for other in others if source_node(other) in site.listed)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
