"""Which links can be mended without a doubt, and how: `check --fix`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from rlnotes.checks.links import MadeLink, links_in_question, names_file
from rlnotes.graph.anchors import anchor_of
from rlnotes.graph.names import Names
from rlnotes.graph.resolution import Found, FoundFile, FoundFolder, Missing, NodeId, NoSuchAnchor, Resolution
from rlnotes.graph.resolve import Terrain, resolve
from rlnotes.graph.site import Site
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.naming import folded
from rlnotes.model.note import Heading, Note
from rlnotes.parse.slug import heading_slug


@dataclass(frozen=True, slots=True)
class Mending:
    """A link of the note at `path` and what it should name instead, so that it means what it was meant to.

    `rule` is the rule it breaks, "" if it breaks none; `shown` is what a bare wikilink should show then, "" for what it
    shows by itself.
    """

    path: str
    link: Link
    target: str
    fragment: str | None
    rule: str = ""
    shown: str = ""


_PATHLIKE: Final = (LinkForm.MARKDOWN, LinkForm.IMAGE)
_ENDINGS: Final = (".md", ".markdown", ".html")


def mendings(site: Site, terrain: Terrain, path: str) -> Iterator[Mending]:
    """The certain mendings of the note at `path`: each leads where it should by the resolver that the site uses."""
    for made in links_in_question(site, path):
        better = _mended(terrain, made)
        if better != made.link:
            yield Mending(path, made.link, better.target, better.fragment, _rule(made))
    yield from _of_aliases(site, terrain, path)


def _mended(terrain: Terrain, made: MadeLink[Resolution]) -> Link:
    """The link as it should be written; as it is where nothing is certain.

    A note may have moved and its heading have changed: less is wrong after each step, so there are few.
    """
    link, resolution = made.link, made.resolution
    while step := _step(terrain, made.origin, link, resolution):
        link, resolution = step
    return link


def _step(terrain: Terrain, path: str, link: Link, before: Resolution) -> tuple[Link, Resolution] | None:
    for better, goal in _candidates(terrain, path, link, before):
        after = resolve(terrain, path, better)
        if _goal(after) == goal and _worth(after) > _worth(before):
            return better, after
    return None


def _goal(resolution: Resolution) -> NodeId:
    """The node, the attachment, or the folder with its slash, that a link leads to, "" if none."""
    if isinstance(resolution, Found | NoSuchAnchor):
        return resolution.node
    if isinstance(resolution, FoundFolder):
        return f"{resolution.path}/"
    return resolution.path if isinstance(resolution, FoundFile) else ""


def _worth(resolution: Resolution) -> int:
    """The more of a link is right, the more it is worth."""
    match resolution:
        case Found(spelling="") | FoundFile(spelling="") | FoundFolder(spelling=""):
            return 3
        case Found() | FoundFile() | FoundFolder():
            return 2
        case NoSuchAnchor():
            return 1
        case _:
            return 0


def _rule(made: MadeLink[Resolution]) -> str:
    """The rule that a link in question breaks."""
    is_embed = made.link.form is LinkForm.EMBED
    match made.resolution:
        case Missing() if names_file(made.link):
            return "missing-image"
        case Missing():
            return "broken-embed" if is_embed else "broken-link"
        case NoSuchAnchor(fragment=fragment) if not is_embed:
            return "broken-block" if fragment.startswith("^") else "broken-anchor"
        case NoSuchAnchor():
            return "broken-embed"
        case _:
            return "case-mismatch"


def _candidates(terrain: Terrain, path: str, link: Link, resolution: Resolution) -> Iterator[tuple[Link, NodeId]]:
    """Better ways to write a link, best first, and where each has to lead."""
    match resolution:
        case FoundFolder(spelling=spelling) if spelling:
            bare = link.target.rstrip("/")
            yield _named(link, _respelt(bare, spelling) + link.target[len(bare) :]), _goal(resolution)
        case Found(spelling=spelling) | FoundFile(spelling=spelling) if spelling:
            yield _named(link, _respelt(link.target, spelling)), _goal(resolution)
        case Missing():
            yield from _moved(terrain, path, link)
        case NoSuchAnchor(node=node, fragment=fragment) if node in terrain.bodies:
            if found := _anchor(terrain.bodies[node], link, fragment):
                yield _with_anchor(link, found), node
        case _:
            return


def _named(link: Link, target: str) -> Link:
    return Link(link.index, link.form, target, link.fragment, link.text, link.span)


def _with_anchor(link: Link, fragment: str) -> Link:
    return Link(link.index, link.form, link.target, fragment, link.text, link.span)


def _respelt(target: str, spelling: str) -> str:
    """`target` with its last segments spelt as those of `spelling`, whose ending may be left out."""
    segments, right = target.split("/"), spelling.split("/")
    for place in range(1, min(len(segments), len(right)) + 1):
        written, spelt = segments[-place], right[-place]
        if folded(written) == folded(spelt):
            segments[-place] = spelt
        elif place == 1:
            stem, dot, ending = written.rpartition(".")
            if dot and folded(stem) == folded(spelt):
                segments[-1] = f"{spelt}.{ending}"
    return "/".join(segments)


def _moved(terrain: Terrain, path: str, link: Link) -> Iterator[tuple[Link, NodeId]]:
    """What a path to a file that is not there might mean: the one other file of that name, wherever it lies now."""
    name = posixpath.basename(link.target.rstrip("/"))
    if "/" not in link.target or not name:
        return
    stem, ending = _parts(name)
    nodes = _namesakes(terrain.catalog.stems, stem)
    note = terrain.bodies.get(nodes[0]) if len(nodes) == 1 else None
    if note and nodes[0] != terrain.nodes[path] and folded(_stem(note.path)) == folded(stem):
        place = f"{note.path.rpartition('.')[0]}{ending}"
        yield _named(link, _written_like(terrain, path, link, place)), nodes[0]
    files = _namesakes(terrain.catalog.file_names, name)
    if not nodes and len(files) == 1:
        yield _named(link, _written_like(terrain, path, link, files[0])), files[0]


def _parts(name: str) -> tuple[str, str]:
    """A name without the ending of a note or page, and that ending, "" if it has none."""
    ending = next((each for each in _ENDINGS if name.lower().endswith(each)), "")
    return (name[: -len(ending)], ending) if ending else (name, "")


def _namesakes(names: Names, name: str) -> tuple[NodeId, ...]:
    """Who is called so, to the letter or, if nobody is, in another letter case."""
    spellings = names.spellings.get(folded(name), ())
    return names.nodes.get(name) or tuple({node: None for each in spellings for node in names.nodes[each]})


def _stem(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[0]


def _written_like(terrain: Terrain, path: str, link: Link, place: str) -> str:
    """The path `place` written as the link is: from the root, from the note, or by its folders."""
    root = terrain.link_root.strip("/")
    if link.target.startswith("/"):
        return f"/{place.removeprefix(f'{root}/') if root else place}"
    if link.form in _PATHLIKE or link.target.startswith("."):
        relative = posixpath.relpath(place, posixpath.dirname(path) or ".")
        return f"./{relative}" if link.target.startswith("./") and not relative.startswith(".") else relative
    return place


_MOST_EDITS: Final = 3
"""Letters that may differ; and no more than a quarter of the name: a short name is soon another one."""
_SHARE: Final = 4


def _anchor(note: Note, link: Link, fragment: str) -> str:
    """The anchor of the note that is surely meant, in the manner of the link; "" if there is none."""
    wanted = fragment.rpartition("#")[2]
    if not wanted.startswith("^"):
        found = _one_near(note, heading_slug(wanted))
        return _as_written(note, link, found) if found else ""
    blocks = [anchor for anchor in sorted(note.anchors) if folded(anchor) == folded(wanted)]
    return blocks[0] if len(blocks) == 1 else ""


def _one_near(note: Note, slug: str) -> str:
    """The id of the one heading that is near by its edit distance, "" if there are several, or none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few checks mend

    most = min(_MOST_EDITS, len(slug) // _SHARE)
    near = [each.id for each in note.headings if OSA.distance(slug, each.id, score_cutoff=most) <= most]
    return near[0] if len(near) == 1 else ""


def _as_written(note: Note, link: Link, anchor: str) -> str:
    """The anchor in the manner of the link: a path has the id, a wikilink the words of the heading."""
    heading = next(each for each in note.headings if each.id == anchor)
    if link.form in _PATHLIKE or not _is_plain(heading):
        return anchor
    return heading.text if anchor_of(note, heading.text) == anchor else anchor


def _is_plain(heading: Heading) -> bool:
    return not set(heading.text) & set("#|[]^\n")


def _of_aliases(site: Site, terrain: Terrain, path: str) -> Iterator[Mending]:
    """Links to aliases, which other tools don't look up, as links to the notes themselves.

    In front matter, which other tools don't read for links, they stay.
    """
    for link, resolution in zip(site.notes[path].links, site.resolutions[path], strict=True):
        if not isinstance(resolution, Found) or not link.target or link.form is LinkForm.FRONT_MATTER:
            continue
        if not _is_by_alias(terrain, link, resolution.node):
            continue
        shown = link.target if link.form is LinkForm.WIKI and not link.text else ""
        names = _own_names(path, link, terrain.bodies[resolution.node].path)
        leading = (name for name in names if resolve(terrain, path, _named(link, name)) == resolution)
        yield from (Mending(path, link, name, link.fragment, "", shown) for name in islice(leading, 1))


def _is_by_alias(terrain: Terrain, link: Link, node: NodeId) -> bool:
    """Whether the target is an alias of the node, and no better rank than that of the aliases knows it."""
    catalog, target = terrain.catalog, link.target
    better = (catalog.paths, catalog.stems, catalog.titles)
    is_alias = node in catalog.aliases.nodes.get(target, ()) and "/" not in target
    return is_alias and not any(folded(target) in names.spellings for names in better)


def _own_names(path: str, link: Link, place: str) -> tuple[str, ...]:
    """How a link in the note at `path` may name the note at `place`, shortest first."""
    if link.form in _PATHLIKE:
        return (posixpath.relpath(place, posixpath.dirname(path) or "."),)
    bare = place.rpartition(".")[0]
    return posixpath.basename(bare), bare
