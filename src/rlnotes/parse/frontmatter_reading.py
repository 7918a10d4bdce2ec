"""The reading of one front matter: links and findings gathered in source order, and the references in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.link import Link, LinkForm
from rlnotes.model.place import Span
from rlnotes.parse.yaml_tree import Items, Node, Text

BAD: Final = "bad-front-matter"

_WIKILINK = re.compile(r"\[\[(?!\s)([^\[\]\n]{1,1000})\]\]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the front matter of `path` has gathered so far."""

    path: str
    links: list[Link] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def report(self, span: Span, message: str, help_: str = "", rule: str = BAD, key: str = "") -> None:
        """Take note of a finding; `key` is the key whose value is wrong, "" where YAML itself is."""
        self.found.append(Diagnostic(self.path, span, rule, message, help_, key))

    def link(self, written: str, span: Span) -> Link:
        """The link that `written`, a path, a name or a wikilink, stands for; it gets the next index."""
        wiki = _WIKILINK.fullmatch(written)
        inner, _, label = wiki[1].partition("|") if wiki else (written, "", "")
        target, hash_, fragment = (inner if wiki else unquote(inner)).partition("#")
        anchor = fragment.strip() if hash_ else None
        made = Link(len(self.links), LinkForm.FRONT_MATTER, target.strip(), anchor, label.strip(), span)
        self.links.append(made)
        return made


def is_wikilink(text: str) -> bool:
    """Whether the whole of `text` is one wikilink."""
    return _WIKILINK.fullmatch(text.strip()) is not None


def without_wikilinks(text: str) -> str:
    """`text` with each wikilink replaced by what a reader would see of it."""
    return _WIKILINK.sub(lambda found: found[1].rpartition("|")[2], text)


def gather_wikilinks(reading: Reading, node: Node) -> None:
    """Take note of every wikilink inside the texts of `node`."""
    for text in _texts_in(node):
        position = 0
        for found in _WIKILINK.finditer(text.text):
            index = text.raw.find(found[0], position)
            reading.link(found[0], text.span if index < 0 else _span_inside(text, index, len(found[0])))
            position = max(index, position) + 1


def _texts_in(node: Node) -> Iterator[Text]:
    """The values below `node`, in source order; its depth is bounded by the reader of YAML."""
    match node:
        case Text():
            yield node
        case Items(items):
            for item in items:
                yield from _texts_in(item)
        case _:
            for _, value in node.pairs:
                yield from _texts_in(value)


def _span_inside(text: Text, index: int, length: int) -> Span:
    before = text.raw[:index]
    row = before.count("\n")
    line = text.span.line + row
    column = index - before.rfind("\n") if row else text.span.column + index
    return Span(line, column, line, column + length)
