"""broken-block: a link names a block reference that its note does not have."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about, did_you_mean
from rlnotes.graph.resolution import NoSuchAnchor
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title


def check(made: MadeLink[NoSuchAnchor]) -> Iterator[Diagnostic]:
    """A finding for a link to a `^block` that is not there."""
    fragment = made.resolution.fragment
    if fragment.startswith("^") and made.link.form is not LinkForm.EMBED:
        message = f"no block '{fragment}' in '{node_title(made.site, made.resolution.node)}'"
        yield about(made, "broken-block", message, did_you_mean(made.resolution.nearest))
