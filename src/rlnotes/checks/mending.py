"""Which links can be mended without a doubt, and how: `check --fix`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rlnotes.checks.links import links_in_question
from rlnotes.graph.anchors import anchor_of
from rlnotes.graph.resolution import Found, FoundFile, Missing, NodeId, NoSuchAnchor, Resolution
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
        for mending in _candidates(terrain, path, made.link, made.resolution):
            if _holds(terrain, mending, made.resolution):
                yield mending
                break
    yield from _of_aliases(site, terrain, path)


def _candidates(terrain: Terrain, path: str, link: Link, resolution: Resolution) -> Iterator[Mending]:
    match resolution:
        case Found(spelling=spelling) | FoundFile(spelling=spelling) if spelling:
            yield Mending(path, link, _respelt(link.target, spelling), link.fragment, "case-mismatch")
        case Missing():
            yield from _moved(terrain, path, link)
        case NoSuchAnchor(node=node, fragment=fragment):
            yield from _anchored(terrain.bodies.get(node), path, link, fragment)
        case _:
            return


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


def _moved(terrain: Terrain, path: str, link: Link) -> Iterator[Mending]:
    """What a path to a file that is not there might mean: the one file of that name, wherever it lies now."""
    name = posixpath.basename(link.target.rstrip("/"))
    if "/" not in link.target or not name:
        return
    ending = next((each for each in _ENDINGS if name.lower().endswith(each)), "")
    stem = name.removesuffix(name[len(name) - len(ending) :]) if ending else name
    nodes = terrain.catalog.stems.nodes.get(stem, ())
    if len(nodes) == 1 and not nodes[0].startswith("@"):
        bare = nodes[0].rpartition(".")[0]
        place = f"{bare}{ending}" if ending != ".html" else f"{bare}.html"
        yield Mending(path, link, _written_like(terrain, path, link, place), link.fragment, _rule_of_missing(link))
    files = terrain.catalog.file_names.nodes.get(name, ())
    if not nodes and len(files) == 1:
        yield Mending(path, link, _written_like(terrain, path, link, files[0]), link.fragment, "missing-image")


def _rule_of_missing(link: Link) -> str:
    return "broken-embed" if link.form is LinkForm.EMBED else "broken-link"


def _written_like(terrain: Terrain, path: str, link: Link, place: str) -> str:
    """The path `place` written as the link is: from the root, from the note, or by its folders."""
    root = terrain.link_root.strip("/")
    if link.target.startswith("/"):
        return f"/{place.removeprefix(f'{root}/') if root else place}"
    if link.form in _PATHLIKE or link.target.startswith("."):
        relative = posixpath.relpath(place, posixpath.dirname(path) or ".")
        return f"./{relative}" if link.target.startswith("./") and not relative.startswith(".") else relative
    return place


def _anchored(note: Note | None, path: str, link: Link, fragment: str) -> Iterator[Mending]:
    if note is None:
        return
    wanted = fragment.rpartition("#")[2]
    if wanted.startswith("^"):
        blocks = [anchor for anchor in sorted(note.anchors) if folded(anchor) == folded(wanted)]
        found, rule = (blocks[0] if len(blocks) == 1 else ""), "broken-block"
    else:
        found, rule = _one_near(note, heading_slug(wanted)), "broken-anchor"
    if found:
        rule = "broken-embed" if link.form is LinkForm.EMBED else rule
        yield Mending(path, link, link.target, _as_written(note, link, found), rule)


_MOST_EDITS: Final = 3
"""Letters that may differ; and no more than a quarter of the name: a short name is soon another one."""
_SHARE: Final = 4


def _one_near(note: Note, slug: str) -> str:
    """The id of the one heading that is near by its edit distance, "" if there are several, or none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few checks mend

    most = min(_MOST_EDITS, len(slug) // _SHARE)
    near = [each.id for each in note.headings if OSA.distance(slug, each.id, score_cutoff=most) <= most]
    return near[0] if len(near) == 1 else ""


def _as_written(note: Note, link: Link, anchor: str) -> str:
    """The anchor in the manner of the link: a path has the id, a wikilink the words of the heading."""
    heading = next((each for each in note.headings if each.id == anchor), None)
    if heading is None or link.form in _PATHLIKE or not _is_plain(heading):
        return anchor
    return heading.text if anchor_of(note, heading.text) == anchor else anchor


def _is_plain(heading: Heading) -> bool:
    return not set(heading.text) & set("#|[]^\n")


def _of_aliases(site: Site, terrain: Terrain, path: str) -> Iterator[Mending]:
    """Links to aliases, which other tools don't look up, as links to the notes themselves."""
    for link, resolution in zip(site.notes[path].links, site.resolutions[path], strict=True):
        if not isinstance(resolution, Found) or not link.target or link.form is LinkForm.FRONT_MATTER:
            continue
        if resolution.node in terrain.catalog.aliases.nodes.get(link.target, ()):
            for mending in _by_own_name(path, link, resolution.node):
                if _is_by_alias(terrain, link) and _holds(terrain, mending, resolution):
                    yield mending
                    break


def _is_by_alias(terrain: Terrain, link: Link) -> bool:
    """Whether no better rank than the alias knows the target."""
    catalog, target = terrain.catalog, link.target
    better = (catalog.paths, catalog.stems, catalog.titles)
    return "/" not in target and not any(folded(target) in names.spellings for names in better)


def _by_own_name(path: str, link: Link, node: NodeId) -> Iterator[Mending]:
    if node.startswith("@"):
        return
    bare = node.rpartition(".")[0]
    is_path = link.form in _PATHLIKE
    names = (posixpath.relpath(node, posixpath.dirname(path) or "."),) if is_path else (posixpath.basename(bare), bare)
    shown = link.target if link.form is LinkForm.WIKI and not link.text else ""
    yield from (Mending(path, link, name, link.fragment, "", shown) for name in names)


def _holds(terrain: Terrain, mending: Mending, before: Resolution) -> bool:
    """Whether the mended link leads somewhere, spelt as it should be, and to no other note than before.

    A note that moved may lack the heading: that is the next thing to mend.
    """
    if (mending.target, mending.fragment) == (mending.link.target, mending.link.fragment):
        return False
    new = replace(mending.link, target=mending.target, fragment=mending.fragment)
    after = resolve(terrain, mending.path, new)
    match before, after:
        case Found(node=one, anchor=anchor), Found(node=other, spelling=""):
            return one == other and after.anchor == anchor
        case FoundFile(path=one), FoundFile(path=other, spelling=""):
            return one == other
        case NoSuchAnchor(node=one), Found(node=other, spelling=""):
            return one == other
        case Missing(), Found(spelling="") | FoundFile(spelling="") | NoSuchAnchor():
            return True
        case _:
            return False
