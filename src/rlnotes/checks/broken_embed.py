"""broken-embed: an embed names a note, heading or block that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, about, did_you_mean, names_file
from rlnotes.graph.embeds import embedded_part
from rlnotes.graph.resolution import Found, FoundElsewhere, FoundFolder, Missing, NoSuchAnchor, Resolution
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm
from rlnotes.pages.labels import node_title
from rlnotes.pages.parts import part_source


def check(made: MadeLink[Found | FoundFolder | Missing | NoSuchAnchor]) -> Iterator[Diagnostic]:
    """A finding for an embed of a note, or part of one, that is not there."""
    if made.link.form is not LinkForm.EMBED:
        return
    match made.resolution:
        case Missing(nearest=nearest) if not names_file(made.link):
            yield about(made, "broken-embed", f"no note '{made.link.target}' to embed", did_you_mean(nearest))
        case NoSuchAnchor(node=node, fragment=fragment, nearest=nearest):
            message = f"no part '{fragment}' in '{node_title(made.site, node)}' to embed"
            yield about(made, "broken-embed", message, did_you_mean(nearest))
        case Found(node=node, anchor=anchor) if _is_no_part(made):
            message = f"'{anchor}' in '{node_title(made.site, node)}' is no heading or block to embed"
            yield about(made, "broken-embed", message)
        case FoundFolder():
            yield about(made, "broken-embed", f"'{made.link.target}' is a folder", "link it, or embed a note of it")
        case _:
            pass


def check_elsewhere(made: MadeLink[FoundElsewhere]) -> Iterator[Diagnostic]:
    """A finding for an embed of another site's object; no other link to one is in question."""
    yield about(made, "broken-embed", f"'{made.link.target}' is at another site", "link it")


def _is_no_part(made: MadeLink[Resolution]) -> bool:
    """Whether an embed leads to an id inside a note that is neither a heading's nor a block's."""
    part = embedded_part(made.site, made.origin, made.link.index)
    return part is not None and bool(part[1]) and part_source(made.site, *part) is None
