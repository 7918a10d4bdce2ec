"""What is shown: a page to be rendered, and the bytes that leave the program."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Page(Struct, frozen=True, gc=False, array_like=True):
    """One file of the site before rendering: output path, template name, and the view it shows.

    `view` is a frozen dataclass holding exactly what the template may show. `own_template` is the one that the page's
    note asks for instead, "" for none.
    """

    path: str
    template: str
    view: Any
    own_template: str = ""


class Artifact(Struct, frozen=True, gc=False, array_like=True):
    """One file of the site as bytes."""

    path: str
    content: bytes


class Copy(Struct, frozen=True, gc=False, array_like=True):
    """One file of the site that is a copy of a file of the notes folder."""

    path: str
    origin: str  # relative to the notes folder
