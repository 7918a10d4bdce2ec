"""What the linked site means, in lines that documents of cases can expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from collections_in_prose import View

from rlnotes.app.pipeline import Linked
from rlnotes.graph.citing import co_cited
from rlnotes.graph.embeds import embedded_part
from rlnotes.graph.hubs import lineages
from rlnotes.graph.lines import line_papers, line_sources, next_lines
from rlnotes.graph.members import note_tags
from rlnotes.graph.related import Reason, Related, related_notes
from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundElsewhere,
    FoundFile,
    FoundFolder,
    Missing,
    MissingElsewhere,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
    Unsupported,
)
from rlnotes.graph.site import Backlink, Member
from rlnotes.model.link import Link


def _links(made: Linked) -> Iterator[str]:
    for path, note in made.site.notes.items():
        for link in note.links:
            yield f"{path}: {_written(link)} -> {_meaning(made.site.resolutions[path][link.index])}"


def _written(link: Link) -> str:
    return link.target + ("" if link.fragment is None else f"#{link.fragment}")


def _meaning(resolution: Resolution) -> str:
    match resolution:
        case Found(node, anchor, spelling):
            return _to(node, anchor, spelling)
        case FoundFile(path, fragment, spelling) | FoundFolder(path, fragment, spelling):
            return _to(f"{type(resolution).__name__.removeprefix('Found').lower()} {path}", fragment, spelling)
        case NoSuchAnchor(node, fragment, nearest):
            return f"{node} without {fragment}{_near(nearest)}"
        case FoundElsewhere(url):
            return url
        case _:
            return _nowhere(resolution)


def _nowhere(
    resolution: Missing | Ambiguous | Draft | Unsupported | OutsideTree | MissingElsewhere,
) -> str:
    match resolution:
        case Missing(nearest):
            return f"missing{_near(nearest)}"
        case Ambiguous(candidates):
            return f"any of {', '.join(candidates)}"
        case Draft(path) | Unsupported(path):
            return f"{type(resolution).__name__.lower()} {path}"
        case OutsideTree():
            return "outside"
        case MissingElsewhere(inventory, name):
            return f"no {name} in {inventory}"


def _near(name: str) -> str:
    return f", near {name}" if name else ""


def _to(target: str, fragment: str | None, spelling: str) -> str:
    return target + (f"#{fragment}" if fragment else "") + (f" spelled {spelling}" if spelling else "")


def _backlinks(made: Linked) -> Iterator[str]:
    for node, links in made.site.backlinks.items():
        yield f"{node}: {', '.join(map(_backlink, links))}"


def _backlink(made: Backlink) -> str:
    return made.origin + (f" ×{len(made.links)}" if len(made.links) > 1 else "")


def _parents(made: Linked) -> Iterator[str]:
    return (f"{node}: {', '.join(parents)}" for node, parents in made.site.parents.items())


def _ways(made: Linked) -> Iterator[str]:
    ways = sorted(lineages(made.site).items())
    return (f"{node}: {' > '.join(way)}" for node, way in ways if way)


def _sections(made: Linked) -> Iterator[str]:
    for hub, sections in made.site.sections.items():
        for section in sections:
            when = f", {section.date}" if section.date else ""
            text = f", {section.text}" if section.text else ""
            yield f"{hub} § {section.title}{when}{text}: {_members(section.members)}"


def _topics(made: Linked) -> Iterator[str]:
    return (f"{topic}: {_members(members)}" for topic, members in made.site.topics.items())


def _members(members: tuple[Member, ...]) -> str:
    return ", ".join(map(_member, members))


def _member(member: Member) -> str:
    title = f' "{member.title}"' if member.title else ""
    description = f" – {member.description}" if member.description else ""
    return member.node + title + description + (f" ({member.claim})" if member.claim else "")


def _line_sources(made: Linked) -> Iterator[str]:
    return (f"{path}: {_members(line_sources(made.site, path))}" for path in _lines(made))


def _line_papers(made: Linked) -> Iterator[str]:
    return (f"{path}: {', '.join(line_papers(made.site, path))}" for path in _lines(made))


def _lines(made: Linked) -> list[str]:
    return [path for path, note in made.site.notes.items() if note.front.kind.value == "line"]


def _next_lines(made: Linked) -> Iterator[str]:
    return (f"{path}: {', '.join(others)}" for path, others in next_lines(made.site, 3).items() if others)


def _cites(made: Linked) -> Iterator[str]:
    return (f"{path}: {', '.join(keys)}" for path, keys in made.site.cites.items() if keys)


def _cited_by(made: Linked) -> Iterator[str]:
    for key, citing in made.site.cited_by.items():
        if citing:
            yield f"{key}: {', '.join(each.origin + _places(len(each.citations), len(each.links)) for each in citing)}"


def _places(citations: int, links: int) -> str:
    return (f" ×{citations}" if citations != 1 else "") + (f" and {links} by link" if links else "")


def _co_cited(made: Linked) -> Iterator[str]:
    for key in made.site.references:
        if found := co_cited(made.site, key):
            yield f"{key}: {', '.join(f'{other} {count}' for other, count in found)}"


def _sources(made: Linked) -> Iterator[str]:
    for key, reference in made.site.references.items():
        comment = made.site.comments.get(key)
        yield f"{key}: {reference.title}" + (f", written of in {comment}" if comment else "")


def _related(made: Linked) -> Iterator[str]:
    for path, found in related_notes(made.site, 3).items():
        if found:
            yield f"{path}: {'; '.join(map(_close, found))}"


def _close(related: Related) -> str:
    return f"{related.node} ({' + '.join(map(_reason, related.reasons))})"


def _reason(reason: Reason) -> str:
    return reason.evidence.name.lower() + (f" {', '.join(reason.shared)}" if reason.shared else "")


def _tags(made: Linked) -> Iterator[str]:
    tags = ((path, note_tags(note)) for path, note in made.site.notes.items())
    return (f"{path}: {', '.join(found)}" for path, found in tags if found)


def _embeds(made: Linked) -> Iterator[str]:
    for path, note in made.site.notes.items():
        for link in note.links:
            if part := embedded_part(made.site, path, link.index):
                yield f"{path}: {_written(link)} -> {part[0]}" + (f"#{part[1]}" if part[1] else "")


def _dates(made: Linked) -> Iterator[str]:
    return (f"{path}: {dates.created}, {dates.updated}" for path, dates in made.site.dates.items())


GRAPH: Final[Mapping[str, View]] = {
    "Links": _links,
    "Backlinks": _backlinks,
    "Parents": _parents,
    "Ways": _ways,
    "Sections": _sections,
    "Topics": _topics,
    "Line sources": _line_sources,
    "Line papers": _line_papers,
    "Next lines": _next_lines,
    "Cites": _cites,
    "Cited by": _cited_by,
    "Co-cited": _co_cited,
    "Sources": _sources,
    "Related": _related,
    "Tags": _tags,
    "Embeds": _embeds,
    "Dates": _dates,
}
