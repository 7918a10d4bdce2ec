"""What the collection lacks: notes without sources, sources without notes, links to notes not yet written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.graph.resolution import Missing
from rlnotes.graph.site import Site
from rlnotes.model.collection import Collection
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.media import is_media
from rlnotes.model.naming import folded
from rlnotes.model.note import Kind

_ARGUING: Final = (Kind.NOTE, Kind.LINE)
_FEW: Final = 2
_LINKED: Final = (Kind.NOTE, Kind.HUB, Kind.LINE, Kind.TOPIC)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing something: a path, a citation key or the name of a note yet to be written.

    `count` is of links or members, `places` are the notes that link there; both are empty where they mean nothing.
    """

    name: str
    title: str = ""
    count: int = 0
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapList:
    """Gaps of one kind: its name for programs, its words for people, and the gaps, the greatest first."""

    name: str
    words: str
    gaps: tuple[Gap, ...]


def gaps(collection: Collection, config: Config) -> tuple[GapList, ...]:
    """Every list of gaps, the empty ones too."""
    return gaps_in(link(collection, config).site)


def gaps_in(site: Site) -> tuple[GapList, ...]:
    """Every list of gaps of a linked site."""
    return tuple(GapList(name, words, tuple(find(site))) for name, (words, find) in _LISTS.items())


def _wanted(site: Site) -> Iterator[Gap]:
    """Names that links give to notes that do not exist, the most wanted first."""
    spellings: defaultdict[str, list[str]] = defaultdict(list)
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, note in site.notes.items():
        for made, resolution in zip(note.links, site.resolutions[path], strict=True):
            if isinstance(resolution, Missing) and not _names_file(made):
                name = _bare(made.target)
                spellings[folded(name)].append(name)
                places[folded(name)].append(path)
    found = [Gap(min(spellings[key]), "", len(places[key]), tuple(dict.fromkeys(places[key]))) for key in places]
    yield from sorted(found, key=lambda gap: (-gap.count, gap.name))


def _names_file(made: Link) -> bool:
    return made.form is LinkForm.IMAGE or is_media(made.target)


def _bare(target: str) -> str:
    """The name of a note without folders and ending, by which one would write it."""
    name = target.rstrip("/").rpartition("/")[2]
    return name.removesuffix(".md").removesuffix(".html") or target


def _without_sources(site: Site) -> Iterator[Gap]:
    for path, note in site.notes.items():
        if note.front.kind in _ARGUING and not site.cites[path]:
            yield Gap(path, note.title)


def _uncited(site: Site) -> Iterator[Gap]:
    for key, reference in site.references.items():
        if not site.cited_by[key]:
            yield Gap(site.comments.get(key, key), reference.title)


def _small_hubs(site: Site) -> Iterator[Gap]:
    for path, sections in site.sections.items():
        members = {member.node for section in sections for member in section.members}
        if len(members) < _FEW:
            yield Gap(path, site.notes[path].title, len(members))


def _unlinked(site: Site) -> Iterator[Gap]:
    """Notes that nothing links or lists; pages and entries of a home page stand for themselves."""
    for path, note in site.notes.items():
        node = site.nodes[path]
        if note.front.kind in _LINKED and not site.backlinks.get(node) and not site.parents.get(node):
            yield Gap(path, note.title)


_LISTS: Final[Mapping[str, tuple[str, Callable[[Site], Iterator[Gap]]]]] = {
    "wanted": ("notes that are linked but not written", _wanted),
    "unsourced": ("notes that cite no source", _without_sources),
    "uncited": ("sources that no note cites", _uncited),
    "small-hubs": ("hubs with fewer than two members", _small_hubs),
    "unlinked": ("notes that nothing links or lists", _unlinked),
}
