"""What a link turned out to mean: a closed union, matched exhaustively wherever links are shown or judged."""

from __future__ import annotations

from typing import Final, TypeAlias

from msgspec import Struct

NodeId: TypeAlias = str
"""A note's path ("notes/ppo.md"), or "@" and the citation key for a source ("@shao2024")."""


class Found(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to `node`, at `anchor` if not None.

    `spelling` is how the name is spelled that the link matches only without regard to letter case and Unicode form.
    """

    node: NodeId
    anchor: str | None = None
    spelling: str = ""


class FoundFile(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to an attachment, a path below the notes folder; `spelling` as in `Found`."""

    path: str
    fragment: str | None = None
    spelling: str = ""


class FoundFolder(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to the folder at `path`, "" for the notes folder, which no note stands for; rest as in `Found`."""

    path: str
    fragment: str | None = None
    spelling: str = ""


class NoSuchAnchor(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The note is there, the heading or block is not; `nearest` is an anchor it might have meant, or ""."""

    node: NodeId
    fragment: str
    nearest: str = ""


class Missing(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Nothing has that name; `nearest` is a name it might have meant, or ""."""

    nearest: str = ""


class Ambiguous(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """Several notes fit equally well and none is nearest."""

    candidates: tuple[NodeId, ...]


class Draft(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to a draft, which is not part of this build."""

    path: str


class Unsupported(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to a file that only the program it is of can show: its path, or what a link to none says."""

    path: str


class FoundElsewhere(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The link leads to an object of another site, at `url`: the name of its inventory, and what it is called."""

    url: str
    inventory: str
    title: str


class MissingElsewhere(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The inventory has no object `name`, or, if that is "", there is no such inventory; `nearest` as in `Missing`.

    `is_unread` tells that the inventory is named, but could not be read.
    """

    inventory: str
    name: str
    nearest: str = ""
    is_unread: bool = False


class OutsideTree(Struct, frozen=True, gc=False, tag=True, array_like=True):
    """The path climbs out of the notes folder."""


Resolution: TypeAlias = (
    Found
    | FoundFile
    | FoundFolder
    | NoSuchAnchor
    | Missing
    | Ambiguous
    | Draft
    | Unsupported
    | OutsideTree
    | FoundElsewhere
    | MissingElsewhere
)


def source_node(key: str) -> NodeId:
    """The node of the source with citation `key`."""
    return "@" + key


def target_node(resolution: Resolution) -> NodeId | None:
    """The node a link leads to, a missing anchor notwithstanding; None for anything else."""
    return resolution.node if isinstance(resolution, _LEADING) else None


_LEADING: Final = (Found, NoSuchAnchor)  # a union would be made anew for each of a hundred thousand links
