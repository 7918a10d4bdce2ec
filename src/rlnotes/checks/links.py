"""Every link of the site with what it means, for the rules about links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rlnotes.graph.resolution import Resolution
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.media import is_media
from rlnotes.pages.urls import Addresses


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules judge: the linked site and its addresses."""

    site: Site
    addresses: Addresses


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link in the note at `origin` and its resolution."""

    origin: str
    link: Link
    resolution: Resolution


def links_of(site: Site) -> Iterator[MadeLink]:
    """All links, by path and place in the note."""
    for path, note in site.notes.items():
        for link, resolution in zip(note.links, site.resolutions[path], strict=True):
            yield MadeLink(path, link, resolution)


def about(made: MadeLink, rule: str, message: str, way_out: str = "") -> Diagnostic:
    """A finding at a link's place."""
    return Diagnostic(made.origin, made.link.span, rule, message, way_out)


def names_file(link: Link) -> bool:
    """Whether a link means an attachment: written as an image, or with the ending of a file to see, hear or read."""
    return link.form is LinkForm.IMAGE or is_media(link.target)


def did_you_mean(name: str) -> str:
    """The suggestion of a near name, or "" without one."""
    return f"did you mean '{name}'?" if name else ""
