"""What is wrong in a planted collection: the rules of the reference, told from the pieces alone.

This shares no code with the program and looks at no text. It knows what each piece was meant to be, and what names a
link can find: docs/reference/markdown.md, "How a name is found".
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from planted.collections import HOME
from planted.notes import (
    BIBLIOGRAPHY,
    BlockName,
    Cite,
    Footnote,
    Form,
    Garden,
    Head,
    Leaf,
    Link,
    Mark,
    Piece,
    Use,
    laid_out,
    slug,
)

Told: TypeAlias = tuple[str, int, int, str]
"""A finding: path, line, column, rule."""

_MEDIA: Final = (".png", ".svg", ".pdf")
_PATIENT: Final = frozenset({"empty-section", "unused-ignore"})
"""What the text alone tells, but a draft may have."""
_RELATIVE_FIRST: Final = frozenset({Form.MARKDOWN, Form.REFERENCE, Form.HTML, Form.IMAGE})
_Rank: TypeAlias = Mapping[str, Sequence[str]]
"""What has which name: paths of notes and files, keys of sources after an @."""


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a link leads to: a path, or a key after an @, "" for nothing; or the rule that says why it leads nowhere."""

    node: str = ""
    rule: str = ""
    is_spelled_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class _Map:
    """What links are looked up in, and what those of each note, drafts aside, lead to."""

    garden: Garden
    leaves: Mapping[str, Leaf]
    ranks: Mapping[str, _Rank]
    goals: dict[Link, _Goal]


def truth(garden: Garden) -> list[Told]:
    """Every finding there should be, sorted."""
    map_ = _map(garden)
    in_leaves = (told for leaf in garden.leaves for told in _in_leaf(map_, leaf))
    return sorted((*in_leaves, *_in_bibliography(map_)))


def _map(garden: Garden) -> _Map:
    leaves = {leaf.path: leaf for leaf in garden.leaves}
    bare = {path: path.removesuffix(".md") for path in leaves}
    ranks = {
        "paths": _rank((name, path) for path in leaves for name in (path, bare[path])),
        "endings": _rank((end, path) for path in leaves for end in _endings(bare[path])),
        "stems": _rank(
            [(leaf.stem, leaf.path) for leaf in leaves.values()] + [(key, f"@{key}") for key in garden.keys]
        ),
        "titles": _rank((leaf.title, leaf.path) for leaf in leaves.values() if leaf.title),
        "aliases": _rank((alias, leaf.path) for leaf in leaves.values() for alias in leaf.aliases),
        "files": _rank((path, path) for path in garden.files),
        "file names": _rank((posixpath.basename(path), path) for path in garden.files),
    }
    map_ = _Map(garden, leaves, ranks, {})
    for leaf in garden.leaves:
        map_.goals.update({link: _goal(map_, leaf, link) for link in _links(leaf) if not leaf.is_draft})
    return map_


def _links(leaf: Leaf) -> list[Link]:
    return [piece for piece in leaf.pieces if isinstance(piece, Link)]


def _rank(pairs: Iterable[tuple[str, str]]) -> _Rank:
    found: dict[str, list[str]] = {}
    for name, node in dict.fromkeys(pairs):
        found.setdefault(name, []).append(node)
    return found


def _endings(bare: str) -> Iterator[str]:
    parts = bare.split("/")
    return ("/".join(parts[start:]) for start in range(1, len(parts) - 1))


def _in_leaf(map_: _Map, leaf: Leaf) -> Iterator[Told]:
    for placed in laid_out(leaf)[1]:
        for rule in _of_piece(map_, leaf, placed.piece):
            yield leaf.path, placed.line, placed.column, rule
    for rule in filter(None, (leaf.top, *_of_leaf(map_, leaf))):
        yield leaf.path, 1, 1, rule


def _of_piece(map_: _Map, leaf: Leaf, piece: Piece) -> Iterator[str]:
    """The rules that a piece breaks. Links and citations of a draft are nobody's affair yet."""
    match piece:
        case Mark(rule=rule) if rule and not (leaf.is_draft and rule in _PATIENT):
            yield rule
        case Use(name=name) if not any(isinstance(each, Footnote) and each.name == name for each in leaf.pieces):
            yield "unresolved-footnote"
        case Cite(key=key) if key not in map_.garden.keys and not leaf.is_draft:
            yield "unknown-citation"
        case Link() if not leaf.is_draft:
            yield from filter(None, (piece.also, *_of_link(map_, leaf, piece)))
        case _:
            pass


def _of_link(map_: _Map, leaf: Leaf, link: Link) -> Iterator[str]:
    goal = map_.goals[link]
    target = map_.leaves.get(goal.node)
    if goal.rule:
        yield goal.rule
        return
    if target and target.is_unlisted and not leaf.is_unlisted and target is not leaf:
        yield "unlisted-linked"
    if target and link.fragment and not _has(target, link.fragment):
        yield _of_no_place(link)
    elif goal.is_spelled_otherwise:
        yield "case-mismatch"


def _of_no_place(link: Link) -> str:
    if link.form is Form.EMBED:
        return "broken-embed"
    return "broken-block" if link.fragment.startswith("^") else "broken-anchor"


def _has(leaf: Leaf, fragment: str) -> bool:
    heads = {slug(each.text) for each in leaf.pieces if isinstance(each, Head)}
    names = {f"^{each.name}" for each in leaf.pieces if isinstance(each, BlockName)}
    return fragment in names or slug(fragment) in heads


def _of_leaf(map_: _Map, leaf: Leaf) -> Iterator[str]:
    """The rules that a note breaks by where it stands among the others."""
    if leaf.is_draft or leaf.is_unlisted or leaf.path == HOME or ["kind: hub"] in leaf.front:
        return
    others = (
        link for other in map_.leaves.values() if other is not leaf and not other.is_unlisted for link in _links(other)
    )
    if not any(link in map_.goals and map_.goals[link].node == leaf.path for link in others):
        yield "orphan"
    nodes = {map_.goals[link].node for link in _links(leaf)}
    cites = any(isinstance(piece, Cite) for piece in leaf.pieces)
    if not cites and nodes <= {leaf.path, *map_.garden.files}:
        yield "dead-end"


def _in_bibliography(map_: _Map) -> Iterator[Told]:
    keys = map_.garden.keys
    live = [leaf for leaf in map_.garden.leaves if not leaf.is_draft]
    used = {piece.key for leaf in live for piece in leaf.pieces if isinstance(piece, Cite)}
    used |= {goal.node[1:] for goal in map_.goals.values() if goal.node.startswith("@")}
    for number, key in enumerate(keys):
        if key in keys[:number]:
            yield BIBLIOGRAPHY, number + 1, 1, "duplicate-source"
        elif key not in used:
            yield BIBLIOGRAPHY, number + 1, 1, "unused-source"
    if map_.garden.is_cut_off:
        yield BIBLIOGRAPHY, len(keys) + 1, 1, "bad-bibliography"


def _goal(map_: _Map, leaf: Leaf, link: Link) -> _Goal:
    if not link.name:
        return _Goal(leaf.path)
    if not (paths := _paths(leaf, link)):
        return _Goal(rule="outside-tree")
    name, ranks = link.name.strip("/"), map_.ranks
    bare = name[:-3] if name.lower().endswith(".md") else name
    notes = [(ranks["paths"], path) for path in paths]
    notes += [(ranks["endings" if "/" in name else "stems"], bare), (ranks["titles"], name), (ranks["aliases"], name)]
    files = [*((ranks["files"], path) for path in paths), (ranks["file names"], link.name)]
    for rank, wanted in (*notes, *files):
        if nodes := _nearest(_called(rank, wanted), leaf):
            is_so = any(nodes[0] in other.get(written, ()) for other, written in (*notes, *files))
            return _one_of(map_, nodes, is_spelled_otherwise=not is_so)
    return _Goal(rule=_of_nothing(link))


def _one_of(map_: _Map, nodes: Sequence[str], *, is_spelled_otherwise: bool) -> _Goal:
    if len(nodes) > 1:
        return _Goal(rule="ambiguous-link")
    if nodes[0] in map_.leaves and map_.leaves[nodes[0]].is_draft:
        return _Goal(rule="draft-linked")
    return _Goal(nodes[0], is_spelled_otherwise=is_spelled_otherwise)


def _of_nothing(link: Link) -> str:
    if link.form is Form.IMAGE or link.name.lower().endswith(_MEDIA):
        return "missing-image"
    return "broken-embed" if link.form is Form.EMBED else "broken-link"


def _paths(leaf: Leaf, link: Link) -> list[str]:
    """The paths that a link can mean, best first, as long as they stay in the tree."""
    if link.name.startswith("/"):
        return [link.name.strip("/")]
    relative = posixpath.join(leaf.folder, link.name)
    is_relative_first = link.form in _RELATIVE_FIRST or link.name.startswith(".")
    both = (relative, link.name) if is_relative_first else (link.name, relative)
    return [path for path in map(posixpath.normpath, both) if not path.startswith("..")]


def _called(rank: _Rank, name: str) -> Sequence[str]:
    """What has the name; where nothing has, what has it but for letter case and Unicode form."""
    return rank.get(name) or [node for other in rank if _same(other) == _same(name) for node in rank[other]]


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _nearest(nodes: Sequence[str], leaf: Leaf) -> Sequence[str]:
    """Of several the one in the nearest common folder; all, if none is nearest."""
    here = leaf.path.split("/")[:-1]
    shared = Counter({node: len(posixpath.commonprefix([here, node.split("/")[:-1]])) for node in nodes})
    return [node for node in nodes if shared[node] == max(shared.values())]
