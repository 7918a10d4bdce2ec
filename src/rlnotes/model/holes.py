"""Holes in rendered HTML: where a body waits for what only the whole collection knows.

A hole is two Unicode noncharacters around a letter and a number. Noncharacters can't come from a note:
reading replaces them (`without_noncharacters`).

| kind | number | stands for |
|---|---|---|
| `L` `l` | index in `Note.links` | the start tag and the end tag of a link |
| `I` | index in `Note.links` | the whole `<img>` (or embed of a picture, sound, film) |
| `E` | index in `Note.links` | the whole embed of a note, at block level |
| `G` `g` | index in `Note.inline_tags` | the start tag and the end tag of a tag's link |
| `C` | index in `Note.citations` | the whole citation |
| `H` | index in `Note.headings` | nothing: a section starts here, just before its heading |
| `M` `m` | index in `Note.sections` | nothing: start and end of a hub's member list |
| `B` `b` | index in `Note.blocks` | nothing: start and end of a block with a block reference |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"

_HOLE = re.compile(f"{OPEN}([A-Za-z])([0-9]+){CLOSE}")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")


def hole(kind: str, number: int) -> str:
    """The hole of `kind` with `number`."""
    return f"{OPEN}{kind}{number}{CLOSE}"


def filled(body: str, filling: Callable[[str, int], str]) -> str:
    """`body` with each hole replaced by `filling(kind, number)`."""
    return _HOLE.sub(lambda match: filling(match[1], int(match[2])), body)


def holes_in(body: str) -> Iterator[tuple[str, int]]:
    """The kind and number of each hole of `body`, in order."""
    return ((match[1], int(match[2])) for match in _HOLE.finditer(body))


def without_holes(body: str) -> str:
    """`body` with every hole removed."""
    return _HOLE.sub("", body)


def without_noncharacters(text: str) -> str:
    """`text` with the characters that Unicode keeps for internal use replaced by U+FFFD."""
    return _NONCHARACTERS.sub("\ufffd", text)
