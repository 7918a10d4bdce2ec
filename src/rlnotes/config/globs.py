"""Globs: the one way in which the configuration names files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def fitting(path: str, globs: Iterable[str]) -> tuple[str, ...]:
    """The globs that `path` fits, read as gitignore(5) reads patterns.

    `*` and `?` stop at slashes, `**` does not. A glob without a slash before its end fits a name at any depth, and one
    that fits a folder fits all below it.
    """
    return tuple(glob for glob in globs if _pattern(glob).match(path))


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    bare = glob.removeprefix("./").strip("/")
    anchored = bare if "/" in glob.rstrip("/") else f"**/{bare}"
    return re.compile("".join(map(_as_regex, _PIECES.findall(anchored))) + "(?:/|$)", re.DOTALL)


# Runs of stars become one, and no two neighbours can match the same text: matching stays quick.
_PIECES = re.compile(r"(?:\*\*+/)+|\*\*+|\*|\?|[^*?]+")


def _as_regex(piece: str) -> str:
    if piece == "?":
        return "[^/]"
    if piece == "*":
        return "[^/]*"
    if piece.startswith("**"):
        return "(?:.*/)?" if piece.endswith("/") else ".*"
    return re.escape(piece)
