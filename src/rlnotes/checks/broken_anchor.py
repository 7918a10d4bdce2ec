"""broken-anchor: a link names a heading that its note does not have."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, did_you_mean, links_of
from rlnotes.graph.resolution import NoSuchAnchor
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link to a heading or id that is not there."""
    for made in links_of(subject.site):
        match made.resolution:
            case NoSuchAnchor(node=node, fragment=fragment, nearest=nearest) if (
                not fragment.startswith("^") and made.link.form is not LinkForm.EMBED
            ):
                message = f"no heading '{fragment}' in '{node_title(subject.site, node)}'"
                yield about(made, "broken-anchor", message, did_you_mean(nearest))
            case _:
                pass
