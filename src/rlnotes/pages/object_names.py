"""The names by which other sites may link into this one, as lines of a Sphinx inventory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rlnotes.graph.names import own_stem
from rlnotes.graph.resolution import NodeId
from rlnotes.graph.site import Site
from rlnotes.pages.faces import Face, Faces
from rlnotes.pages.site_files import HOME
from rlnotes.pages.urls import UrlShape, href

_DOC: Final = "std:doc"
_LABEL: Final = "std:label"
_PRIORITY: Final = -1  # found by references alone, not by Sphinx's search


class _Name(NamedTuple):
    """A name of a node, and what kind of object it is one of."""

    kind: str
    name: str
    node: NodeId


def object_lines(site: Site, faces: Faces, shape: UrlShape) -> tuple[str, ...]:
    """The lines of the inventory, sorted: notes by path, and by name, alias and title where only one has it.

    Sources are found by their citation keys.
    """
    listed = [face for face in faces.values() if face.is_listed]
    paths = [name for face in listed for name in _own(face)]
    taken = {(name.kind, name.name.lower()) for name in paths}
    more = dict.fromkeys(name for face in listed for name in _shared(site, face))
    count = Counter((name.kind, name.name.lower()) for name in more)
    more_names = (name for name in more if (key := (name.kind, name.name.lower())) not in taken and count[key] == 1)
    lines = (_line(shape, name, faces[name.node]) for name in (*paths, *more_names))
    return tuple(sorted(line for line in lines if line))


def _own(face: Face) -> Iterator[_Name]:
    """The name that no other node has: a note's path, a source's citation key."""
    if face.node.startswith("@"):
        yield _Name(_LABEL, face.node[1:], face.node)
    else:
        yield _Name(_DOC, _bare(face.node), face.node)


def _shared(site: Site, face: Face) -> Iterator[_Name]:
    """The names that others may have, too."""
    if face.node.startswith("@"):
        return
    stem, aliases = own_stem(face.node), site.notes[face.node].front.aliases
    yield from (_Name(_DOC, name, face.node) for name in _plain((stem, *aliases)) if name != _bare(face.node))
    yield from (_Name(_LABEL, name.lower(), face.node) for name in _plain((face.title,)))


def _bare(path: str) -> str:
    return path.rpartition(".")[0]


def _plain(names: Iterable[str]) -> Iterator[str]:
    """The names on one line each."""
    return (plain for name in names if (plain := " ".join(name.split())))


_LINE: Final = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")  # as readers take a line apart


def _line(shape: UrlShape, name: _Name, face: Face) -> str:
    """A line of the inventory; "" for a name that its readers would take for something else, like "rule 2 of 3"."""
    [shown] = _plain((face.title,)) if face.title.strip() else ["-"]
    line = f"{name.name} {name.kind} {_PRIORITY} {href(shape, HOME, face.path)} {'-' if shown == name.name else shown}"
    found = _LINE.match(line)
    return line if found and (found[1], found[2]) == (name.name, name.kind) and not line.startswith("#") else ""
