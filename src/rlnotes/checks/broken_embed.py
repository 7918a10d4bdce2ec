"""broken-embed: an embed names a note, heading or block that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, did_you_mean, links_of, names_file
from rlnotes.graph.resolution import Missing, NoSuchAnchor
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each embed of a note, or part of one, that is not there."""
    for made in links_of(subject.site):
        match made.resolution:
            case Missing(nearest=nearest) if made.link.form is LinkForm.EMBED and not names_file(made.link):
                yield about(made, "broken-embed", f"no note '{made.link.target}' to embed", did_you_mean(nearest))
            case NoSuchAnchor(node=node, fragment=fragment, nearest=nearest) if made.link.form is LinkForm.EMBED:
                message = f"no part '{fragment}' in '{node_title(subject.site, node)}' to embed"
                yield about(made, "broken-embed", message, did_you_mean(nearest))
            case _:
                pass
