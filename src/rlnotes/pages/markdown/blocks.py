"""What becomes of the blocks of HTML in Markdown, each when it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from rlnotes.model.url import is_external, is_safe_url
from rlnotes.pages.markdown.boxes import Box, add_block, attribute, end_line, flat
from rlnotes.pages.markdown.text import heading, indented, table

Block: TypeAlias = Callable[[Box, Box], None]
"""Puts what a box holds into the box around it."""


def as_is(box: Box, parent: Box) -> None:
    """What an element holds in its place."""
    end_line(box)
    for block in box.blocks:
        add_block(parent, block)


PREFIXING: Final = frozenset({"aside", "blockquote", "dd", "details", "li"})
"""Elements that put something before each line of theirs."""
_MOST_LEVELS: Final = 20
"""How many of them count in each other: deeper ones stand for what they hold, or lines would grow without end."""


def _heading(box: Box, parent: Box) -> None:
    if line := flat(box):
        add_block(parent, heading(int(box.name[1]), line))


def _quote(box: Box, parent: Box) -> None:
    if box.level > _MOST_LEVELS:
        as_is(box, parent)
        return
    end_line(box)
    if box.blocks:
        add_block(parent, indented("\n\n".join(box.blocks), "> ", "> "))


def _callout(box: Box, parent: Box) -> None:
    """A callout is a quote; any other element of its kind stands for what it holds."""
    (_quote if "callout" in attribute(box.attributes, "class").split() else as_is)(box, parent)


def _title(box: Box, parent: Box) -> None:
    if line := flat(box):
        add_block(parent, line if line.startswith("**") else f"**{line}**")


def _paragraph(box: Box, parent: Box) -> None:
    (_title if "callout-title" in box.attributes else as_is)(box, parent)


def _list(box: Box, parent: Box) -> None:
    """A list; one right behind another needs something between them to stay its own."""
    end_line(box)
    if not box.blocks:
        return
    if parent.last_list == box.name and not "".join(parent.text).strip() and not parent.line:
        add_block(parent, "<!-- -->")
    add_block(parent, ("\n\n" if box.is_loose else "\n").join(box.blocks), is_tight=True)
    parent.last_list = box.name


def _item(box: Box, parent: Box) -> None:
    """An item of a list, or of the list of footnotes."""
    if box.level > _MOST_LEVELS:
        as_is(box, parent)
        return
    end_line(box)
    content = ("\n\n" if box.is_loose else "\n").join(box.blocks)
    if label := footnote_label(attribute(box.attributes, "id")):
        parent.is_loose = True
        parent.blocks.append(indented(_no_destination(content), f"[^{label}]: ", "    "))
        return
    mark = f"{_start(parent) + len(parent.blocks)}. " if parent.name == "ol" else "- "
    parent.is_loose |= box.is_loose
    parent.blocks.append(indented(content, mark, " " * len(mark)).rstrip())


def _no_destination(content: str) -> str:
    """The text of a footnote; who knows no footnotes would take its first word for the address of a link."""
    first = content.partition(" ")[0].partition("\n")[0]
    return f"\\{content}" if is_external(first) and not is_safe_url(first) else content


_NUMBER = re.compile("[0-9]{1,8}")


def _start(box: Box) -> int:
    number = attribute(box.attributes, "start")
    return int(number) if _NUMBER.fullmatch(number) else 1


_FOOTNOTE = re.compile(r"(?:e[0-9]+:)*fn:[0-9]+")


def footnote_label(ident: str) -> str:
    """The label of the footnote with an id of ours, "" for any other id."""
    return ident.replace("fn:", "").replace(":", "-") if _FOOTNOTE.fullmatch(ident) else ""


def _definition(box: Box, parent: Box) -> None:
    end_line(box)
    if box.blocks:
        add_block(parent, indented("\n\n".join(box.blocks), "- ", "  "))


def _cell(box: Box, parent: Box) -> None:
    parent.alignments.append(attribute(box.attributes, "class").partition("align-")[2].partition(" ")[0])
    parent.cells.append(flat(box, "<br>").replace("|", "\\|"))


def _row(box: Box, parent: Box) -> None:
    parent.rows.append(box.cells)
    parent.alignments = parent.alignments or box.alignments


def _rows(box: Box, parent: Box) -> None:
    parent.rows += box.rows
    parent.alignments = parent.alignments or box.alignments


def _table(box: Box, parent: Box) -> None:
    as_is(box, parent)  # a caption
    add_block(parent, table(box.rows, box.alignments))


BLOCKS: Final[dict[str, Block]] = {
    **dict.fromkeys(("div", "section", "article", "figure", "header", "footer", "nav", "main", "center"), as_is),
    **dict.fromkeys(("address", "caption", "dl", "dt", "fieldset", "figcaption", "form", "hgroup"), as_is),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ul", "ol", "menu"), _list),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _rows),
    "aside": _callout,
    "blockquote": _quote,
    "dd": _definition,
    "details": _callout,
    "li": _item,
    "p": _paragraph,
    "summary": _title,
    "table": _table,
    "td": _cell,
    "th": _cell,
    "tr": _row,
}
