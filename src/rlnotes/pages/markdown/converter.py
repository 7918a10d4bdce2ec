"""HTML that notes became, as plain Markdown: one pass over its tags, with a box for each element that is open.

It starts from HTML because there every dialect is one, links and citations are resolved, and what was hostile is gone.
Formulas come back as the TeX that their MathML is annotated with; what Markdown has no words for is told as its text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Final

from rlnotes.pages.markdown.blocks import BLOCKS, PREFIXING, as_is
from rlnotes.pages.markdown.boxes import Box, add_block, add_inline, attribute, end_line, end_text
from rlnotes.pages.markdown.inlines import INLINES, VOID, plainly
from rlnotes.pages.markdown.text import code_span, fenced, formula

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>|<[!?][^<>]*>")
_MOST_OPEN: Final = 200
"""How many elements may stand in each other; of deeper ones the text alone is told."""

_VERBATIM: Final = frozenset(
    {"pre", "code", "math", "script", "style", "svg", "template", "iframe", "object", "noscript", "title"}
)
"""Elements whose markup is not read: code, formulas, and what is no text at all."""
_ANNOTATION = re.compile(r"<annotation\b[^<>]*>(.*?)</annotation>", re.DOTALL)
_CODE = re.compile(r"\s*<code\b([^<>]*)>")


@dataclass(slots=True)
class Writer:
    """The open boxes, outermost first, and how many there are of each name."""

    boxes: list[Box]
    names: Counter[str] = field(default_factory=Counter)


def markdown_of(html: str) -> str:
    """Generated HTML as Markdown, without a line end after it."""
    writer, place, html = Writer([Box("")]), 0, _without_comments(html)
    find = _TAG.search
    while match := find(html, place):
        if match.start() > place:
            writer.boxes[-1].text.append(unescape(html[place : match.start()]))
        place, name = match.end(), (match[2] or "").lower()
        if name in _VERBATIM and not match[1]:
            place = _take_verbatim(writer, name, match[3], html, place)
        elif name:
            _meet(writer, match[1], name, match[3])
    writer.boxes[-1].text.append(unescape(html[place:]))
    while len(writer.boxes) > 1:
        _close(writer)
    end_line(writer.boxes[0])
    return "\n\n".join(writer.boxes[0].blocks)


def _without_comments(html: str) -> str:
    first, *others = html.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)


def _meet(writer: Writer, slash: str, name: str, attributes: str) -> None:
    if slash:
        _end(writer, name)
    elif name in VOID:
        VOID[name](writer.boxes[-1], attributes)
    elif len(writer.boxes) < _MOST_OPEN:
        if name in BLOCKS:
            end_line(writer.boxes[-1])
        writer.boxes.append(Box(name, attributes, writer.boxes[-1].level + (name in PREFIXING)))
        writer.names[name] += 1


def _take_verbatim(writer: Writer, name: str, attributes: str, html: str, place: int) -> int:
    """Take in an element whose markup is not read, and whose inside begins at `place`; the place behind it."""
    end = _end_of(name).search(html, place)
    inner, box = html[place : end.start() if end else len(html)], writer.boxes[-1]
    classes = attribute(attributes, "class").split()
    if name == "math":
        told = _ANNOTATION.search(inner)
        _add_formula(box, _text(told[1]) if told else "")
    elif "math-error" in classes:
        _add_formula(box, _text(inner))
    elif name == "pre":
        code = _CODE.match(inner)
        classes = attribute(code[1], "class").split() + classes if code else classes
        language = next((each[9:] for each in classes if each.startswith("language-")), "")
        add_block(box, fenced(_text(inner), "mermaid" if "mermaid" in classes else language), is_tight=True)
    elif name == "code":
        add_inline(box, code_span(_text(inner)))
    return end.end() if end else len(html)


@lru_cache(maxsize=32)
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE)


def _text(html: str) -> str:
    """The text of HTML whose markup says nothing."""
    return unescape(_TAG.sub("", html))


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
