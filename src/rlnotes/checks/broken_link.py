"""broken-link: a link names a note that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about, did_you_mean, names_file
from rlnotes.graph.resolution import Missing
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm


def check(made: MadeLink[Missing]) -> Iterator[Diagnostic]:
    """A finding for a link, in text or front matter, to nothing."""
    if made.link.form is not LinkForm.EMBED and not names_file(made.link):
        target = made.link.target
        message = f"no folder '{target}' with notes to list" if target.endswith("/") else f"no note '{target}'"
        yield about(made, "broken-link", message, did_you_mean(made.resolution.nearest))
