"""missing-image: an image or attachment does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about, did_you_mean, names_file
from rlnotes.graph.resolution import FoundFolder, Missing
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm


def check(made: MadeLink[Missing]) -> Iterator[Diagnostic]:
    """A finding for a picture, sound, film or document that is not there."""
    if names_file(made.link):
        way_out = did_you_mean(made.resolution.nearest) or "put the file into the notes folder, or mend its name"
        yield about(made, "missing-image", f"no file '{made.link.target}'", way_out)


def check_folder(made: MadeLink[FoundFolder]) -> Iterator[Diagnostic]:
    """A finding for a folder where a picture should be."""
    if made.link.form is LinkForm.IMAGE:
        yield about(made, "missing-image", f"'{made.link.target}' is a folder", "name a file in it")
