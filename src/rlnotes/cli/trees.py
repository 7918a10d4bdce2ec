"""What a check is about: a project or any folder of Markdown, and the part of it that is reported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rlnotes.cli.session import Overrides, Session, as_in_vault, opened
from rlnotes.config.tree import tree_config
from rlnotes.shell.configuration import CONFIG_NAME, configuration_path
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.report import Shown, relative


@dataclass(frozen=True, slots=True)
class Place:
    """What the command line says of where to look; `root` is where links beginning with a slash start from."""

    path: Path | None = None
    config_file: Path | None = None
    root: Path | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What is checked; `below` is the path among its notes that is reported, "" for all of them.

    `is_site` tells a project of ours from a folder that something else is made of.
    """

    session: Session
    below: str
    is_site: bool


def tree_at(place: Place, overrides: Overrides) -> Tree:
    """The tree that `place` lies in: the project whose notes it is part of, else the folder itself.

    Raises:
        CannotRun: there is nothing to check there, or the configuration has mistakes.
    """
    path = place.path.resolve() if place.path else None
    session = _project(place, overrides, path)
    if session and path is None and not (session.root / session.config.notes).is_dir():
        raise CannotRun(
            f"there is no notes folder {session.config.notes!r}; `rlnotes check FOLDER` checks any folder of Markdown, "
            "`rlnotes init` starts a site"
        )
    if session is None:
        return _plain(place, overrides, path or Path.cwd())
    notes = (session.root / session.config.notes).resolve()
    if place.root:
        session = replace(session, config=replace(session.config, link_root=_link_root(place.root, notes)))
    below = "" if path is None or notes.is_relative_to(path) else _relative(path, notes)
    return Tree(session, below, is_site=True)


def _project(place: Place, overrides: Overrides, path: Path | None) -> Session | None:
    """The project whose notes hold `path`, or lie below it; None if there is no such project."""
    for file in _configurations(place, path):
        session = opened(file, overrides)
        notes = (session.root / session.config.notes).resolve()
        if path is None or path.is_relative_to(notes) or (notes.is_relative_to(path) and notes.is_dir()):
            return session
        if place.config_file or overrides.notes:
            raise CannotRun(f"{place.path} is not among the notes in {session.shown.notes}/")
    return None


def _configurations(place: Place, path: Path | None) -> Iterator[Path | None]:
    """Where the configuration may be: the one named; else the nearest to the path, then to the current folder."""
    if place.config_file:
        yield place.config_file
        return
    if path and (found := configuration_path(path if path.is_dir() else path.parent)):
        yield found
    yield None


def _plain(place: Place, overrides: Overrides, path: Path) -> Tree:
    """A folder, or the folder of a file, with what it takes to check any Markdown."""
    folder = path if path.is_dir() else path.parent
    root = place.root.resolve() if place.root else folder
    top = root if folder.is_relative_to(root) else folder
    config = as_in_vault(replace(tree_config(".", _link_root(root, top)), strict=overrides.strict), top)
    shown = relative(top, Path.cwd())
    session = Session(top, CONFIG_NAME, config, Shown(shown, shown, shown, CONFIG_NAME))
    return Tree(session, "" if path == top else _relative(path, top), is_site=False)


def _link_root(root: Path, notes: Path) -> str:
    """The folder `root` as a path below the notes.

    Raises:
        CannotRun: it is not below them, so nothing there could be linked.
    """
    root = root.resolve()
    if not root.is_relative_to(notes):
        raise CannotRun(f"--root {root.name} is not a folder among the notes")
    return "" if root == notes else _relative(root, notes)


def _relative(path: Path, notes: Path) -> str:
    return unicodedata.normalize("NFC", path.relative_to(notes).as_posix())
