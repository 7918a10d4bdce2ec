"""The one resolver: from a link as written to what it means, for build, check and serve alike.

Ranks, best first: exact path, path relative to the note (a Markdown link tries these two the other way round, as its
other readers do), ending of a path, file stem or citation key, title, alias, folder, attachment; what is written as a
path tries folders right after paths. Within a rank the exact spelling goes before the folded one. Several nodes at the
best rank: the one in the nearest common folder, if one is nearest.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from rlnotes.graph.anchors import anchor_of, nearest_anchor
from rlnotes.graph.elsewhere import resolve_elsewhere
from rlnotes.graph.names import Catalog, Names
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundFile,
    FoundFolder,
    Missing,
    NodeId,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
    Unsupported,
)
from rlnotes.model.collection import Elsewhere
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.media import is_unsupported
from rlnotes.model.naming import folded
from rlnotes.model.note import Note


@dataclass(frozen=True, slots=True)
class Terrain:
    """What the resolver looks things up in.

    `bodies` holds the note of each node that has one; `drafts` the paths that exist but aren't built; `nodes` the node
    of each note's path; `nearest` gives the name most like another, "" if none is near. `link_root` is the folder that
    links beginning with a slash start from, "" for the notes folder; `attachment_folder` the one whose file is meant
    where several have the name of a link, "" for none; one that begins with "." lies beside or below the note.
    `elsewhere` are other sites, which are asked last.
    """

    catalog: Catalog
    bodies: Mapping[NodeId, Note]
    drafts: frozenset[str]
    nodes: Mapping[str, NodeId]
    nearest: Callable[[str], str]
    link_root: str = ""
    attachment_folder: str = ""
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)


def resolve(terrain: Terrain, origin: str, link: Link) -> Resolution:
    """What `link`, written in the note at `origin`, means."""
    if not link.target:
        own = _at_anchor(terrain, Found(terrain.nodes[origin]), link.fragment)
        return (_labelled(terrain, origin, own.fragment) or own) if isinstance(own, NoSuchAnchor) else own
    paths = _paths(terrain, origin, link)
    if not paths:
        return OutsideTree()
    found = _meaning(terrain, origin, link, paths)
    match found:
        case None:
            return resolve_elsewhere(terrain.elsewhere, link) or _missing(terrain, link.target)
        case Found(node=path) if path in terrain.drafts:
            return Draft(path)
        case Found():
            return _at_anchor(terrain, found, link.fragment)
        case _:
            return found


def _missing(terrain: Terrain, target: str) -> Missing | Unsupported:
    name = posixpath.basename(_without_extension(target.rstrip("/")))
    return Unsupported(target) if is_unsupported(target) else Missing(terrain.nearest(name))


def resolver(terrain: Terrain) -> Callable[[str, Link], Resolution]:
    """`resolve` in a terrain, which looks up only once what links of one folder with one target mean."""
    known: dict[tuple[str, bool, str, str | None], Resolution] = {}

    def resolved(origin: str, link: Link) -> Resolution:
        if not link.target:
            return resolve(terrain, origin, link)
        place = (origin.rpartition("/")[0], _is_relative_first(link), link.target, link.fragment)
        if place not in known:
            known[place] = resolve(terrain, origin, link)
        return known[place]

    return resolved


def _is_relative_first(link: Link) -> bool:
    return link.form in _RELATIVE_FIRST or link.target.startswith(".")


_RELATIVE_FIRST: Final = (LinkForm.MARKDOWN, LinkForm.IMAGE)


def _paths(terrain: Terrain, origin: str, link: Link) -> tuple[str, ...]:
    """The paths below the notes folder that the target can mean, best first; () if it leaves the folder."""
    target = link.target.rstrip("/")
    if link.target.startswith("/"):
        return _inside((f"{terrain.link_root.strip('/')}{target}",))
    relative = posixpath.join(posixpath.dirname(origin), target)
    return _inside((relative, target) if _is_relative_first(link) else (target, relative))


def _inside(paths: tuple[str, ...]) -> tuple[str, ...]:
    normal = (posixpath.normpath(path.lstrip("/") or ".") for path in paths)
    return tuple(dict.fromkeys(path for path in normal if path != ".." and not path.startswith("../")))


def _meaning(
    terrain: Terrain, origin: str, link: Link, paths: tuple[str, ...]
) -> Found | FoundFile | FoundFolder | Unsupported | Ambiguous | None:
    """What has the name of a link, its anchor aside; None if nothing has."""
    catalog, name = terrain.catalog, link.target.strip("/")
    if by_path := _note(catalog, origin, link, paths, _by_path(catalog, paths)):
        return by_path
    is_path = _is_relative_first(link) or link.target.endswith("/")
    if is_path and (folder := _folder(catalog, origin, link, paths)):
        return folder
    by_name = _note(catalog, origin, link, paths, _by_name(catalog, name))
    # A bare name in a wikilink is that of a note, be it yet to be written.
    folder = _folder(catalog, origin, link, paths) if "/" in name and not by_name else None
    return by_name or folder or _file(terrain, origin, link, paths)


def _note(
    catalog: Catalog, origin: str, link: Link, paths: tuple[str, ...], ranked: Iterator[tuple[Names, str]]
) -> Found | Ambiguous | None:
    found = next((pick for names, name in ranked if (pick := _pick(names, name, origin))), None)
    if isinstance(found, Found) and found.spelling and _is_spelled_so(catalog, link, paths, found.node):
        return replace(found, spelling="")
    return found


def _by_path(catalog: Catalog, paths: tuple[str, ...]) -> Iterator[tuple[Names, str]]:
    """Where to look a target up that is a path, and under which name, best rank first."""
    for path in paths:
        yield catalog.paths, path
        yield catalog.paths, path.removesuffix(".html")


def _by_name(catalog: Catalog, name: str) -> Iterator[tuple[Names, str]]:
    """Where to look a target up that is no path, best rank first."""
    yield (catalog.endings if "/" in name else catalog.stems), _without_extension(name)
    yield catalog.titles, name
    yield catalog.aliases, name


def _is_spelled_so(catalog: Catalog, link: Link, paths: tuple[str, ...], node: NodeId) -> bool:
    """Whether a lower rank knows the node by just this name: `[[PPO]]` is the title, if not the stem, of `ppo.md`."""
    ranked = (*_by_path(catalog, paths), *_by_name(catalog, link.target.strip("/")))
    return any(node in names.nodes.get(name, ()) for names, name in ranked)


def _without_extension(name: str) -> str:
    for ending in (".md", ".markdown", ".html"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _pick(names: Names, name: str, origin: str) -> Found | Ambiguous | None:
    if nodes := names.nodes.get(name):
        return _nearest(dict.fromkeys(nodes, ""), origin)
    spellings = names.spellings.get(folded(name), ())
    found = {node: spelling for spelling in spellings for node in names.nodes[spelling]}
    return _nearest(found, origin) if found else None


def _nearest(spellings: Mapping[NodeId, str], origin: str) -> Found | Ambiguous:
    """The one node, or the one in the nearest common folder; `spellings` are those of the name that led to each."""
    if len(spellings) == 1:
        ((node, spelling),) = spellings.items()
        return Found(node, spelling=spelling)
    shared = {node: _shared_folders(node, origin) for node in spellings}
    most = max(shared.values())
    best = [node for node in shared if shared[node] == most]
    if len(best) > 1:
        return Ambiguous(tuple(sorted(spellings)))
    return Found(best[0], spelling=spellings[best[0]])


def _shared_folders(path: str, origin: str) -> int:
    """How many leading folders two paths have in common."""
    folders = zip(path.split("/")[:-1], origin.split("/")[:-1], strict=False)
    count = 0
    for one, other in folders:
        if one != other:
            break
        count += 1
    return count


def _folder(catalog: Catalog, origin: str, link: Link, paths: tuple[str, ...]) -> FoundFolder | Ambiguous | None:
    """The folder at one of the paths; its page may be named, too."""
    names = (name for path in paths for name in (path, path.removesuffix("/index.html")))
    match next((pick for name in names if (pick := _pick(catalog.folders, name, origin))), None):
        case Found(node=path, spelling=spelling):
            return FoundFolder(path.rstrip("/"), link.fragment, spelling)
        case other:
            return other


def _file(
    terrain: Terrain, origin: str, link: Link, paths: tuple[str, ...]
) -> FoundFile | Unsupported | Ambiguous | None:
    catalog = terrain.catalog
    places = (*paths, *_attachment(terrain.attachment_folder, origin, link.target))
    ranked = (*((catalog.files, path) for path in places), (catalog.file_names, link.target))
    picks = (_pick(names, name, origin) for names, name in ranked)
    match next((pick for pick in picks if pick), None):
        case Found(node=path) if is_unsupported(path):
            return Unsupported(path)
        case Found(node=path, spelling=spelling):
            return FoundFile(path, link.fragment, spelling)
        case other:
            return other


def _attachment(folder: str, origin: str, name: str) -> tuple[str, ...]:
    """Where a file named without its path lies if it lies in the folder for attachments."""
    if not folder or "/" in name:
        return ()
    base = posixpath.dirname(origin) if folder.startswith(".") else ""
    return _inside((posixpath.join(base, folder, name),))


def _labelled(terrain: Terrain, origin: str, label: str) -> Found | Ambiguous | Draft | None:
    """The place in another note that has a label which the note itself has not."""
    found = _pick(terrain.catalog.labels, label, origin)
    if not isinstance(found, Found):
        return found
    return Draft(found.node) if found.node in terrain.drafts else Found(found.node, found.spelling or label)


def _at_anchor(terrain: Terrain, found: Found, fragment: str | None) -> Found | NoSuchAnchor:
    if not fragment:
        return found
    note = terrain.bodies.get(found.node)
    anchor = anchor_of(note, fragment) if note else ""
    if anchor:
        return replace(found, anchor=anchor)
    return NoSuchAnchor(found.node, fragment, nearest_anchor(note, fragment) if note else "")
