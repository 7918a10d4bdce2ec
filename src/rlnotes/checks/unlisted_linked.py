"""unlisted-linked: a listed note links an unlisted one."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each link of a listed note to one that is to stay out of sight.

    It starts from the unlisted notes, which are few: their backlinks are the links in question.
    """
    site = subject.site
    for node in dict.fromkeys(site.nodes[path] for path in site.unlisted):
        for backlink in site.backlinks.get(node, ()):
            for index in backlink.links:
                link, resolution = site.notes[backlink.origin].links[index], site.resolutions[backlink.origin][index]
                message, way_out = f"'{link.target}' is unlisted", "take the link out, or list the note"
                yield about(MadeLink(site, backlink.origin, link, resolution), "unlisted-linked", message, way_out)
