"""A link and a citation as the author wrote them, before anything is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from rlnotes.model.place import Span


class LinkForm(StrEnum):
    """The syntax a link was written in; all forms mean the same."""

    WIKI = "wiki"  # [[other]]
    MARKDOWN = "markdown"  # [text](other.md), reference links, <a href> in sanitized HTML
    IMAGE = "image"  # ![alt](picture.png)
    EMBED = "embed"  # ![[other]], ![[picture.png|300]]
    FRONT_MATTER = "front-matter"  # an entry of sections, members, sources, related, next


class Relation(StrEnum):
    """How a note stands to the one it links, where the author says so: the type of a typed link."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    REFINES = "refines"
    DEPENDS = "depends"


REVERSED: Final[Mapping[Relation, str]] = {
    Relation.SUPPORTS: "supported-by",
    Relation.CONTRADICTS: "contradicted-by",
    Relation.REFINES: "refined-by",
    Relation.DEPENDS: "needed-by",
}
"""The way in which a note stands to one that has a typed link to it."""


class Excerpt(Struct, frozen=True, gc=False, array_like=True):
    """The sentence around a link or citation, as plain text, with the marked words apart."""

    before: str = ""
    marked: str = ""
    after: str = ""


class Mention(Struct, frozen=True, gc=False, array_like=True):
    """The sentence of a link or citation in a body.

    `index` is its place in `Note.links` or `Note.citations`; `is_shown` tells whether the body has its hole: a heading
    left out of it takes its links along.
    """

    is_citation: bool
    index: int
    excerpt: Excerpt
    is_shown: bool = True


class Link(Struct, frozen=True, gc=False, array_like=True):
    """One internal link as written.

    `index` is its place in `Note.links` and the number of its hole in the body; `target` is the
    path or name part, percent-decoded, "" for the note itself; `fragment` is what follows `#`
    (percent-decoded, without the `#`; a block reference keeps its `^`), None without one. `text` is the
    visible text of a wikilink alias or a Markdown link ("" for a bare wikilink); for an image or embed it is the
    alternative text or size. `heading` is the id of the heading it stands under, "" above the first. `relation` is the
    type of a typed link.
    """

    index: int
    form: LinkForm
    target: str
    fragment: str | None
    text: str
    span: Span
    heading: str = ""
    title: str = ""  # [text](target "title")
    relation: Relation | None = None  # [[other]]{supports}


class ExternalLink(Struct, frozen=True, gc=False, array_like=True):
    """A link to another host, as written."""

    url: str
    span: Span


class CitedItem(Struct, frozen=True, gc=False, array_like=True):
    """One source inside a citation: `[see @key, p. 3]`."""

    key: str
    span: Span
    prefix: str = ""
    locator: str = ""  # "3", "12-14"
    locator_label: str = ""  # a CSL locator term: "page", "chapter", "section", ...
    suffix: str = ""
    author_suppressed: bool = False


class Citation(Struct, frozen=True, gc=False, array_like=True):
    """One citation: a bracket with one or more sources, or `@key` in running text (`is_narrative`).

    `index` is its place in `Note.citations` and the number of its hole in the body; `written` is
    its source text, shown again when nothing it names is known.
    """

    index: int
    items: tuple[CitedItem, ...]
    written: str
    span: Span
    is_narrative: bool = False
    heading: str = ""
