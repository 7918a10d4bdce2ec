"""Everything the program reads before it thinks: the notes folder, the templates, the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.place import Source


@dataclass(frozen=True, slots=True)
class History:
    """When a file was first and last committed, and how many commits there were."""

    created: date
    updated: date
    revisions: int = 1


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, the default ones and those that override them, and static files by path.

    `card_font` is what social cards are written in, b"" where there are none, or their font can't be had.
    """

    default_templates: Mapping[str, str]
    site_templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    card_font: bytes = b""


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
class Elsewhere:
    """Another site that notes link into: where it is published, without a slash at the end, and its inventory."""

    url: str
    inventory: bytes


@dataclass(frozen=True, slots=True)
class Collection:
    """The input of a build.

    `notes` are the Markdown files and `bibliographies` the `.bib` and CSL `.json` files, sorted by path; `files` every
    other file's path (attachments); all paths are relative to the notes folder. `diagnostics` tells what could not be
    read. `elsewhere` are the other sites that links may name, by their names.
    """

    notes: tuple[Source, ...]
    bibliographies: tuple[Source, ...]
    files: frozenset[str]
    history: Mapping[str, History]
    styles: Mapping[str, str]  # CSL styles by name
    diagnostics: Diagnostics = ()
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)
