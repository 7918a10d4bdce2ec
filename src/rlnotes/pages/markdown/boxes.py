"""A box: an open element of HTML while it becomes Markdown, and how texts and blocks are put into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

from rlnotes.pages.markdown.text import escaped_text, one_line, paragraph


@dataclass(slots=True)
class Box:
    """An open element: the blocks in it, the line that is being written, the text at its end that is not escaped yet.

    `level` is how many of the elements around it, and itself, stand for something before each line.
    `is_loose` tells that its blocks take empty lines between them, `last_list` the name of the list that it ends with;
    `rows` are those of a table, `cells` those of a row, `alignments` those of its columns.
    """

    name: str
    attributes: str = ""
    level: int = 0
    blocks: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    is_loose: bool = False
    last_list: str = ""
    rows: list[list[str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    alignments: list[str] = field(default_factory=list)


@lru_cache(maxsize=32)
def _attribute_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"""(?<![\w:-]){name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def attribute(attributes: str, name: str) -> str:
    """The value of an attribute in the inside of a tag, "" without one."""
    match = _attribute_pattern(name).search(attributes) if attributes else None
    return unescape(match[1] or match[2] or match[3] or "") if match else ""


def add_inline(box: Box, text: str) -> None:
    """Put finished running text at the end of a box's line; `!` before a link would make it a picture."""
    if text:
        end_text(box)
        if text.startswith("[") and box.line and box.line[-1].endswith("!"):
            box.line[-1] = f"{box.line[-1][:-1]}\\!"
        box.line.append(text)


def end_text(box: Box) -> None:
    """Put the text at the end of a box into its line."""
    if box.text:
        box.line.append(escaped_text("".join(box.text)))
        box.text.clear()


def taken_line(box: Box) -> str:
    """The running text at the end of a box, which is taken out of it."""
    end_text(box)
    line = "".join(box.line)
    box.line.clear()
    return line


def end_line(box: Box) -> None:
    """Make a paragraph of the running text at the end of a box; between blocks there is mostly none but spaces."""
    if box.text and not box.line and "".join(box.text).isspace():
        box.text.clear()
    elif box.text or box.line:
        is_first = not box.blocks
        if block := paragraph(taken_line(box)):
            add_block(box, block, is_tight=is_first)


def add_block(box: Box, block: str, *, is_tight: bool = False) -> None:
    """Put a finished block into a box; one that `is_tight` takes no empty line before it in a list."""
    end_line(box)
    if block:
        box.is_loose |= not is_tight
        box.last_list = ""
        box.blocks.append(block)


def flat(box: Box, line_break: str = " ") -> str:
    """All that a box holds, as one line."""
    line = taken_line(box)
    return one_line(" ".join((*box.blocks, line)), line_break)
