"""draft-linked: a published note links a draft."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about
from rlnotes.graph.resolution import Draft
from rlnotes.model.diagnostic import Diagnostic


def check(made: MadeLink[Draft]) -> Iterator[Diagnostic]:
    """A finding for a link to a draft; the page shows it as plain words."""
    yield about(made, "draft-linked", f"'{made.resolution.path}' is a draft", "publish it, or build with --drafts")
