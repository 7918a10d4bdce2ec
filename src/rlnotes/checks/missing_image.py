"""missing-image: an image or attachment does not exist."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from rlnotes.checks.links import Subject, about, links_of
from rlnotes.graph.resolution import Missing
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.media import is_media


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each picture, sound or film that is not there."""
    for made in links_of(subject.site):
        match made.resolution, made.link.form:
            case Missing(), LinkForm.IMAGE:
                yield about(made, "missing-image", f"no image '{made.link.target}'", _WAY_OUT)
            case Missing(), LinkForm.EMBED if is_media(made.link.target):
                yield about(made, "missing-image", f"no file '{posixpath.basename(made.link.target)}'", _WAY_OUT)
            case _:
                pass


_WAY_OUT = "put the file into the notes folder, or mend its name"
