"""Where the notes of then are now, told by what they say: for moves that git has not been told of."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from rlnotes.model.naming import folded, is_index
from rlnotes.model.place import Source
from rlnotes.parse.reading import plain_lines


def moves(gone: Iterable[Source], added: Iterable[Source]) -> Mapping[str, str]:
    """The path now of each note of `gone` that is among `added`: one that says the same, else the only one of its name.

    A note without text says nothing by which it could be known.
    """
    left, free = {each.path: each for each in gone}, {each.path: each for each in added}
    found = dict(_same(left, free, _said))
    for then, now in found.items():
        del left[then], free[now]
    return found | dict(_same(left, free, _named, is_unique=True))


def _same(
    gone: Mapping[str, Source], added: Mapping[str, Source], trait: Callable[[Source], str], *, is_unique: bool = False
) -> Iterator[tuple[str, str]]:
    """Pairs of paths that share a trait, in order; where it has to be unique, only those that alone have it."""
    before, after = _by(gone, trait), _by(added, trait)
    for key in sorted(before.keys() & after.keys() - {""}):
        if not is_unique or len(before[key]) == len(after[key]) == 1:
            yield from zip(before[key], after[key], strict=False)


def _by(sources: Mapping[str, Source], trait: Callable[[Source], str]) -> Mapping[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(sources):
        groups[trait(sources[path])].append(path)
    return groups


def _said(source: Source) -> str:
    return plain_lines(source.text).strip()


def _named(source: Source) -> str:
    """The name of a file without its folders; none for an index, of which each folder may have one."""
    return "" if is_index(source.path) else folded(posixpath.basename(source.path))
