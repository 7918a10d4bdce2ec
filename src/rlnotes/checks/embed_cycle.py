"""embed-cycle and embed-too-deep: notes that embed each other in a circle, or more than a page can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rlnotes.checks.links import MadeLink, Subject, about
from rlnotes.graph.embeds import MOST_LEVELS, Part, embed_groups, embedded_part
from rlnotes.graph.site import Site
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.holes import holes_in
from rlnotes.pages.body import MOST_EMBEDDED
from rlnotes.pages.parts import part_source


@dataclass(frozen=True, slots=True)
class _Content:
    """What a part is made of: how many characters, and what stands embedded in it: index of the link, and the part."""

    length: int
    embeds: tuple[tuple[int, Part], ...]


_Contents: TypeAlias = Mapping[Part, _Content]


@dataclass(frozen=True, slots=True)
class _Load:
    """What a part brings to a page that embeds it, circles aside: the longest chain down from it, and characters."""

    chain: tuple[Part, ...]
    length: int


def check(subject: Subject) -> Iterator[Diagnostic]:
    """A finding for each circle, at its first embed by path, and at each embed that is too much for its note's page."""
    site = subject.site
    if not (embedding := site.embedding):
        return
    contents = _contents(site, embedding)
    groups = embed_groups({part: tuple(inner for _, inner in contents[part].embeds) for part in contents})
    found = {(path, index): chain for path, index, chain in _circles(contents, groups)}
    told: set[frozenset[Part]] = set()
    for (path, index), chain in sorted(found.items()):
        if frozenset(chain) not in told:
            told.add(frozenset(chain))
            yield _finding(site, path, index, "embed-cycle", f"embeds itself: {_written(chain)}")
    for path, index, message in _overloads(embedding, contents, groups):
        if (path, index) not in found:
            yield _finding(site, path, index, "embed-too-deep", message)


def _finding(site: Site, path: str, index: int, rule: str, message: str) -> Diagnostic:
    made = MadeLink(site, path, site.notes[path].links[index], site.resolutions[path][index])
    return about(made, rule, message, "put a link in the place of one of these embeds")


def _contents(site: Site, embedding: tuple[str, ...]) -> _Contents:
    """The content of each note that embeds, and of each part that is embedded somewhere."""
    waiting: list[Part] = [(path, "") for path in embedding]
    found: dict[Part, _Content] = {}
    for path, anchor in waiting:
        if (path, anchor) not in found:
            source = part_source(site, path, anchor) or ""
            numbers = [number for kind, number in holes_in(source) if kind == "E"]
            parts = ((number, embedded_part(site, path, number)) for number in numbers)
            found[path, anchor] = content = _Content(len(source), tuple((n, part) for n, part in parts if part))
            waiting += [part for _, part in content.embeds]
    return found


def _circles(contents: _Contents, groups: tuple[frozenset[Part], ...]) -> Iterator[tuple[str, int, tuple[Part, ...]]]:
    """The path of the note, the index of the link and the chain of each embed in a circle; whole notes come last."""
    group_of = {part: group for group in groups for part in group}
    for part in sorted(contents, reverse=True):
        for index, inner in contents[part].embeds:
            if inner in group_of[part]:
                yield part[0], index, (part, *_way(contents, inner, part))


def _way(contents: _Contents, start: Part, goal: Part) -> tuple[Part, ...]:
    """The shortest chain of embeds from `start` to `goal`, which it does reach."""
    outer: dict[Part, Part] = {}
    waiting = [start]
    for part in waiting:
        new = [inner for _, inner in contents[part].embeds if inner not in outer and inner != start]
        outer |= dict.fromkeys(new, part)
        waiting += new
    chain = [goal]
    while chain[-1] != start:
        chain.append(outer[chain[-1]])
    return tuple(chain[::-1])


def _overloads(
    embedding: tuple[str, ...], contents: _Contents, groups: tuple[frozenset[Part], ...]
) -> Iterator[tuple[str, int, str]]:
    """The path of the note, the index of the link and the complaint for each embed that a page can't take in."""
    loads = _loads(contents, groups)
    for path in embedding:
        total = 0
        for index, part in contents[path, ""].embeds:
            chain = (part, *loads[part].chain)
            total += loads[part].length
            if len(chain) > MOST_LEVELS:
                yield path, index, f"{len(chain)} embeds inside each other: {_written(((path, ''), *chain))}"
            elif total > MOST_EMBEDDED:
                yield path, index, f"a page takes in {MOST_EMBEDDED:,} characters by embeds; this makes {total:,}"


def _loads(contents: _Contents, groups: tuple[frozenset[Part], ...]) -> dict[Part, _Load]:
    loads: dict[Part, _Load] = {}
    for group in groups:
        for part in sorted(group):
            inner = [embedded for _, embedded in contents[part].embeds if embedded not in group]
            chains = ((embedded, *loads[embedded].chain)[: MOST_LEVELS + 1] for embedded in inner)
            longest = max(chains, key=len, default=())
            length = contents[part].length + sum(loads[embedded].length for embedded in inner)
            loads[part] = _Load(longest, length)
    return loads


def _written(chain: tuple[Part, ...]) -> str:
    return " > ".join(f"{path}#{anchor}" if anchor else path for path, anchor in chain)
