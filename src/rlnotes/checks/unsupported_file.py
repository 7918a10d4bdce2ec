"""unsupported-file: a note links or embeds a file that only the program it is of can show."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.resolution import Unsupported
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject, path: str) -> Iterator[Diagnostic]:
    """One finding for all such links of a note, at the first of them."""
    resolutions = subject.site.resolutions[path]
    if Unsupported not in set(map(type, resolutions)):
        return
    links = zip(subject.site.notes[path].links, resolutions, strict=True)
    found = [link for link, resolution in links if isinstance(resolution, Unsupported)]
    others = f", nor can {len(found) - 1} more that are linked here" if len(found) > 1 else ""
    message = f"'{found[0].target}' can't be shown{others}"
    way_out = "link a picture of it, or a note that says the same"
    yield Diagnostic(path, found[0].span, "unsupported-file", message, way_out, found[0].target)
