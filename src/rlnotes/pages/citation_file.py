"""`CITATION.cff`: how to cite the site as a whole, in the Citation File Format 1.2.0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import yaml
from markupsafe import Markup

from rlnotes.graph.sources import written_name
from rlnotes.model.page import Page
from rlnotes.model.reference import Name
from rlnotes.pages.edition import Edition
from rlnotes.pages.linked_data import license_url
from rlnotes.pages.orders import UPDATED
from rlnotes.pages.site_files import CITATION, HOME
from rlnotes.pages.urls import absolute_url
from rlnotes.pages.views.citing import ExportFileView

_MESSAGE: Final = "If you use these notes, please cite them as below."
_KNOWN = re.compile(r"CC-BY(?:-NC)?(?:-(?:SA|ND))?-[1-4]\.0|CC0-1\.0|MIT|Apache-2\.0")
"""Licenses that the format knows by their identifiers; it knows others, which are told by their addresses."""


def outline_citation_file(edition: Edition) -> Iterator[tuple[str, str]]:
    """`CITATION.cff`, where the configuration names an author, whom the format asks for."""
    if edition.imprint.author:
        yield CITATION, ""


def plan_citation_file(edition: Edition, path: str, _subject: str) -> Page:
    """The file: title, author, address, license, and the day of the last change that is known."""
    imprint, released = edition.imprint, _last_change(edition)
    told = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "type": "dataset",
        "title": imprint.title,
        "authors": [_person(written_name(imprint.author))],
        "abstract": imprint.description,
        "url": absolute_url(edition.addresses, HOME),
        "date-released": released.isoformat() if released else "",
        **_license(imprint.license),
    }
    text = yaml.safe_dump({name: value for name, value in told.items() if value}, allow_unicode=True, sort_keys=False)
    return Page(path, "export.txt.jinja", ExportFileView(Markup(text.rstrip("\n"))))  # noqa: S704 - no HTML


def _last_change(edition: Edition) -> date | None:
    newest = edition.orders[UPDATED][:1]
    return next((edition.faces[node].updated or edition.faces[node].created for node in newest), None)


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"name": name.literal}
    return {part: text for part, text in (("family-names", name.family), ("given-names", name.given)) if text}


def _license(name: str) -> dict[str, str]:
    return {"license": name} if _KNOWN.fullmatch(name) else {"license-url": license_url(name)}
