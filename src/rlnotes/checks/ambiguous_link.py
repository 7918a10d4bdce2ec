"""ambiguous-link: a link fits several notes equally well."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about
from rlnotes.graph.resolution import Ambiguous
from rlnotes.model.diagnostic import Diagnostic


def check(made: MadeLink[Ambiguous]) -> Iterator[Diagnostic]:
    """A finding for a link with several equally near candidates, which it lists."""
    named = ", ".join(f"'{candidate}'" for candidate in made.resolution.candidates)
    message = f"'{made.link.target or f'#{made.link.fragment}'}' can be {named}"
    is_elsewhere = all(":" in candidate for candidate in made.resolution.candidates)
    way_out = "write its domain and type, too" if is_elsewhere else "write enough of the path to tell them apart"
    yield about(made, "ambiguous-link", message, way_out)
