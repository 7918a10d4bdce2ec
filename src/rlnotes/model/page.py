"""What is shown: a page to be rendered, and the bytes that leave the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site before rendering: output path, template name, and the view it shows.

    `view` is a frozen dataclass holding exactly what the template may show. `own_template` is the one that the page's
    note asks for instead, "" for none.
    """

    path: str
    template: str
    view: Any
    own_template: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site as bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of the site that is a copy of a file of the notes folder."""

    path: str
    origin: str  # relative to the notes folder
