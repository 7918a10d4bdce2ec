"""embed-cycle and embed-too-deep: a note embeds itself through others, or deeper than a page can take."""

from __future__ import annotations

from collections.abc import Iterator

from rlnotes.checks.links import Subject
from rlnotes.graph.embeds import Cycle, Part, TooDeep, embed_obstacle, embedded_part
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding at each embed that starts a chain which comes back to its own note, or never ends soon enough."""
    site = subject.site
    for path, note in site.notes.items():
        for link in note.links:
            part = embedded_part(site, path, link.index)
            if part:
                for rule, message in _obstacles(site, part, ((path, ""),)):
                    yield Diagnostic(path, link.span, rule, message, "put a link in the place of one of these embeds")
                    break


def _obstacles(site: Site, part: Part, chain: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """The rule and message for what the chain below `part` runs into, if it concerns the note the chain began in."""
    match embed_obstacle(chain, part):
        case Cycle(chain=full) if full[-1][0] == full[0][0]:
            yield "embed-cycle", f"embeds itself: {_written(full)}"
        case Cycle():
            return
        case TooDeep(chain=full):
            yield "embed-too-deep", f"{len(full) - 1} embeds inside each other: {_written(full)}"
        case None:
            for link in site.notes[part[0]].links:
                inner = embedded_part(site, part[0], link.index)
                if inner:
                    yield from _obstacles(site, inner, (*chain, part))


def _written(chain: tuple[Part, ...]) -> str:
    return " > ".join(f"{path}#{anchor}" if anchor else path for path, anchor in chain)
