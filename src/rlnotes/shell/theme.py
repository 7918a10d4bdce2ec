"""The templates and static files of a site: those that come with rlnotes, and the site's own over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from rlnotes.model.collection import Theme
from rlnotes.shell.failure import CannotRun, reason

_STATIC: Final = "static/"
_WORDS: Final = "words/"


def default_folder() -> Traversable:
    """The templates in the installed package, or those beside it in a checkout."""
    package = resources.files("rlnotes")
    installed = package / "templates"
    return installed if installed.is_dir() else Path(str(package)).parent.parent / "templates"


def read_theme(templates: Path) -> Theme:
    """The theme of a site whose own templates, if any, lie in `templates`: a file there overrides by name.

    Templates and assets are named by their path below the folder; assets are what lies in `static/`, the theme's before
    those that the site adds: of two stylesheets the later one has the last word.

    Raises:
        CannotRun: a template can't be read.
    """
    default = default_folder()
    is_own = templates.is_dir() and not (isinstance(default, Path) and templates.resolve() == default.resolve())
    default_files = dict(_files(default))
    site_files = dict(_files(templates)) if is_own else {}
    assets = {**_assets(default_files), **_assets(site_files)}
    return Theme(_templates(default_files), _templates(site_files), assets)


def read_words(templates: Path) -> Mapping[str, str]:
    """A site's own tables of words, named as in its theme.

    Raises:
        CannotRun: a table can't be read.
    """
    folder = templates / _WORDS
    return _templates(dict(_files(folder, _WORDS))) if folder.is_dir() else {}


def _files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file below, by path, hidden ones left out."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.startswith("."):
            continue
        path = prefix + entry.name
        if entry.is_dir():
            yield from _files(entry, f"{path}/")
        else:
            yield path, _content(entry, path)


def _content(entry: Traversable, path: str) -> bytes:
    try:
        return entry.read_bytes()
    except OSError as error:
        raise CannotRun(f"can't read the template {path}: {reason(error)}") from error


def _assets(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What lies in `static/`, Markdown aside: that tells developers what a file is and where it comes from."""
    return {path: content for path, content in files.items() if path.startswith(_STATIC) and not path.endswith(".md")}


def _templates(files: Mapping[str, bytes]) -> Mapping[str, str]:
    return {path: _text(path, content) for path, content in files.items() if not path.startswith(_STATIC)}


def _text(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRun(f"the template {path} is not UTF-8 text (byte {error.start + 1})") from error
