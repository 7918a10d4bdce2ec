"""broken-link: a link names a note that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, did_you_mean, links_of, names_file
from rlnotes.graph.resolution import Missing
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link, in text or front matter, to nothing."""
    for made in links_of(subject.site):
        match made.resolution:
            case Missing(nearest=nearest) if made.link.form is not LinkForm.EMBED and not names_file(made.link):
                yield about(made, "broken-link", f"no note '{made.link.target}'", did_you_mean(nearest))
            case _:
                pass
