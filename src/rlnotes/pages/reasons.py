"""Why two notes are close, in a phrase a reader understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rlnotes.graph.related import Evidence, Related
from rlnotes.model.reference import short_label
from rlnotes.pages.edition import Edition


def reason(edition: Edition, related: Related) -> str:
    """The reason for offering `related`: "both cite Shao et al. 2024; links here"."""
    return "; ".join([_PHRASES[own.evidence](edition, own.shared) for own in related.reasons])


def _both_cite(edition: Edition, keys: tuple[str, ...]) -> str:
    first = short_label(edition.site.references[keys[0]])
    more = len(keys) - 1
    return f"both cite {first}" + (f" and {more} other {'paper' if more == 1 else 'papers'}" if more else "")


def _both_listed(edition: Edition, listings: tuple[str, ...]) -> str:
    path, _, number = listings[0].rpartition("#")
    hub = edition.faces[path]
    return f"both listed under “{hub.sections[int(number)] or hub.short_title}”"


def _linked_with_both(edition: Edition, nodes: tuple[str, ...]) -> str:
    if len(nodes) > 1:
        return f"{len(nodes)} notes are linked with both"
    return f"“{edition.faces[nodes[0]].short_title}” is linked with both"


def _series(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_PHRASES: Final[Mapping[Evidence, Callable[[Edition, tuple[str, ...]], str]]] = {
    Evidence.AUTHOR: lambda _edition, _shared: "chosen by the author",
    Evidence.MUTUAL: lambda _edition, _shared: "each links the other",
    Evidence.LINKS: lambda _edition, _shared: "linked from here",
    Evidence.LINKED: lambda _edition, _shared: "links here",
    Evidence.SOURCE: _both_cite,
    Evidence.LIST: _both_listed,
    Evidence.NEIGHBOUR: _linked_with_both,
    Evidence.TAG: lambda _edition, tags: f"both tagged {_series(tags[:2])}",
    Evidence.WORD: lambda _edition, words: f"both speak of {_series(words[:3])}",
}
