"""A Sphinx inventory (`objects.inv`, version 2): the names of another site's objects, and where each is."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

_MOST_BYTES: Final = 50_000_000
"""How large an inventory may be when it is unpacked: the largest known ones have a tenth of this."""
_HEAD: Final = b"# Sphinx inventory version 2"
_HEAD_LINES: Final = 4
_LINE: Final = re.compile(r"(.+?)\s+(\S+:\S+)\s+-?\d+\s+?(\S*)\s+(.*)")


class InventoryObject(Struct, frozen=True, gc=False, array_like=True):
    """An object of another site: its name, domain and type ("py:class"), address from the site's root, and title."""

    name: str
    kind: str
    location: str
    title: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The lines of an inventory, or what is wrong with it."""

    text: str = ""
    problem: str = ""


def unpacked_inventory(content: bytes) -> Unpacked:
    """The lines of the inventory that the bytes hold."""
    lines = content.split(b"\n", _HEAD_LINES)
    if lines[0].rstrip() != _HEAD:
        return Unpacked(problem="it is no Sphinx inventory of version 2")
    if len(lines) <= _HEAD_LINES or b"zlib" not in lines[_HEAD_LINES - 1]:
        return Unpacked(problem="its head is not whole")
    try:
        opened = zlib.decompressobj()
        text = opened.decompress(lines[_HEAD_LINES], _MOST_BYTES)
    except zlib.error:
        return Unpacked(problem="it can't be unpacked")
    if not opened.eof:
        too_large = len(text) >= _MOST_BYTES
        return Unpacked(problem="it is too large" if too_large else "its end is missing")
    return Unpacked(text.decode("utf-8", errors="replace"))


def parse_inventory(content: bytes) -> tuple[InventoryObject, ...]:
    """The objects of an inventory, in its order; a line that is none is left out, as its other readers do."""
    found = (_LINE.match(line) for line in unpacked_inventory(content).text.split("\n"))
    return tuple(_object(*match.groups()) for match in found if match)


def _object(name: str, kind: str, location: str, title: str) -> InventoryObject:
    """An object; "$" at the end of an address stands for the name, "-" for a title that is the name."""
    where = f"{location[:-1]}{name}" if location.endswith("$") else location
    return InventoryObject(name, kind, where, name if title.strip() in {"", "-"} else title.strip())
