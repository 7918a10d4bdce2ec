"""The one resolver: from a link as written to what it means, for build, check and serve alike.

Ranks, best first: exact path, path relative to the note (a Markdown link tries these two the other way round, as its
other readers do), file stem or citation key, title, alias, attachment. Within a rank the exact spelling goes before
the folded one. Several nodes at the best rank: the one in the nearest common folder, if one is nearest.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from rlnotes.graph.names import Catalog, Names, folded, nearest_name
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundFile,
    Missing,
    NodeId,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
)
from rlnotes.model.link import Link, LinkForm
from rlnotes.parse.slug import heading_slug

_NOTE_ENDINGS = ("", ".md", ".markdown")
_NEAR_ANCHOR = 60


@dataclass(frozen=True, slots=True)
class Terrain:
    """What the resolver looks things up in.

    `anchors` holds the ids in the body of each node that has a body; `drafts` the paths that exist but aren't built;
    `nodes` the node of each note's path.
    """

    catalog: Catalog
    anchors: Mapping[NodeId, frozenset[str]]
    drafts: frozenset[str]
    nodes: Mapping[str, NodeId]


def resolve(terrain: Terrain, origin: str, link: Link) -> Resolution:
    """What `link`, written in the note at `origin`, means."""
    if not link.target:
        return _at_anchor(terrain, Found(terrain.nodes[origin]), link.fragment)
    paths = _paths(origin, link)
    if not paths:
        return OutsideTree()
    found = _note(terrain.catalog, origin, link, paths) or _file(terrain.catalog, origin, link, paths)
    match found:
        case None:
            return Missing(nearest_name(posixpath.basename(link.target), terrain.catalog.near))
        case Found(node=path) if path in terrain.drafts:
            return Draft(path)
        case Found():
            return _at_anchor(terrain, found, link.fragment)
        case Ambiguous() | FoundFile():
            return found


def _paths(origin: str, link: Link) -> tuple[str, ...]:
    """The paths below the notes folder that the target can mean, best first; () if it leaves the folder."""
    target = link.target.rstrip("/")
    if link.target.startswith("/"):
        return _inside((target,))
    relative = posixpath.join(posixpath.dirname(origin), target)
    climbs = target.startswith((".", "./", "../")) or link.form in (LinkForm.MARKDOWN, LinkForm.IMAGE)
    return _inside((relative, target) if climbs else (target, relative))


def _inside(paths: tuple[str, ...]) -> tuple[str, ...]:
    normal = (posixpath.normpath(path.lstrip("/") or ".") for path in paths)
    inside = (("" if path == "." else path) for path in normal if path != ".." and not path.startswith("../"))
    return tuple(dict.fromkeys(inside))


def _note(catalog: Catalog, origin: str, link: Link, paths: tuple[str, ...]) -> Found | Ambiguous | None:
    spellings = [_without_html(path) + ending for path in paths for ending in _NOTE_ENDINGS]
    for spelling in spellings:
        if found := _pick(catalog.paths, spelling, origin):
            return found
    if "/" in link.target.strip("/"):
        return _by_ending(catalog, origin, link.target)
    name = link.target.strip("/")
    for rank, spelling in ((catalog.stems, _without_extension(name)), (catalog.titles, name), (catalog.aliases, name)):
        if found := _pick(rank, spelling, origin):
            return found
    return None


def _by_ending(catalog: Catalog, origin: str, target: str) -> Found | Ambiguous | None:
    """A note whose path ends in the target's folders: `[[rl/ppo]]` for `notes/rl/ppo.md`."""
    wanted = _without_extension(target.strip("/"))
    if wanted.startswith("."):
        return None
    stem = posixpath.basename(wanted)
    nodes = catalog.stems.folded.get(folded(stem), ())
    fitting = tuple(node for node in nodes if f"/{folded(_without_extension(node))}".endswith(f"/{folded(wanted)}"))
    exact = all(f"/{_without_extension(node)}".endswith(f"/{wanted}") for node in fitting)
    return _nearest(fitting, origin, is_exact=exact)


def _without_extension(name: str) -> str:
    for ending in (".md", ".markdown", ".html"):
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _without_html(path: str) -> str:
    return path.removesuffix(".html")


def _pick(names: Names, name: str, origin: str) -> Found | Ambiguous | None:
    if nodes := names.exact.get(name):
        return _nearest(nodes, origin, is_exact=True)
    return _nearest(names.folded.get(folded(name), ()), origin, is_exact=False)


def _nearest(nodes: tuple[NodeId, ...], origin: str, *, is_exact: bool) -> Found | Ambiguous | None:
    if len(nodes) <= 1:
        return Found(nodes[0], is_exact=is_exact) if nodes else None
    shared = {node: _shared_folders(node, origin) for node in nodes}
    best = [node for node in nodes if shared[node] == max(shared.values())]
    return Found(best[0], is_exact=is_exact) if len(best) == 1 else Ambiguous(nodes)


def _shared_folders(path: str, origin: str) -> int:
    """How many leading folders two paths have in common."""
    folders = zip(path.split("/")[:-1], origin.split("/")[:-1], strict=False)
    count = 0
    for one, other in folders:
        if one != other:
            break
        count += 1
    return count


def _file(catalog: Catalog, origin: str, link: Link, paths: tuple[str, ...]) -> FoundFile | Ambiguous | None:
    picks = (_pick(catalog.files, path, origin) for path in paths)
    by_name = _pick(catalog.file_stems, link.target, origin)
    match next((pick for pick in picks if pick), by_name):
        case Found(node=path, is_exact=is_exact):
            return FoundFile(path, link.fragment, is_exact)
        case other:
            return other


def _at_anchor(terrain: Terrain, found: Found, fragment: str | None) -> Found | NoSuchAnchor:
    if not fragment:
        return found
    anchors = terrain.anchors.get(found.node, frozenset())
    for candidate in _anchor_spellings(fragment):
        if candidate in anchors:
            return Found(found.node, candidate, found.is_exact)
    return NoSuchAnchor(found.node, fragment, _nearest_anchor(fragment, anchors))


def _anchor_spellings(fragment: str) -> tuple[str, ...]:
    """The ids a fragment can mean: itself, the slug of a heading's text, the slug of the last of `#A#B`."""
    return (fragment, heading_slug(fragment), heading_slug(fragment.rpartition("#")[2]))


def _nearest_anchor(fragment: str, anchors: frozenset[str]) -> str:
    wanted = fragment if fragment.startswith("^") else heading_slug(fragment)
    best = process.extractOne(wanted, sorted(anchors), scorer=fuzz.ratio, score_cutoff=_NEAR_ANCHOR)
    return best[0] if best else ""
