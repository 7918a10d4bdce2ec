"""Why a link leads nowhere that names something which is there, but is not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rlnotes.config.ignore_rules import IGNORE_FILES
from rlnotes.model.collection import EXCLUDED, LeftOut
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.naming import folded

_RULES: Final = frozenset({"broken-embed", "broken-link", "missing-image"})


@dataclass(frozen=True, slots=True)
class _Unread:
    """What is not read, by path without the slash of folders, and the files among it by what links call them."""

    paths: Mapping[str, LeftOut]
    names: Mapping[str, LeftOut]


def told_why(found: Iterable[Diagnostic], left_out: Sequence[LeftOut], link_root: str) -> Diagnostics:
    """The findings; one about a link to what is left out says so, and by what.

    `link_root` is the folder that links beginning with a slash start from.
    """
    if not left_out:
        return tuple(found)
    paths = {each.path.rstrip("/"): each for each in left_out}
    names = {name: each for each in left_out if not each.path.endswith("/") for name in _names(each.path)}
    return tuple(_explained(each, _Unread(paths, names), link_root) for each in found)


def _names(path: str) -> tuple[str, ...]:
    name = posixpath.basename(path)
    return folded(name), folded(posixpath.splitext(name)[0])


def _explained(found: Diagnostic, unread: _Unread, link_root: str) -> Diagnostic:
    target = found.subject.partition("#")[0]
    if found.rule not in _RULES or not target or "://" in target:
        return found
    meant = next((unread.paths[path] for path in _places(found.path, target, link_root) if path in unread.paths), None)
    meant = meant or unread.names.get(folded(target))
    if meant is None:
        return found
    return replace(found, message=f"{found.message}: '{meant.path}' is left out ({meant.why})", help=_way_out(meant))


def _places(origin: str, target: str, link_root: str) -> Iterator[str]:
    """The paths that a target can mean, with their endings, and the folders that would hold them."""
    relative = posixpath.join(posixpath.dirname(origin), target.lstrip("/"))
    for path in (relative, posixpath.join(link_root.strip("/"), target.lstrip("/")), target.lstrip("/")):
        place = posixpath.normpath(path)
        yield from (f"{place}{ending}" for ending in ("", ".md", ".markdown"))
        while place := posixpath.dirname(place):
            yield place


def _way_out(meant: LeftOut) -> str:
    if meant.why == EXCLUDED:
        return "take it out of `exclude`, or the link out of the note"
    if posixpath.basename(meant.why) in IGNORE_FILES:
        return f"take it in with the line '!/{meant.path}' in .rlnotesignore, or take the link out"
    return "move it, or take the link out"
