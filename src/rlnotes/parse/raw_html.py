"""Raw HTML in notes: its tags found, and the rendered whole sanitized by an allow-list."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import NamedTuple

import nh3

from rlnotes.model.url import SAFE_SCHEMES

# Possessive and bounded, so that unclosed tags and comments stay linear.
_TAG = re.compile(
    r"""<!--(?:>|->|[\s\S]*?-->|[\s\S]*)
      | <(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,100}+)>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?""")
_COMMENTS = re.compile(r"\s*(?:<!--(?:>|->|(?:(?!-->)[\s\S])*+-->)\s*)+")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")

_TAGS = frozenset(
    {
        "a",
        "abbr",
        "aside",
        "audio",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    }
)
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir", "align", "aria-label"},
    "a": {"href", "name", "hreflang", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "input": {"checked", "disabled"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "div": {"tabindex"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open", "data-callout"},
    "aside": {"data-callout"},
    "time": {"datetime"},
    "del": {"datetime"},
    "ins": {"datetime"},
    "audio": {"src", "controls", "loop"},
    "video": {"src", "controls", "loop", "width", "height"},
}


class Tag(NamedTuple):
    """One tag as written; `start` and `end` are offsets in the HTML."""

    name: str
    is_end: bool
    attributes: Mapping[str, str]
    start: int
    end: int


def with_tags_replaced(html: str, replacement: Callable[[Tag], str | None]) -> str:
    """`html` with each tag outside comments replaced, where `replacement` gives something.

    A comment that nothing closes is left out: it would take along what comes after `html`.
    """

    def replaced(match: re.Match[str]) -> str:
        if not match["name"]:
            return match[0] if match[0].endswith("-->") else ""
        found = replacement(_tag(match))
        return match[0] if found is None else found

    return _TAG.sub(replaced, html)


def text_in(html: str) -> str:
    """What a reader reads of `html`, with a blank for each tag and comment."""
    return unescape(_TAG.sub(" ", html))


def is_only_comments(html: str) -> bool:
    """Whether `html` shows nothing: it is comments and space."""
    return bool(_COMMENTS.fullmatch(html))


def without_reserved_references(html: str) -> str:
    """`html` without character references to the code points that holes are made of."""
    return _REFERENCE.sub(lambda match: "\ufffd" if _is_reserved(match) else match[0], html)


def may_be_used(name: str) -> bool:
    """Whether a note may use the element `name`; others go, with their ids, and leave what is in them."""
    return name in _TAGS


def sanitized(html: str) -> str:
    """`html` with only the elements, attributes and schemes that a note may use."""
    return _cleaner().clean(html)


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
        filter_style_properties={"text-align"},
    )


def _is_reserved(match: re.Match[str]) -> bool:
    digits = (match[1] or match[2]).lstrip("0")[:8]
    return 0xFDD0 <= int(digits or "0", 16 if match[1] else 10) <= 0xFDEF


def _tag(match: re.Match[str]) -> Tag:
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(match["attributes"]):
        attributes.setdefault(name.lower(), unescape(value[1:-1] if value[:1] in ('"', "'") else value))
    return Tag(match["name"].lower(), bool(match["end"]), attributes, match.start(), match.end())
