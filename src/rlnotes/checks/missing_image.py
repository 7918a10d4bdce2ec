"""missing-image: an image or attachment does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, did_you_mean, links_of, names_file
from rlnotes.graph.resolution import Missing
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each picture, sound, film or document that is not there."""
    for made in links_of(subject.site):
        match made.resolution:
            case Missing(nearest=nearest) if names_file(made.link):
                way_out = did_you_mean(nearest) or "put the file into the notes folder, or mend its name"
                yield about(made, "missing-image", f"no file '{made.link.target}'", way_out)
            case _:
                pass
