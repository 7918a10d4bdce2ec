"""The folders that notes lie in: what each holds, and which note stands for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from rlnotes.graph.resolution import NodeId
from rlnotes.model.naming import is_index
from rlnotes.model.note import Note


class Folder(Struct, frozen=True, gc=False, array_like=True):
    """A folder that holds listed notes, right in it or below.

    `index` is the first note by path that stands for it, listed or not, "" if none does. `nodes` are the other listed
    ones right in it, by path, and `below` the folders right in it that are folders themselves in this sense. `count`
    is how many listed notes it holds at any depth.
    """

    index: str = ""
    nodes: tuple[NodeId, ...] = ()
    below: tuple[str, ...] = ()
    count: int = 0


def folders_of(notes: Mapping[str, Note], nodes: Mapping[str, NodeId], listed: Collection[NodeId]) -> dict[str, Folder]:
    """The folders of a site by path; "", the notes folder, is always there. `nodes` gives the node of each note."""
    paths = [path for path in notes if nodes[path] in listed]
    indexes: dict[str, str] = {}
    for path in filter(is_index, sorted(notes)):
        indexes.setdefault(folder_of(path), path)
    held: defaultdict[str, list[NodeId]] = defaultdict(list)
    counts = defaultdict[str, int](int, {"": 0})  # the notes folder has a page whatever it holds
    for path in sorted(paths):
        if indexes.get(folder_of(path)) != path:
            held[folder_of(path)].append(nodes[path])
        for folder in folders_above(path):
            counts[folder] += 1
    below: defaultdict[str, list[str]] = defaultdict(list)
    for folder in sorted(filter(None, counts)):
        below[folder_of(folder)].append(folder)
    return {
        folder: Folder(indexes.get(folder, ""), tuple(held[folder]), tuple(below[folder]), counts[folder])
        for folder in sorted(counts)
    }


def folder_of(path: str) -> str:
    """The folder that a note or folder lies in, "" for the notes folder."""
    return path.rpartition("/")[0]


def folders_above(path: str) -> Iterator[str]:
    """The folders that a note or folder lies in, nearest first, the notes folder last."""
    while path:
        path = folder_of(path)
        yield path
