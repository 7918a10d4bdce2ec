"""Mentions of other notes in texts that do not link them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rlnotes.checks.unlinked_mention import Mention, finding, mentions, names_of
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostics
from rlnotes.model.place import Source
from rlnotes.parse.running_text import running_text


def mentions_in(site: Site, texts: Iterable[Source]) -> Mapping[str, tuple[Mention, ...]]:
    """The mentions in each of the notes whose texts are given, those without any left out."""
    names = names_of(site)
    found = {
        source.path: tuple(mentions(site, names, source.path, running_text(source)))
        for source in texts
        if source.path in site.notes
    }
    return {path: some for path, some in found.items() if some}


def findings_of(found: Mapping[str, tuple[Mention, ...]]) -> Diagnostics:
    """The findings that mentions are."""
    return tuple(finding(each) for some in found.values() for each in some)
