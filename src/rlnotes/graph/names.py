"""The names under which a node can be found: paths, stems, titles, aliases, citation keys."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.model.naming import folded, is_index
from rlnotes.model.note import Note
from rlnotes.model.reference import Reference

_NEAR = 70  # percent: "kl-penalti" is 90 like "kl-penalty"; below 70 a guess annoys more than it helps


@dataclass(frozen=True, slots=True)
class Names:
    """One rank of names: the nodes of each name, and the spellings of each folded name, all sorted."""

    nodes: Mapping[str, tuple[NodeId, ...]]
    spellings: Mapping[str, tuple[str, ...]]


def names_of(pairs: Iterable[tuple[str, NodeId]]) -> Names:
    """The lookup tables of (name, node) pairs."""
    named = [(name, node) for name, node in pairs if name]
    nodes = _gathered(named)
    return Names(nodes, _gathered([(folded(name), name) for name in nodes]))


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each first of the pairs the seconds, sorted, once each."""
    found: dict[str, list[str]] = {}
    for first, second in pairs:
        if first in found:
            found[first].append(second)
        else:
            found[first] = [second]
    return {first: tuple(sorted(set(seconds)) if len(seconds) > 1 else seconds) for first, seconds in found.items()}


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every name in the collection, rank by rank, best first.

    `endings` are the last two or more folders and the stem of longer paths; `folders` leads from the paths of folders,
    "." for the notes folder, to these with a slash at their end; `labels` are places within notes; `near` maps
    folded names to their spelling.
    """

    paths: Names
    endings: Names
    stems: Names
    titles: Names
    aliases: Names
    files: Names
    file_names: Names
    folders: Names
    labels: Names
    near: Mapping[str, str]


def node_of(path: str, keys: Mapping[str, str]) -> NodeId:
    """The node of the note at `path`: the path, or its source if it comments on one (`keys`: path to citation key)."""
    return source_node(keys[path]) if path in keys else path


def catalog_of(
    notes: Iterable[Note],
    references: Iterable[Reference],
    keys: Mapping[str, str],
    files: Iterable[str],
    folders: Iterable[str] = (),
) -> Catalog:
    """The catalog of a collection; `keys` maps the path of each note that comments on a source to its key.

    `folders` are the paths of those that links may lead to.
    """
    nodes = [(note, node_of(note.path, keys)) for note in sorted(notes, key=lambda note: note.path)]
    paths = tuple(sorted(files))
    file_names = [(posixpath.basename(path), path) for path in paths]
    stems = [(name, node) for note, node in nodes for name in (own_stem(note.path), note.front.slug)]
    stems += [(reference.key, source_node(reference.key)) for reference in references]
    titles = [(title, node) for note, node in nodes for title in (note.title, note.front.short_title)]
    aliases = [(alias, node) for note, node in nodes for alias in note.front.aliases]
    own = [(name, node) for note, node in nodes for name in _paths(note.path)]
    taken = {name for name, _ in own}  # an address that another note's file has now leads to that file
    addresses = [(name, node) for note, node in nodes for name in _addresses(note) if name not in taken]
    return Catalog(
        paths=names_of([*own, *addresses]),
        endings=names_of((name, node) for note, node in nodes for name in _endings(note.path)),
        stems=names_of(stems),
        titles=names_of(titles),
        aliases=names_of(aliases),
        files=names_of((path, path) for path in paths),
        file_names=names_of(file_names),
        folders=names_of((path or ".", f"{path}/") for path in folders),
        labels=names_of((label, node) for note, node in nodes for label in note.labels),
        near={folded(name): name for name, _ in (*file_names, *aliases, *titles, *stems) if name},
    )


def _paths(path: str) -> tuple[str, ...]:
    """The spellings of a note's own path: with and without extension, and its folder for an index ("." at the root)."""
    bare = path.rsplit(".", 1)[0]
    return (path, bare, bare.rpartition("/")[0] or ".") if is_index(path) else (path, bare)


def _addresses(note: Note) -> Iterator[str]:
    """The addresses that front matter gives a note, as links name them: "talks/lisbon" for "/talks/lisbon.html"."""
    for address in (note.front.permalink, *note.front.redirect_from):
        if address:
            yield address.strip("/").removesuffix(".html") or "."


def _endings(path: str) -> Iterator[str]:
    """The endings of a note's path without extension that still name a folder: "b/c" for "a/b/c.md"."""
    for bare in _paths(path)[1:]:
        folders = bare.split("/")
        yield from ("/".join(folders[start:]) for start in range(1, len(folders) - 1))


def own_stem(path: str) -> str:
    """The name a note has by its path: that of its file, or of its folder for an index."""
    folder, name = posixpath.split(path)
    return posixpath.basename(folder) if is_index(path) else posixpath.splitext(name)[0]


def nearest_name(wanted: str, near: Mapping[str, str]) -> str:
    """The spelling of the name closest to `wanted` by normalized edit similarity, or "" if none is near."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a name that leads nowhere asks for it

    best = process.extractOne(folded(wanted), near.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[best[0]] if best else ""
