"""Folders as values: written from a mapping, read back as one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rlnotes.shell.output import Destination


def planted(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """`folder` with `files` in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` by path, and every empty folder with a slash at its end."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            found[name] = path.read_bytes()
        elif path.is_dir() and not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def site_in(project: Path, output: str = "build") -> Destination:
    """The site of a project with a notes folder, in a home folder of its own."""
    planted(project / "notes", {"a.md": "# A"})
    return Destination(project / output, project / "notes", project, planted(project / "home", {}))
