"""hub-cycle: hubs list each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.graph.hubs import hub_cycles
from rlnotes.graph.members import written_sections
from rlnotes.graph.resolution import Resolution, target_node
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each circle, at the entry of its first hub that leads to the second."""
    site = subject.site
    inner = {hub: _listed_hubs(site, hub) for hub in site.sections}
    for circle in hub_cycles(inner) if any(inner.values()) else ():
        first, second, *_ = way = (*circle, circle[0])
        message = f"these hubs list each other: {' > '.join(way)}"
        yield about(_entry(site, first, second), "hub-cycle", message, "take one of these entries out")


def _listed_hubs(site: Site, hub: str) -> tuple[str, ...]:
    members = (member.node for section in site.sections[hub] for member in section.members)
    return tuple(node for node in members if node in site.sections)


def _entry(site: Site, hub: str, listed: str) -> MadeLink[Resolution]:
    links = (entry.link for section in written_sections(site.notes[hub]) for entry in section.entries)
    made = (MadeLink(site, hub, link, site.resolutions[hub][link.index]) for link in links)
    return next(each for each in made if target_node(each.resolution) == listed)
