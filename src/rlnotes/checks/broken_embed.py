"""broken-embed: an embed names a note, heading or block that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, Subject, about, did_you_mean, links_of, names_file
from rlnotes.graph.embeds import embedded_part
from rlnotes.graph.resolution import Found, Missing, NoSuchAnchor
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title
from rlnotes.pages.parts import part_source


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each embed of a note, or part of one, that is not there."""
    for made in links_of(subject.site):
        match made.resolution:
            case Missing(nearest=nearest) if made.link.form is LinkForm.EMBED and not names_file(made.link):
                yield about(made, "broken-embed", f"no note '{made.link.target}' to embed", did_you_mean(nearest))
            case NoSuchAnchor(node=node, fragment=fragment, nearest=nearest) if made.link.form is LinkForm.EMBED:
                message = f"no part '{fragment}' in '{node_title(subject.site, node)}' to embed"
                yield about(made, "broken-embed", message, did_you_mean(nearest))
            case Found(node=node, anchor=anchor) if _is_no_part(subject.site, made):
                message = f"'{anchor}' in '{node_title(subject.site, node)}' is no heading or block to embed"
                yield about(made, "broken-embed", message)
            case _:
                pass


def _is_no_part(site: Site, made: MadeLink) -> bool:
    """Whether an embed leads to an id inside a note that is neither a heading's nor a block's."""
    part = embedded_part(site, made.origin, made.link.index)
    return part is not None and part_source(site.notes[part[0]], part[1]) is None
