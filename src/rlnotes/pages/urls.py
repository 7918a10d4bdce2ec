"""Addresses: the only place that makes a URL or an output path."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final
from urllib.parse import quote, urlsplit

from rlnotes.graph.names import folded, is_index
from rlnotes.graph.resolution import NodeId, source_node
from rlnotes.graph.site import Site
from rlnotes.model.note import Kind, Note

HOME: Final = "index.html"
ALL_NOTES: Final = "all-notes.html"
TAGS: Final = "tags.html"
BIBLIOGRAPHY: Final = "bibliography.html"
SITEMAP_PAGE: Final = "sitemap.html"
SITEMAP_XML: Final = "sitemap.xml"
NOT_FOUND: Final = "404.html"
ROBOTS: Final = "robots.txt"

COLLECTIONS: Final[Mapping[Kind, str]] = {
    Kind.POST: "posts/index.html",
    Kind.PUBLICATION: "publications/index.html",
    Kind.TALK: "talks/index.html",
    Kind.TEACHING: "teaching/index.html",
    Kind.PORTFOLIO: "portfolio/index.html",
}

_LONGEST_SEGMENT: Final = 200  # bytes; file systems take 255, and an ending is still to come
_UNSAFE = re.compile(r"""[\x00-\x1f\x7f<>:"'`/\\|?*#%&{}\[\]^~;,!$()@=+.…“”‘’]+""")
_GAPS = re.compile(r"[\s_-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")  # device names on Windows


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is published: the output path of each node and the shape of URLs.

    `doubled` lists the paths that two nodes, or a node and a page of rlnotes itself, claimed, with the two claimants;
    the second got a number behind its name.
    """

    paths: Mapping[NodeId, str]
    doubled: tuple[tuple[str, tuple[str, ...]], ...]
    is_directory_style: bool
    base_url: str


def path_segment(name: str) -> str:
    """`name` as part of an address: lower case, words joined by hyphens, letters of every script kept."""
    text = unicodedata.normalize("NFC", name).lower()
    text = _GAPS.sub("-", _UNSAFE.sub("-", text)).strip("-")
    cut = text.encode()[:_LONGEST_SEGMENT].decode(errors="ignore")
    return f"{cut or 'untitled'}-" if _RESERVED.fullmatch(cut) or not cut else cut


def addresses_of(site: Site, url_style: str, base_url: str) -> Addresses:
    """The addresses of a site; what claims a path first keeps it: rlnotes itself, then notes and sources in order.

    A note may be the site's own page for unknown addresses, `404.html`.
    """
    directory = url_style == "directory"
    claims = [(path, _claim(site.notes[path])) for path in site.notes if site.nodes[path] == path]
    claims += [(source_node(key), _source_claim(site, key)) for key in site.references]
    own = (ALL_NOTES, TAGS, BIBLIOGRAPHY, SITEMAP_PAGE)
    taken: dict[str, str] = {folded(_styled(path, directory=directory)): "rlnotes" for path in own}
    paths: dict[NodeId, str] = {}
    doubled: list[tuple[str, tuple[str, ...]]] = []
    for node, claim in claims:
        wanted = _styled(claim, directory=directory)
        paths[node] = next(path for path in _alternatives(wanted) if folded(path) not in taken)
        if paths[node] != wanted:
            doubled.append((wanted, (taken[folded(wanted)], node)))
        taken[folded(paths[node])] = node
    return Addresses(paths, tuple(doubled), directory, base_url.rstrip("/"))


def _alternatives(path: str) -> Iterator[str]:
    """`path`, then the same with a number: "x.html", "x-2.html", "x-3.html"; "x/index.html", "x-2/index.html"."""
    yield path
    stem, ending = (path[: -len(end)], end) if path.endswith(end := "/index.html") else (path[:-5], path[-5:])
    yield from (f"{stem}-{number}{ending}" for number in count(2))


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
    if not directory or path == NOT_FOUND or posixpath.basename(path) == "index.html":
        return path
    return path.removesuffix(".html") + "/index.html"


def generated_path(addresses: Addresses, path: str) -> str:
    """The output path of a page that rlnotes makes itself, in the site's style."""
    return _styled(path, directory=addresses.is_directory_style)


def tag_path(addresses: Addresses, tag: str) -> str:
    """The output path of a tag's page; a nested tag stands below its parent."""
    return generated_path(addresses, "tags/" + "/".join(path_segment(part) for part in tag.split("/")) + ".html")


def href(addresses: Addresses, origin: str, target: str, anchor: str | None = None) -> str:
    """The relative URL from the output path `origin` to the output path `target`, percent-encoded.

    It names the file, so that it works from disk; in directory style it ends in the folder, for hosts. From `404.html`
    it is an absolute path where the base URL is known.
    """
    fragment = f"#{quote(anchor, safe=_FRAGMENT)}" if anchor else ""
    if origin == NOT_FOUND and addresses.base_url:  # shown at any address, so nothing can be relative to it
        return quote(f"{urlsplit(addresses.base_url).path}/{_without_index(addresses, target)}") + fragment
    if origin == target:
        return fragment or _file_name(addresses, target)
    relative = posixpath.relpath(target, posixpath.dirname(origin) or ".")
    return quote(_without_index(addresses, relative)) + fragment


_FRAGMENT: Final = "!$&'()*+,;=:@/?-._~"  # RFC 3986, section 3.5


def _without_index(addresses: Addresses, path: str) -> str:
    if addresses.is_directory_style and posixpath.basename(path) == "index.html":
        return posixpath.dirname(path) + "/" if "/" in path else "./"
    return path


def _file_name(addresses: Addresses, path: str) -> str:
    return quote(_without_index(addresses, posixpath.basename(path)))


def absolute_url(addresses: Addresses, target: str) -> str:
    """The absolute URL of an output path, or "" where the site has no base URL."""
    if not addresses.base_url:
        return ""
    tail = _without_index(addresses, target) if addresses.is_directory_style else target
    tail = "" if tail in ("./", HOME) else tail
    return f"{addresses.base_url}/{quote(tail)}"


def root_of(origin: str) -> str:
    """The relative URL from `origin` to the site's root: "" or "../" and so on."""
    return "../" * origin.count("/")
