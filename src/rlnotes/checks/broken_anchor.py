"""broken-anchor: a link names a heading that its note does not have."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about, did_you_mean
from rlnotes.graph.resolution import FoundFolder, NoSuchAnchor
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title


def check(made: MadeLink[NoSuchAnchor]) -> Iterator[Diagnostic]:
    """A finding for a link to a heading or id that is not there."""
    fragment = made.resolution.fragment
    if not fragment.startswith("^") and made.link.form is not LinkForm.EMBED:
        message = f"no heading '{fragment}' in '{node_title(made.site, made.resolution.node)}'"
        yield about(made, "broken-anchor", message, did_you_mean(made.resolution.nearest))


def check_folder(made: MadeLink[FoundFolder]) -> Iterator[Diagnostic]:
    """A finding for a heading of a folder's page that no note is."""
    if made.resolution.fragment:
        message = f"no heading '{made.resolution.fragment}' in the list of what is in '{made.link.target}'"
        yield about(made, "broken-anchor", message, "link the folder alone, or one of its notes")
