"""ambiguous-link: a link fits several notes equally well."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about
from rlnotes.graph.resolution import Ambiguous
from rlnotes.model.diagnostic import Diagnostic


def check(made: MadeLink[Ambiguous]) -> Iterator[Diagnostic]:
    """A finding for a link with several equally near candidates, which it lists."""
    named = ", ".join(f"'{candidate}'" for candidate in made.resolution.candidates)
    message = f"'{made.link.target}' can be {named}"
    yield about(made, "ambiguous-link", message, "write enough of the path to tell them apart")
