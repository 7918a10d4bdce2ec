"""A link of the site with what it means, for the rules about links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from rlnotes.graph.resolution import Found, FoundElsewhere, FoundFile, FoundFolder, Resolution
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


Meaning_co = TypeVar("Meaning_co", bound=Resolution, covariant=True)


@dataclass(frozen=True, slots=True)
class MadeLink(Generic[Meaning_co]):
    """A link in the note at `origin` of a site, and its resolution.

    A rule about links says in its signature which resolutions it hears of: `MadeLink[Ambiguous]`.
    """

    site: Site
    origin: str
    link: Link
    resolution: Meaning_co


def links_in_question(site: Site, path: str) -> Iterator[MadeLink[Resolution]]:
    """The links of the note at `path`, in order, without those that no rule has anything to say about."""
    for link, resolution in zip(site.notes[path].links, site.resolutions[path], strict=True):
        if not _is_plain(link, resolution):
            yield MadeLink(site, path, link, resolution)


_LEADING: Final = (Found, FoundFile)


def _is_plain(link: Link, resolution: Resolution) -> bool:
    """Whether a link leads where it says, to the letter, and only leads there: nearly every link is one."""
    if isinstance(resolution, FoundFolder):
        return not resolution.spelling and not resolution.fragment and link.form is LinkForm.MARKDOWN
    if isinstance(resolution, FoundElsewhere):
        return link.form is not LinkForm.EMBED
    return isinstance(resolution, _LEADING) and not resolution.spelling and link.form is not LinkForm.EMBED


def about(made: MadeLink[Resolution], rule: str, message: str, way_out: str = "") -> Diagnostic:
    """A finding at a link's place."""
    return Diagnostic(made.origin, made.link.span, rule, message, way_out, target_as_written(made.link))


def target_as_written(link: Link) -> str:
    """What a link names, with its anchor: "ppo#loss"."""
    return link.target if link.fragment is None else f"{link.target}#{link.fragment}"


def names_file(link: Link) -> bool:
    """Whether a link means an attachment: written as an image, or with the ending of a file to see, hear or read."""
    return link.form is LinkForm.IMAGE or is_media(link.target)


def did_you_mean(name: str) -> str:
    """The suggestion of a near name, or "" without one."""
    return f"did you mean '{name}'?" if name else ""
