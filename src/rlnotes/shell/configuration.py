"""Where the project is and how it is configured: `rlnotes.toml`, found by walking up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rlnotes.config.parse_config import parse_config
from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.shell.failure import CannotRun, reason

CONFIG_NAME: Final = "rlnotes.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """A project on disk: its folder, the name of its configuration file there, and what that says."""

    root: Path
    config_name: str
    config: Config
    diagnostics: Diagnostics = ()
    places: TomlPlaces = NO_PLACES


def configuration_path(start: Path) -> Path | None:
    """The nearest `rlnotes.toml` in `start` or above it."""
    candidates = (folder / CONFIG_NAME for folder in (start, *start.parents))
    return next((path for path in candidates if path.is_file()), None)


def read_project(start: Path, file: Path | None = None) -> Project:
    """The project that `start` lies in, or the one `file` configures; without any file all defaults hold.

    Raises:
        CannotRun: the file can't be read.
    """
    path = file or configuration_path(start)
    if path is None:
        return Project(start, CONFIG_NAME, Config())
    parsed = parse_config(path.name, _text(path))
    return Project(path.absolute().parent, path.name, parsed.config, parsed.diagnostics, parsed.places)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CannotRun(f"can't read {path.name}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        raise CannotRun(f"{path.name} is not UTF-8 text (byte {error.start + 1})") from error
