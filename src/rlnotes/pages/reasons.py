"""Why two notes are close, in a phrase a reader understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rlnotes.graph.related import Evidence, Related
from rlnotes.graph.site import Site
from rlnotes.model.reference import short_label
from rlnotes.pages.labels import short_title


def reason(site: Site, related: Related) -> str:
    """The reason for offering `related`: "both cite Shao et al. 2024; links here"."""
    return "; ".join(_PHRASES[own.evidence](site, own.shared) for own in related.reasons)


def _both_cite(site: Site, keys: tuple[str, ...]) -> str:
    first = short_label(site.references[keys[0]])
    more = len(keys) - 1
    return f"both cite {first}" + (f" and {more} other {'paper' if more == 1 else 'papers'}" if more else "")


def _both_listed(site: Site, listings: tuple[str, ...]) -> str:
    hub, _, number = listings[0].rpartition("#")
    return f"both listed under “{site.sections[hub][int(number)].title or short_title(site, hub)}”"


def _linked_with_both(site: Site, nodes: tuple[str, ...]) -> str:
    if len(nodes) > 1:
        return f"{len(nodes)} notes are linked with both"
    return f"“{short_title(site, nodes[0])}” is linked with both"


def _series(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_PHRASES: Final[Mapping[Evidence, Callable[[Site, tuple[str, ...]], str]]] = {
    Evidence.AUTHOR: lambda _site, _shared: "chosen by the author",
    Evidence.MUTUAL: lambda _site, _shared: "each links the other",
    Evidence.LINKS: lambda _site, _shared: "linked from here",
    Evidence.LINKED: lambda _site, _shared: "links here",
    Evidence.SOURCE: _both_cite,
    Evidence.LIST: _both_listed,
    Evidence.NEIGHBOUR: _linked_with_both,
    Evidence.TAG: lambda _site, tags: f"both tagged {_series(tags[:2])}",
    Evidence.WORD: lambda _site, words: f"both speak of {_series(words[:3])}",
}
