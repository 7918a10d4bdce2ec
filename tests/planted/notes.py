"""Notes in pieces, of which each knows how it is written and where it stands."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeAlias
from urllib.parse import quote

from rlnotes.model.collection import Collection
from rlnotes.model.place import Source

BIBLIOGRAPHY: Final = "works.bib"


class Form(Enum):
    """How a link is written."""

    WIKI = "[[name#fragment|label]]"
    MARKDOWN = "[label](name#fragment)"
    REFERENCE = "[label][n]"
    HTML = '<a href="name#fragment">label</a>'
    EMBED = "![[name#fragment]]"  # a block of its own
    IMAGE = "![label](name)"
    FRONT = '"[[name#fragment]]"'


@dataclass(slots=True, eq=False)
class Link:
    """A link as it is written. `also` is a rule that it breaks on top of what it means."""

    form: Form
    name: str
    fragment: str = ""
    label: str = ""
    also: str = ""
    is_in_table: bool = False

    @property
    def target(self) -> str:
        """What the brackets hold: the name, and the fragment after its sign."""
        return f"{self.name}#{self.fragment}" if self.fragment else self.name


@dataclass(slots=True, eq=False)
class Cite:
    """A citation key with its sign, in a bracket or a sentence, or in quotes in front matter."""

    key: str
    is_quoted: bool = False


@dataclass(slots=True, eq=False)
class Use:
    """A reference to a footnote."""

    name: str


@dataclass(slots=True, eq=False)
class Footnote:
    """The start of a footnote's text."""

    name: str


@dataclass(slots=True, eq=False)
class Head:
    """The text of a heading, which is an anchor."""

    text: str


@dataclass(slots=True, eq=False)
class BlockName:
    """The name of a block, which is an anchor."""

    name: str


@dataclass(slots=True, eq=False)
class Mark:
    """Text that breaks a rule wherever it stands, at its first character."""

    text: str
    rule: str


Piece: TypeAlias = str | Link | Cite | Use | Footnote | Head | BlockName | Mark
Line: TypeAlias = list[Piece]


@dataclass(slots=True, eq=False)
class Leaf:
    """A note: its path, the lines of its front matter after the title, and its blocks.

    `title_rule` and `top` are rules that its title breaks, and that it breaks as a whole. Fresh notes were planted for
    one fault: no other fault touches them.
    """

    path: str
    title: str
    front: list[Line] = field(default_factory=list)
    blocks: list[Line] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    title_rule: str = ""
    top: str = ""
    is_draft: bool = False
    is_unlisted: bool = False
    is_fresh: bool = False
    line_end: str = "\n"

    @property
    def stem(self) -> str:
        """The name of its file."""
        return posixpath.splitext(posixpath.basename(self.path))[0]

    @property
    def folder(self) -> str:
        """The folder of its file, "" at the top."""
        return posixpath.dirname(self.path)

    @property
    def pieces(self) -> list[Piece]:
        """Every piece of it in order."""
        return [piece for line in (*self.front, *self.blocks) for piece in line]


@dataclass(slots=True, eq=False)
class Garden:
    """A collection that can still change: notes, home first; keys in the order of the bibliography; attachments."""

    leaves: list[Leaf]
    keys: list[str]
    files: list[str]
    is_cut_off: bool = False
    """Whether the last record of the bibliography is not closed."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with its place in the text."""

    piece: Piece
    line: int
    column: int


def slug(text: str) -> str:
    """The id of a heading of ours: they have letters of any script, spaces and dashes, nothing else."""
    return text.lower().replace(" ", "-")


def laid_out(leaf: Leaf) -> tuple[str, list[Placed]]:
    """The text of a note, and where each of its pieces stands."""
    text = ""
    placed: list[Placed] = []
    definitions: list[str] = []
    line, column = 1, 1
    for piece in _spread(leaf):
        placed.append(Placed(piece, line, column))
        words = _written(piece, definitions)
        text += words
        line += words.count("\n")
        column = len(words) - words.rfind("\n") if "\n" in words else column + len(words)
    text += "".join(f"\n[to {number}]: {address}" for number, address in enumerate(definitions))
    return f"{text}\n".replace("\n", leaf.line_end), placed


def _spread(leaf: Leaf) -> Iterator[Piece]:
    """Every piece of the file in order."""
    head: list[Line] = [["---"]]
    head += [["title: ", Mark(f'"{leaf.title}"', leaf.title_rule)]] if leaf.title else []
    head += [[f"aliases: {leaf.aliases}"]] if leaf.aliases else []
    head += [["draft: true"]] if leaf.is_draft else []
    head += [["unlisted: true"]] if leaf.is_unlisted else []
    for line in (*head, *leaf.front):
        yield from (*line, "\n")
    yield "---\n\n"
    for block in leaf.blocks:
        yield from (*block, "\n\n")


def _written(piece: Piece, definitions: list[str]) -> str:
    match piece:
        case str(text) | Mark(text=text) | Head(text=text):
            return text
        case Cite(key=key, is_quoted=is_quoted):
            return f'"@{key}"' if is_quoted else f"@{key}"
        case Use(name=name):
            return f"[^{name}]"
        case Footnote(name=name):
            return f"[^{name}]: "
        case BlockName(name=name):
            return f"^{name}"
        case Link():
            return _written_link(piece, definitions)


def _written_link(link: Link, definitions: list[str]) -> str:
    label = link.label
    bar = ("\\|" if link.is_in_table else "|") + label if label else ""
    match link.form:
        case Form.WIKI:
            return f"[[{link.target}{bar}]]"
        case Form.MARKDOWN:
            return f"[{label}]({_destination(link)})"
        case Form.REFERENCE:
            definitions.append(_destination(link))
            return f"[{label}][to {len(definitions) - 1}]"
        case Form.HTML:
            return f'<a href="{quote(link.target, safe="/#^")}">{label}</a>'
        case Form.EMBED:
            return f"![[{link.target}]]"
        case Form.IMAGE:
            return f"![{label}]({_destination(link)})"
        case Form.FRONT:
            return f'"[[{link.target}]]"'


def _destination(link: Link) -> str:
    """The address between the round brackets: in angle brackets or percent-encoded where it has a space."""
    if " " not in link.target:
        return link.target
    return f"<{link.target}>" if len(link.target) % 2 else quote(link.target, safe="/#^")


def collection_of(garden: Garden) -> Collection:
    """The collection as a check gets it."""
    notes = tuple(Source(leaf.path, laid_out(leaf)[0]) for leaf in garden.leaves)
    return Collection(notes, (Source(BIBLIOGRAPHY, bibliography(garden)),), frozenset(garden.files), {}, {})


def bibliography(garden: Garden) -> str:
    """The bibliography, a record a line."""
    records = "".join(f"@article{{{key}, title = {{Of {key}}}, year = 2024}}\n" for key in garden.keys)
    return records + "@book{cut2020, title = {Cut" * garden.is_cut_off
