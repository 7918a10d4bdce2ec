"""Why two notes are close, in a phrase a reader understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rlnotes.graph.related import Evidence, Related
from rlnotes.model.reference import short_label
from rlnotes.pages.edition import Edition
from rlnotes.words.table import counted, said, series


def reason(edition: Edition, related: Related) -> str:
    """The reason for offering `related`: "both cite Shao et al. 2024; links here"."""
    semicolon = said(edition.words, "reason.semicolon")
    return semicolon.join([_phrase(edition, own.evidence, own.shared) for own in related.reasons])


def _phrase(edition: Edition, evidence: Evidence, shared: tuple[str, ...]) -> str:
    plain = _PLAIN.get(evidence)
    return said(edition.words, plain) if plain else _PHRASES[evidence](edition, shared)


def _both_cite(edition: Edition, keys: tuple[str, ...]) -> str:
    first = short_label(edition.site.references[keys[0]])
    if len(keys) == 1:
        return said(edition.words, "reason.both_cite", source=first)
    return counted(edition.words, "count.both_cite_more", len(keys) - 1, source=first)


def _both_listed(edition: Edition, listings: tuple[str, ...]) -> str:
    path, _, number = listings[0].rpartition("#")
    hub = edition.faces[path]
    return said(edition.words, "reason.both_listed", list=hub.sections[int(number)] or hub.short_title)


def _linked_with_both(edition: Edition, nodes: tuple[str, ...]) -> str:
    if len(nodes) > 1:
        return counted(edition.words, "count.linked_with_both", len(nodes))
    return said(edition.words, "reason.linked_with_both", note=edition.faces[nodes[0]].short_title)


def _both_tagged(edition: Edition, tags: tuple[str, ...]) -> str:
    return said(edition.words, "reason.both_tagged", tags=series(edition.words, tags[:2]))


def _both_speak(edition: Edition, terms: tuple[str, ...]) -> str:
    return said(edition.words, "reason.both_speak", terms=series(edition.words, terms[:3]))


def _stands(edition: Edition, ways: tuple[str, ...]) -> str:
    return said(edition.words, f"reason.{ways[0].replace('-', '_')}")


_PLAIN: Final[Mapping[Evidence, str]] = {
    Evidence.AUTHOR: "reason.chosen",
    Evidence.MUTUAL: "reason.mutual",
    Evidence.LINKS: "reason.links",
    Evidence.LINKED: "reason.linked",
}
_PHRASES: Final[Mapping[Evidence, Callable[[Edition, tuple[str, ...]], str]]] = {
    Evidence.TYPED: _stands,
    Evidence.SOURCE: _both_cite,
    Evidence.LIST: _both_listed,
    Evidence.NEIGHBOUR: _linked_with_both,
    Evidence.TAG: _both_tagged,
    Evidence.WORD: _both_speak,
}
