"""Everything the program reads before it thinks: the notes folder, the templates, the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.place import Source


@dataclass(frozen=True, slots=True)
class History:
    """When a file was first and last committed."""

    created: date
    updated: date


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, the default ones and those that override them, and static files by path."""

    default_templates: Mapping[str, str]
    site_templates: Mapping[str, str]
    assets: Mapping[str, bytes]


@dataclass(frozen=True, slots=True, order=True)
class LeftOut:
    """A file or folder that is not read: its path, a folder's with a slash at the end, and what leaves it out.

    That is an ignore file by its path, the templates folder, an exclusion, or a name that hides.
    """

    path: str
    why: str


HIDDEN: Final = "a hidden name"
EXCLUDED: Final = "exclude"


@dataclass(frozen=True, slots=True)
class Collection:
    """The input of a build.

    `notes` are the Markdown files and `bibliographies` the `.bib` and CSL `.json` files, sorted by path; `files` every
    other file's path (attachments); all paths are relative to the notes folder. `diagnostics` tells what could not be
    read.
    """

    notes: tuple[Source, ...]
    bibliographies: tuple[Source, ...]
    files: frozenset[str]
    history: Mapping[str, History]
    styles: Mapping[str, str]  # CSL styles by name
    diagnostics: Diagnostics = ()
