"""Which files are left out: hidden ones, tool folders, and what the configuration excludes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

_TOOL_FOLDERS: Final = frozenset({"node_modules", ".venv", "__pycache__"})


def is_hidden(path: str) -> bool:
    """Whether a segment of `path` is a dotfile or the folder of a tool."""
    return any(segment.startswith(".") or segment in _TOOL_FOLDERS for segment in path.split("/"))


def excluding(path: str, globs: Iterable[str]) -> tuple[str, ...]:
    """The globs that leave out `path`: as gitignore does, one without a slash matches a name at any depth, and a
    match of a folder leaves out all below it.
    """
    return tuple(glob for glob in globs if _pattern(glob).match(path))


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    bare = glob.strip("/")
    anchored = bare if "/" in glob.rstrip("/") else f"**/{bare}"
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", anchored)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts) + "(?:/|$)", re.DOTALL)
