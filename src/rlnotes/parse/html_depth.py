"""How deep the elements of raw HTML may stand in each other: a sanitizer takes time by the square of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from rlnotes.parse.raw_html import may_be_used

MOST_LEVELS: Final = 200
MOST_STYLES: Final = 30
"""How many elements like `b` may be open: each one is opened again in every paragraph until it is closed."""

_FEW: Final = 1000  # so few tags are read at once, however deep
_STYLES: Final = frozenset(["a", "b", "i", "s", "small", "strike", "strong", "tt", "u", "em", "code"])
_EMPTY: Final = frozenset(["br", "col", "hr", "img", "input", "wbr"])
_CELLS: Final = ("p", "td", "th")
_ENDED: Final = {  # what ends by itself where an element begins
    **dict.fromkeys(
        [
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "blockquote",
            "details",
            "section",
            "aside",
            "figure",
            "header",
            "footer",
            "pre",
            "center",
        ],
        ("p",),
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "figcaption"), ("p",)),
    **dict.fromkeys(("dd", "dt"), ("p", "dd", "dt")),
    **dict.fromkeys(("rp", "rt"), ("rp", "rt")),
    **dict.fromkeys(("td", "th"), _CELLS),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (*_CELLS, "tr", "thead", "tbody", "tfoot")),
    "li": ("p", "li"),
    "tr": (*_CELLS, "tr"),
    "table": (),
}
_IMPLIED: Final = frozenset(
    ["p", "li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "tfoot", "rp", "rt", "colgroup"]
)
_KEEPING: Final = frozenset({"table", "td", "th", "caption"})

# A tag as browsers find its end, a comment, and an element that holds text only. Whatever nothing closes ends with all.
_REST: Final = (
    r"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+)*+(?:>|\Z)"""
)
_TOKEN: Final = re.compile(
    rf"""<!--(?:-?>|[\s\S]*?(?:--!?>|\Z)) | <[!?][^>]*+(?:>|\Z) | </[^A-Za-z][^>]*+(?:>|\Z)
      | <(?P<text>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]){_REST}
        [\s\S]*?(?:</(?P=text)(?=[\s/>]){_REST}|\Z)
      | <(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*+){_REST}""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(slots=True)
class _Open:
    """What is open where a reader of HTML stands: never fewer elements than a browser would say."""

    elements: list[str] = field(default_factory=list)
    styles: list[tuple[str, int]] = field(default_factory=list)  # with how many elements were open before it
    is_cut: bool = False


def without_depths(html: str) -> tuple[str, bool]:
    """`html` without tags that open an element too deep in others, and whether there are any.

    Where tags are many, those go too that the sanitizer would take out.
    """
    if html.count("<") < _FEW:
        return html, False
    opened = _Open()
    return _TOKEN.sub(lambda match: _kept(opened, match), html), opened.is_cut


def _kept(opened: _Open, match: re.Match[str]) -> str:
    name = (match["name"] or "").lower()
    if not may_be_used(name):
        return ""
    if name in _EMPTY:
        return match[0]
    if match["end"]:
        _close(opened, name)
        return match[0]
    if _opens(opened, name):
        return match[0]
    opened.is_cut = True
    return ""


def _opens(opened: _Open, name: str) -> bool:
    """Whether one more element may be open, which then is."""
    if name in _STYLES:
        if len(opened.styles) >= MOST_STYLES:
            return False
        opened.styles.append((name, len(opened.elements)))
        return True
    stack, ended = opened.elements, _ENDED.get(name, ())
    while stack and stack[-1] in ended:
        stack.pop()
    if len(stack) >= MOST_LEVELS:
        return False
    stack.append(name)
    return True


def _close(opened: _Open, name: str) -> None:
    elements, styles = opened.elements, opened.styles
    if name in _STYLES:
        place = next((place for place in reversed(range(len(styles))) if styles[place][0] == name), None)
        if place is not None and not _KEEPING.intersection(elements[styles[place][1] :]):
            del styles[place]
        return
    while name in _ENDED and elements and elements[-1] != name and elements[-1] in _IMPLIED:
        elements.pop()
    if elements and elements[-1] == name:
        elements.pop()
