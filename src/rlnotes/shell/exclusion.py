"""Which files are never read: hidden ones and those of tools."""

from __future__ import annotations

from typing import Final

_TOOL_FOLDERS: Final = frozenset({"node_modules", ".venv", "__pycache__"})


def is_hidden(path: str) -> bool:
    """Whether a segment of `path` is a dotfile or the folder of a tool."""
    return any(segment.startswith(".") or segment in _TOOL_FOLDERS for segment in path.split("/"))
