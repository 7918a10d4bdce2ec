"""`objects.inv`: the names of this site for Sphinx, MyST and others that link into it (Sphinx inventory, version 2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from rlnotes.model.page import Page
from rlnotes.pages.edition import Edition
from rlnotes.pages.orders import OBJECTS
from rlnotes.pages.site_files import INVENTORY
from rlnotes.pages.views.service import FileView

_LEVEL: Final = 6  # always the same, so that the same names make the same bytes; more takes twice as long for 0.3 %


def outline_inventory(_edition: Edition) -> Iterator[tuple[str, str]]:
    """`objects.inv`."""
    yield INVENTORY, ""


def plan_inventory(edition: Edition, path: str, _subject: str) -> Page:
    """The inventory: four lines for people, then the names, compressed."""
    title = " ".join(edition.imprint.title.split())
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {title}\n"
        "# Version: \n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = "".join(f"{line}\n" for line in edition.orders[OBJECTS])
    return Page(path, "", FileView(head.encode() + zlib.compress(lines.encode(), _LEVEL)))
