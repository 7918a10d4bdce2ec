"""Which files are never read: hidden ones and those of tools."""

from __future__ import annotations

from typing import Final

_MARKDOWN: Final = (".md", ".markdown")
_TOOL_FOLDERS: Final = frozenset({"node_modules", ".venv", "__pycache__"})


def is_hidden(path: str) -> bool:
    """Whether a segment of `path` is a dotfile or the folder of a tool."""
    return any(map(is_hidden_name, path.split("/")))


def is_hidden_name(name: str) -> bool:
    """Whether a file or folder of this name is hidden or a tool's."""
    return name.startswith(".") or name in _TOOL_FOLDERS


def is_markdown(path: str) -> bool:
    """Whether a file is a note, by its name."""
    return path.lower().endswith(_MARKDOWN)
