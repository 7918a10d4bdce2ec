"""broken-link: a link names a note that does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rlnotes.checks.links import MadeLink, about, did_you_mean, names_file
from rlnotes.graph.resolution import Missing, MissingElsewhere
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import LinkForm


def check(made: MadeLink[Missing]) -> Iterator[Diagnostic]:
    """A finding for a link, in text or front matter, to nothing."""
    if made.link.form is not LinkForm.EMBED and not names_file(made.link):
        target = made.link.target
        message = f"no folder '{target}' with notes to list" if target.endswith("/") else f"no note '{target}'"
        yield about(made, "broken-link", message, did_you_mean(made.resolution.nearest))


def check_elsewhere(made: MadeLink[MissingElsewhere]) -> Iterator[Diagnostic]:
    """A finding for a link to an object that its inventory does not have, or to an inventory that is not there."""
    found = made.resolution
    if found.is_unread:  # another rule tells of it, once
        return
    if not found.name and found.inventory:
        way_out = did_you_mean(found.nearest) or "name its site under [inventories] in the configuration"
        yield about(made, "broken-link", f"no inventory '{found.inventory}'", way_out)
    else:
        where = f"the inventory '{found.inventory}'" if found.inventory not in _ANY else "any inventory"
        yield about(made, "broken-link", f"no '{found.name}' in {where}", did_you_mean(found.nearest))


_ANY: Final = frozenset({"", "*"})
