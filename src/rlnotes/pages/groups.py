"""Groups of pages by a hash of their paths, so that a script finds a page's group without a list of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from rlnotes.graph.resolution import NodeId

PREVIEWS: Final = "previews/"
_MOST_IN_A_GROUP: Final = 8
"""How many pages a group has on average at most: its file stays near 2 KB as it travels."""


def group_count(pages: int) -> int:
    """How many groups so many pages are in: a power of two, so that it seldom changes; 0 for no pages."""
    count = 1
    while count * _MOST_IN_A_GROUP < pages:
        count *= 2
    return count if pages else 0


def groups_of(paths: Iterable[tuple[str, NodeId]], count: int) -> dict[str, tuple[NodeId, ...]]:
    """The nodes by the path of their group's file, in the order of their own paths."""
    groups: defaultdict[str, list[NodeId]] = defaultdict(list)
    for path, node in sorted(paths):
        groups[f"{PREVIEWS}{fnv_hash(path) & (count - 1):x}.json"].append(node)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def fnv_hash(text: str) -> int:
    """The hash of UTF-8 text by FNV-1a with 32 bits (RFC 9923), which takes a script a line."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found
