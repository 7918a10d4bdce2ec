"""Addresses: the only place that makes a URL or an output path."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, islice
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

from rlnotes.graph.members import note_tags
from rlnotes.graph.resolution import FoundFile, NodeId, source_node
from rlnotes.graph.site import Site
from rlnotes.model.naming import folded, is_index
from rlnotes.model.note import Kind, Note
from rlnotes.pages.site_files import ALL_NOTES, BIBLIOGRAPHY, COLLECTIONS, HOME, NOT_FOUND, SERVICE, SITEMAP_PAGE, TAGS

_LONGEST_SEGMENT: Final = 200  # bytes; file systems take 255, and an ending is still to come
# Controls, marks that turn the direction of writing, and punctuation that addresses, files or shells read as their own.
_UNSAFE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
    r"""|[<>:"'`/\\|?*#%&{}\[\]^~;,!$()@=+.…“”‘’]"""
)
_GAPS = re.compile(r"[\s_-]+")
_BESIDE = re.compile(r"\.(?:card\.png|feed\.(?:xml|json)|sources\.(?:bib|json))$")  # what stands beside a page
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")  # device names on Windows


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is published: the output path of each node, tag and attachment, and the shape of URLs.

    `doubled` lists the paths that two nodes, or a node and a page of rlnotes itself, claimed, with the two claimants;
    the second got a number behind its name. `tags` are the listed notes' and those above them, folded; `files` the
    attachments in use; `folders` those that hold listed notes, whose page may be a note, a list or one of its own.
    """

    paths: Mapping[NodeId, str]
    tags: Mapping[str, str]
    files: Mapping[str, str]
    folders: Mapping[str, str]
    doubled: tuple[tuple[str, tuple[str, ...]], ...]
    is_directory_style: bool
    base_url: str


class UrlShape(Protocol):
    """How URLs look: in directory style or not, and below which base URL."""

    @property
    def is_directory_style(self) -> bool:
        """Whether a page is called by its folder."""

    @property
    def base_url(self) -> str:
        """Where the site is published, without a slash at its end; "" where that is unknown."""


def path_segment(name: str) -> str:
    """`name` as part of an address: lower case, words joined by hyphens, letters of every script kept."""
    text = unicodedata.normalize("NFC", name).lower()
    text = _GAPS.sub("-", _UNSAFE.sub("-", text)).strip("-")
    cut = text.encode()[:_LONGEST_SEGMENT].decode(errors="ignore").rstrip("-")
    return f"{cut or 'untitled'}-" if _RESERVED.fullmatch(cut) or not cut else cut


def addresses_of(site: Site, url_style: str, base_url: str, assets: Iterable[str] = ()) -> Addresses:
    """The addresses of a site; what claims a path first keeps it.

    The order is: rlnotes itself, notes and sources in order, tags, folders, attachments. A note may be the site's own
    page for unknown addresses, `404.html`. `assets` are the paths of the theme's files.
    """
    directory = url_style == "directory"
    claims = [(path, _claim(site.notes[path])) for path in site.notes if site.nodes[path] == path]
    claims += [(source_node(key), _source_claim(site, key)) for key in site.references]
    own = (ALL_NOTES, TAGS, BIBLIOGRAPHY, SITEMAP_PAGE)
    taken = {folded(_styled(path, directory=directory)): "rlnotes" for path in own}
    paths: dict[NodeId, str] = {}
    doubled: list[tuple[str, tuple[str, ...]]] = []
    for node, claim in claims:
        wanted = _styled(claim, directory=directory)
        paths[node] = _settled(node, wanted, taken)
        if paths[node] != wanted:
            doubled.append((wanted, (taken[folded(wanted)], node)))
    claimed = {tag: _styled(_tag_claim(spelling), directory=directory) for tag, spelling in tag_spellings(site).items()}
    tags = {tag: _settled(tag, path, taken) for tag, path in claimed.items()}
    folders = _folder_pages(site, paths, taken, directory=directory)
    taken |= {folded(path): "rlnotes" for path in (*SERVICE, *COLLECTIONS.values(), *assets)}
    used = _used_files(site)
    taken |= {folded(path): "rlnotes" for path in used if folded(_BESIDE.sub(".html", path)) in taken}
    files = {path: _settled(path, path, taken) for path in used}
    return Addresses(paths, tags, files, folders, tuple(doubled), directory, base_url.rstrip("/"))


def _folder_pages(site: Site, paths: Mapping[NodeId, str], taken: dict[str, str], *, directory: bool) -> dict[str, str]:
    """The page of each folder: a note that stands for it or has its address, a list of the site, or a page of its own.

    A former address that a note names stays that note's.
    """
    old = (permalink_path(each) for path in site.moved for each in site.notes[path].front.redirect_from)
    reserved = {**dict.fromkeys(map(folded, old), ""), **taken}
    kinds = {note.front.kind for path, note in site.notes.items() if site.nodes[path] in site.listed}
    lists = {COLLECTIONS[kind]: COLLECTIONS[kind] for kind in kinds & COLLECTIONS.keys()}
    if site.references:
        lists["sources/index.html"] = _styled(BIBLIOGRAPHY, directory=directory)
    found = {"": HOME}
    for path, folder in site.folders.items():
        wanted = "/".join((*map(path_segment, path.split("/")), "index.html"))
        owner = reserved.get(folded(wanted), "")
        if folder.index:
            found[path] = paths[site.nodes[folder.index]]
        elif path and (owner.startswith(f"{path}/") or owner.rpartition(".")[0] == path):
            found[path] = wanted
        elif path:
            found[path] = lists.get(wanted) or _settled(f"{path}/", wanted, reserved)
    taken |= {folded(path): folder for folder, path in found.items()}
    return found


def _settled(claimant: str, wanted: str, taken: dict[str, str]) -> str:
    """`wanted`, or its first alternative that no one has taken, which is taken now."""
    if (key := folded(wanted)) not in taken:
        taken[key] = claimant
        return wanted
    free = next(path for path in alternatives(wanted) if folded(path) not in taken)
    taken[folded(free)] = claimant
    return free


def alternatives(path: str, first: int = 2) -> Iterator[str]:
    """`path` with a number, counted from `first`: "x-2.html", "x-3.html" for "x.html"; "x-2/index.html"."""
    stem, ending = (path[: -len(end)], end) if path.endswith(end := "/index.html") else posixpath.splitext(path)
    return (f"{stem}-{number}{ending}" for number in count(first))


def tag_spellings(site: Site) -> dict[str, str]:
    """The tags of the listed notes and those above them: their folded names, sorted, and how they are spelled.

    Tags that differ in letter case are one, spelled as the first in code point order.
    """
    listed = (note for path, note in site.notes.items() if site.nodes[path] in site.listed)
    spellings = {part for note in listed for tag in note_tags(note) for part in tags_above(tag)}
    first = {folded(spelling): spelling for spelling in sorted(spellings, reverse=True)}
    return dict(sorted(first.items()))


@lru_cache(maxsize=4096)
def tags_above(tag: str) -> tuple[str, ...]:
    """A tag and the tags above it: "rl/ppo" is one of "rl" too."""
    parts = tag.split("/")
    return tuple("/".join(parts[:count]) for count in range(len(parts), 0, -1))


def _tag_claim(tag: str) -> str:
    return "/".join(("tags", *map(path_segment, tag.split("/")))) + ".html"


def _used_files(site: Site) -> tuple[str, ...]:
    """The attachments that a note of the site shows or links, by path."""
    resolutions = (resolution for found in site.resolutions.values() for resolution in found)
    return tuple(sorted({resolution.path for resolution in resolutions if isinstance(resolution, FoundFile)}))


def _claim(note: Note) -> str:
    if note.front.permalink:
        return permalink_path(note.front.permalink)
    *folders, stem = note.path.rsplit(".", 1)[0].split("/")
    last = "index" if is_index(note.path) else path_segment(note.front.slug or stem)
    return "/".join((*map(path_segment, folders), last)) + ".html"


def _source_claim(site: Site, key: str) -> str:
    comment = site.comments.get(key)
    permalink = site.notes[comment].front.permalink if comment else ""
    return permalink_path(permalink) if permalink else f"sources/{path_segment(key)}.html"


def permalink_path(permalink: str) -> str:
    """The output path of a permalink or old address: "/a/b/" is a folder's page, "/a/b" and "/a/b.html" a file."""
    bare = permalink.strip("/").removesuffix(".html")
    segments = "/".join(path_segment(segment) for segment in bare.split("/") if segment)
    if permalink.endswith("/") or not segments:
        return posixpath.join(segments, "index.html")
    return segments + ".html"


def _styled(path: str, *, directory: bool) -> str:
    """`path` in the site's style: in directory style "hubs/x.html" becomes "hubs/x/index.html"."""
    if not directory or path == NOT_FOUND or _is_folder_page(path):
        return path
    return path.removesuffix(".html") + "/index.html"


def generated_path(shape: UrlShape, path: str) -> str:
    """The output path of a page that rlnotes makes itself, in the site's style."""
    return _styled(path, directory=shape.is_directory_style)


FED: Final = (Kind.HUB, Kind.TOPIC, Kind.LINE)
"""The kinds of notes that have feeds of their own; sources have, too."""


def feed_path(page: str, ending: str) -> str:
    """The output path of the feed of a page, "xml" for Atom or "json" for JSON Feed."""
    return f"{page.removesuffix('.html')}.feed.{ending}"


def pack_path(page: str, ending: str) -> str:
    """The output path of all sources behind a page, "bib" for BibTeX or "json" for CSL-JSON."""
    return f"{page.removesuffix('.html')}.sources.{ending}"


def twin_path(page: str) -> str:
    """The output path of the Markdown of a page: `x.md` beside `x.html`, `x/index.md` beside `x/index.html`."""
    return f"{page.removesuffix('.html')}.md"


def card_path(page: str) -> str:
    """The output path of the social card of a page: `x.card.png` beside `x.html`."""
    return f"{page.removesuffix('.html')}.card.png"


_REMEMBERED: Final = 65_536  # names and ways, so that a program that runs for days does not grow with every edit


def href(shape: UrlShape, origin: str, target: str, anchor: str | None = None) -> str:
    """The relative URL from the output path `origin` to the output path `target`, percent-encoded.

    It names the file, so that it works from disk; in directory style it ends in the folder, for hosts. From `404.html`
    it is an absolute path where the base URL is known.
    """
    if anchor:
        fragment = fragment_href(anchor)
        return fragment if origin == target else href(shape, origin, target) + fragment
    folder, name = _url_parts(target, shape.is_directory_style)
    if origin == NOT_FOUND and shape.base_url:  # shown at any address, so nothing can be relative to it
        return f"{_root_path(shape)}{_way('', folder)}{name}"
    here = origin[: origin.rfind("/") + 1]
    return (name if here == folder else _way(here[:-1], folder) + name) or "./"


@lru_cache(maxsize=_REMEMBERED)
def _url_parts(path: str, is_directory_style: bool) -> tuple[str, str]:  # noqa: FBT001 - a key of the cache
    """The folder of an output path, with its slash, and the rest of its URL."""
    folder, slash, name = path.rpartition("/")
    return folder + slash, "" if is_directory_style and name == "index.html" else quote(name)


def fragment_href(anchor: str) -> str:
    """The URL of the place with id `anchor` on the same page."""
    return f"#{quote(anchor, safe=_FRAGMENT)}"


_FRAGMENT: Final = "!$&'()*+,;=:@/?-._~"  # RFC 3986, section 3.5


@lru_cache(maxsize=_REMEMBERED)
def _way(origin: str, target: str) -> str:
    """The URL that leads from one folder to another, named with its slash; "" from a folder to itself."""
    here, there = origin.split("/") if origin else [], target.split("/")[:-1]
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return quote("".join((*["../"] * (len(here) - shared), *(f"{folder}/" for folder in there[shared:]))))


def _is_folder_page(path: str) -> bool:
    return posixpath.basename(path) == "index.html"


def _root_path(shape: UrlShape) -> str:
    return urlsplit(shape.base_url).path + "/"


def absolute_url(shape: UrlShape, target: str) -> str:
    """The absolute URL of an output path, or "" where the site has no base URL."""
    if not shape.base_url:
        return ""
    folder, name = _url_parts(target, shape.is_directory_style)
    return f"{shape.base_url}/{'' if target == HOME else _way('', folder) + name}"


def own_path(addresses: Addresses, path: str) -> str:
    """The output path of a page of ours whose address a note may take: one called `map.md`, say, keeps its own."""
    wanted = generated_path(addresses, path)
    claims = (addresses.paths, addresses.folders, addresses.files)
    taken = {folded(path) for paths in claims for path in paths.values()}
    return next(path for path in (wanted, *islice(alternatives(wanted), len(taken) + 1)) if folded(path) not in taken)


def root_href(shape: UrlShape, origin: str) -> str:
    """The URL from `origin` to the site's root: "" or "../" and so on; absolute from `404.html`, as in `href`."""
    return _root_path(shape) if origin == NOT_FOUND and shape.base_url else "../" * origin.count("/")
