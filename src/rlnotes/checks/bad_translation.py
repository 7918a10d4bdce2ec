"""bad-translation: `translation_of` names no note, or leads in a circle, or a text is there in its language already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.graph.resolution import Found, FoundElsewhere, FoundFile, FoundFolder, NodeId, NoSuchAnchor, Resolution
from rlnotes.graph.site import Site
from rlnotes.graph.translations import original_of
from rlnotes.model.diagnostic import Diagnostic

_MOST_STEPS: Final = 50
"""How many translations of translations are followed: more than any text goes through."""


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """A finding for a note that says it is a translation and can't be taken for one; what is unlisted is nobody's."""
    site = subject.site
    link = site.notes[path].front.translation_of
    if link is None:
        return
    made = MadeLink(site, path, link, site.resolutions[path][link.index])
    if not isinstance(made.resolution, _THERE):  # other rules tell
        return
    for message, way_out in _problems(site, path, made.resolution):
        yield about(made, "bad-translation", message, way_out)


_THERE: Final = (Found, NoSuchAnchor, FoundElsewhere, FoundFile, FoundFolder)


def _problems(site: Site, path: str, resolution: Resolution) -> Iterator[tuple[str, str]]:
    node = site.nodes[path]
    if node != path:
        yield "the page of a source is no translation", "take 'translation_of' out"
    elif not isinstance(resolution, (Found, NoSuchAnchor)) or resolution.node.startswith("@"):
        yield "only a note can be translated", "name the note that this one translates"
    elif node not in site.translations:
        yield from _alone(site, path)


def _alone(site: Site, path: str) -> Iterator[tuple[str, str]]:
    """Why a note is among no translations, though it names a note."""
    here: NodeId = path
    for _ in range(_MOST_STEPS):
        if here not in site.listed or here.startswith("@"):
            return
        ahead = original_of(site.notes[here], site.resolutions[here])
        if ahead is None:
            message = f"'{site.notes[here].title}' has a text in this language already"
            yield message, "say by 'lang' which language this one is in"
            return
        here = ahead
    yield "the notes that this one translates lead in a circle", "name the original, which names none"
