"""The names under which a node can be found: paths, stems, titles, aliases, citation keys."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference

_INDEX_STEMS = frozenset({"index", "readme", "_index"})
_NEAR = 70  # percent: "kl-penalti" is 90 like "kl-penalty"; below 70 a guess annoys more than it helps


def folded(name: str) -> str:
    """`name` without regard to letter case and Unicode form (the Unicode Standard, 3.13, caseless matching)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_index(path: str) -> bool:
    """Whether the file at `path` stands for its folder."""
    return PurePosixPath(path).stem.lower() in _INDEX_STEMS


@dataclass(frozen=True, slots=True)
class Names:
    """One rank of names: exact spelling to nodes, folded spelling to nodes."""

    exact: Mapping[str, tuple[NodeId, ...]]
    folded: Mapping[str, tuple[NodeId, ...]]


def names_of(pairs: Iterable[tuple[str, NodeId]]) -> Names:
    """The lookup tables of (name, node) pairs; the nodes of a name are sorted."""
    exact: defaultdict[str, set[NodeId]] = defaultdict(set)
    loose: defaultdict[str, set[NodeId]] = defaultdict(set)
    for name, node in pairs:
        if name:
            exact[name].add(node)
            loose[folded(name)].add(node)
    return Names(_sorted(exact), _sorted(loose))


def _sorted(table: Mapping[str, set[NodeId]]) -> dict[str, tuple[NodeId, ...]]:
    return {name: tuple(sorted(nodes)) for name, nodes in table.items()}


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every name in the collection, rank by rank, best first; `near` maps folded names to their spelling."""

    paths: Names
    stems: Names
    titles: Names
    aliases: Names
    files: Names
    file_stems: Names
    near: Mapping[str, str]


def node_of(path: str, keys: Mapping[str, str]) -> NodeId:
    """The node of the note at `path`: the path, or its source if it comments on one (`keys`: path to citation key)."""
    return source_node(keys[path]) if path in keys else path


def catalog_of(
    notes: Iterable[Note], references: Iterable[Reference], keys: Mapping[str, str], files: Iterable[str]
) -> Catalog:
    """The catalog of a collection; `keys` maps the path of each note that comments on a source to its key."""
    nodes = [(note, node_of(note.path, keys)) for note in notes]
    paths = tuple(sorted(files))
    stems = [(name, node) for note, node in nodes for name in _stems(note)]
    stems += [(reference.key, source_node(reference.key)) for reference in references]
    titles = [(title, node) for note, node in nodes for title in (note.title, note.front.short_title)]
    aliases = [(alias, node) for note, node in nodes for alias in note.front.aliases]
    return Catalog(
        paths=names_of((name, node) for note, node in nodes for name in _paths(note.path)),
        stems=names_of(stems),
        titles=names_of(titles),
        aliases=names_of(aliases),
        files=names_of((path, path) for path in paths),
        file_stems=names_of((PurePosixPath(path).name, path) for path in paths),
        near={folded(name): name for name, _ in (*aliases, *titles, *stems) if name},
    )


def _paths(path: str) -> tuple[str, ...]:
    """The spellings of a note's own path: with and without extension, and its folder for an index."""
    bare = path.rsplit(".", 1)[0]
    return (path, bare, bare.rpartition("/")[0]) if is_index(path) else (path, bare)


def _stems(note: Note) -> tuple[str, ...]:
    path = PurePosixPath(note.path)
    return (path.parent.name if is_index(note.path) else path.stem, note.front.slug)


def nearest_name(wanted: str, near: Mapping[str, str]) -> str:
    """The spelling of the name closest to `wanted` by normalized edit similarity, or "" if none is near."""
    best = process.extractOne(folded(wanted), near.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[best[0]] if best else ""
