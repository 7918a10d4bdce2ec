"""Addresses in front matter: slug, permalink and redirects, checked before anything is built from them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from rlnotes.parse.frontmatter_reading import Reading
from rlnotes.parse.frontmatter_values import expected, labels, listed, url
from rlnotes.parse.yaml_tree import Node, Text

LONGEST_SEGMENT: Final = 255  # bytes; the limit of common file systems

_FORBIDDEN = re.compile(r"[\\:\x00-\x1f\x7f]")
# Names that Windows keeps for devices, with any extension.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def segment_problem(segment: str) -> str:
    """Why a decoded segment can't be the name of a file everywhere, "" if it can."""
    if segment in (".", ".."):
        return "leads out of its folder"
    if found := _FORBIDDEN.search(segment):
        return f"contains {found[0]!r}"
    if _RESERVED.fullmatch(segment):
        return "is a name that Windows reserves"
    if segment.endswith((".", " ")):
        return "ends in a dot or a space"
    return "is too long" if len(segment.encode()) > LONGEST_SEGMENT else ""


def _address(reading: Reading, node: Node, key: str) -> str | None:
    if not isinstance(node, Text):
        expected(reading, node, key, "an address")
        return None
    decoded = unquote(node.text.strip())
    for segment in decoded.split("/"):
        if problem := segment_problem(segment):
            message = f"'{key}' can't be '{node.text[:60]}': '{segment[:60]}' {problem}"
            reading.report(node.span, message, "use letters, digits and hyphens", "bad-address")
            return None
    return decoded


def permalink(reading: Reading, node: Node, key: str) -> str | None:
    """A path on the site, percent-decoded once."""
    return _address(reading, node, key)


def slug(reading: Reading, node: Node, key: str) -> str | None:
    """The last segment of an address, percent-decoded once."""
    found = _address(reading, node, key)
    if found is None or "/" not in found.strip("/"):
        return None if found is None else found.strip("/")
    reading.report(
        node.span, f"'{key}' is one segment, not '{found[:60]}'", "use 'permalink' for a path", "bad-address"
    )
    return None


def aliases(reading: Reading, node: Node, key: str) -> tuple[str, ...] | None:
    """Other names of a note; Hugo's are paths on the site, which begin with a slash."""
    items = listed(node)
    paths = [item for item in items if isinstance(item, Text) and item.text.startswith("/")]
    if not paths:
        return labels(reading, node, key)
    named = [name for item in items if item not in paths for name in labels(reading, item, key) or ()]
    addresses = (_address(reading, item, key) for item in paths)
    return tuple(dict.fromkeys((*named, *(address for address in addresses if address))))


def own_url(reading: Reading, node: Node, key: str) -> str | None:
    """The address of the thing itself; Hugo's is that of its page, a path on the site."""
    return (
        _address(reading, node, key) if isinstance(node, Text) and is_page_path(node.text) else url(reading, node, key)
    )


def is_page_path(text: str) -> bool:
    """Whether an address is a path from the root of the site to a page, by its ending."""
    if not text.startswith("/") or text.startswith("//"):
        return False
    return "." not in text.rpartition("/")[2] or text.endswith((".html", ".htm"))


def redirects(reading: Reading, node: Node, key: str) -> tuple[str, ...]:
    """One former address or a list of them."""
    found = [_address(reading, item, key) for item in listed(node)]
    return tuple(dict.fromkeys(address for address in found if address))
