"""HTML that notes became, as plain Markdown: one pass over its tags, with a box for each element that is open.

It starts from HTML because there every dialect is one, links and citations are resolved, and what was hostile is gone.
Formulas come back as the TeX that their MathML is annotated with; what Markdown has no words for is told as its text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from rlnotes.pages.markdown.blocks import BLOCKS, PREFIXING, as_is
from rlnotes.pages.markdown.boxes import Box, add_block, add_inline, attribute, end_line, end_text
from rlnotes.pages.markdown.inlines import INLINES, VOID, plainly
from rlnotes.pages.markdown.text import code_span, fenced, formula

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>|<[!?][^<>]*>")
_MOST_OPEN: Final = 200
"""How many elements may stand in each other; of deeper ones the text alone is told."""

_TOLD: Final = frozenset({"pre", "code"})
_VERBATIM: Final = _TOLD | {"math", "script", "style", "svg", "template", "iframe", "object", "noscript", "title"}
"""Elements whose markup is not read: code, formulas, and what is no text at all."""


@dataclass(slots=True)
class Writer:
    """The open boxes, outermost first, and how many there are of each name.

    In an element whose markup is not read, `verbatim` is its name, `attributes` are its own, `held` is the text in it.
    """

    boxes: list[Box]
    names: Counter[str] = field(default_factory=Counter)
    verbatim: str = ""
    attributes: str = ""
    held: list[str] = field(default_factory=list)
    is_told: bool = True


def markdown_of(html: str) -> str:
    """Generated HTML as Markdown, without a line end after it."""
    writer, place, html = Writer([Box("")]), 0, _without_comments(html)
    for match in _TAG.finditer(html):
        _tell(writer, html[place : match.start()])
        place = match.end()
        if match[2]:
            _meet(writer, match[1], match[2].lower(), match[3])
    _tell(writer, html[place:])
    if writer.verbatim:
        _end_verbatim(writer)
    while len(writer.boxes) > 1:
        _close(writer)
    end_line(writer.boxes[0])
    return "\n\n".join(writer.boxes[0].blocks)


def _without_comments(html: str) -> str:
    first, *others = html.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _tell(writer: Writer, text: str) -> None:
    if not text:
        return
    if not writer.verbatim:
        writer.boxes[-1].text.append(unescape(text))
    elif writer.is_told:
        writer.held.append(unescape(text))


def _meet(writer: Writer, slash: str, name: str, attributes: str) -> None:
    if writer.verbatim:
        _meet_verbatim(writer, slash, name, attributes)
    elif slash:
        _end(writer, name)
    elif name in _VERBATIM:
        writer.verbatim, writer.attributes, writer.is_told = name, attributes, name in _TOLD
    elif name in VOID:
        VOID[name](writer.boxes[-1], attributes)
    elif len(writer.boxes) < _MOST_OPEN:
        if name in BLOCKS:
            end_line(writer.boxes[-1])
        writer.boxes.append(Box(name, attributes, writer.boxes[-1].level + (name in PREFIXING)))
        writer.names[name] += 1


def _meet_verbatim(writer: Writer, slash: str, name: str, attributes: str) -> None:
    """Look for the end of an element whose markup is not read; in formulas for the TeX, in code for its language."""
    if slash and name == writer.verbatim:
        _end_verbatim(writer)
    elif writer.verbatim == "math" and name == "annotation":
        writer.is_told = not slash
    elif writer.verbatim == "pre" and name == "code" and not slash:
        writer.attributes = attributes + writer.attributes


def _end_verbatim(writer: Writer) -> None:
    name, held, box, attributes = writer.verbatim, "".join(writer.held), writer.boxes[-1], writer.attributes
    writer.verbatim, writer.attributes, writer.is_told = "", "", True
    writer.held.clear()
    classes = attribute(attributes, "class").split()
    if name == "math" or "math-error" in classes:
        _add_formula(box, held)
    elif name == "pre":
        language = next((each[9:] for each in classes if each.startswith("language-")), "")
        add_block(box, fenced(held, "mermaid" if "mermaid" in classes else language), is_tight=True)
    elif name == "code":
        add_inline(box, code_span(held))


def _add_formula(box: Box, tex: str) -> None:
    is_display = "math-display" in box.attributes
    if box.name == "div" and is_display:
        add_block(box, formula(tex, "$$\n", "\n$$"))
    else:
        add_inline(box, formula(tex, *(("$$", "$$") if is_display else ("$", "$"))))


def _end(writer: Writer, name: str) -> None:
    """Close the nearest element of this name, and what stands open in it; an end without a start is nothing."""
    if not writer.names[name]:
        return
    while writer.boxes[-1].name != name:
        _close(writer)
    _close(writer)


def _close(writer: Writer) -> None:
    box = writer.boxes.pop()
    writer.names[box.name] -= 1
    parent = writer.boxes[-1]
    if box.name in BLOCKS:
        BLOCKS[box.name](box, parent)
    elif box.blocks:  # in an element of running text
        as_is(box, parent)
    else:
        end_text(box)
        add_inline(parent, INLINES.get(box.name, plainly)(box, "".join(box.line)))
