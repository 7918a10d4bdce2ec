"""hub-cycle: hubs list each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.hubs import hub_cycles
from rlnotes.graph.members import written_sections
from rlnotes.graph.resolution import target_node
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import TOP, Span


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each circle, at the first entry of its first hub that leads into it."""
    site = subject.site
    if not site.sections:
        return
    members = {
        hub: tuple(member.node for section in sections for member in section.members)
        for hub, sections in site.sections.items()
    }
    for group in hub_cycles(members):
        named = " > ".join((*group, group[0]))
        message = f"these hubs list each other: {named}"
        yield Diagnostic(group[0], _entry_span(site, group), "hub-cycle", message, "take one of these entries out")


def _entry_span(site: Site, group: tuple[str, ...]) -> Span:
    hub = group[0]
    entries = (entry for section in written_sections(site.notes[hub]) for entry in section.entries)
    return next((e.link.span for e in entries if target_node(site.resolutions[hub][e.link.index]) in group), TOP)
