"""Addresses: the only place that makes a URL or an output path."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
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
    """The addresses of a site; the first claimant of a path by (generated pages, note path) keeps it."""
    directory = url_style == "directory"
    claims = [(path, _claim(site.notes[path])) for path in site.notes if site.nodes[path] == path]
    claims += [(source_node(key), _source_claim(site, key)) for key in site.references]
    taken: dict[str, str] = {
        folded(path): "rlnotes" for path in (ALL_NOTES, TAGS, BIBLIOGRAPHY, SITEMAP_PAGE, NOT_FOUND)
    }
    paths: dict[NodeId, str] = {}
    doubled: list[tuple[str, tuple[str, ...]]] = []
    for node, claim in claims:
        path = free = _directory_path(claim) if directory else claim
        number = 2
        while folded(free) in taken:
            free = (
                path.replace(".html", f"-{number}.html")
                if not directory
                else path.replace("/index", f"-{number}/index")
            )
            number += 1
        if free != path:
            doubled.append((path, (taken[folded(path)], node)))
        taken[folded(free)] = node
        paths[node] = free
    return Addresses(paths, tuple(doubled), directory, base_url.rstrip("/"))


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


def _directory_path(path: str) -> str:
    """`path` in directory style: "hubs/x.html" becomes "hubs/x/index.html"."""
    if posixpath.basename(path) == "index.html":
        return path
    return path.removesuffix(".html") + "/index.html"


def generated_path(addresses: Addresses, path: str) -> str:
    """The output path of a page that rlnotes makes itself, in the site's style."""
    return _directory_path(path) if addresses.is_directory_style and path != NOT_FOUND else path


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
