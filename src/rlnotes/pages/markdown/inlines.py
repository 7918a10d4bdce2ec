"""What becomes of the elements in running text of HTML in Markdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from posixpath import basename
from typing import Final, TypeAlias

from rlnotes.pages.markdown.blocks import footnote_label
from rlnotes.pages.markdown.boxes import Box, add_block, add_inline, attribute
from rlnotes.pages.markdown.text import BREAK, escaped_text, link

Inline: TypeAlias = Callable[[Box, str], str]
"""What stands for an element that has ended: its box and the finished text in it."""


def plainly(_box: Box, text: str) -> str:
    """The text alone."""
    return text


def _wrapped(_box: Box, text: str, *, start: str, end: str) -> str:
    """The text between marks, which may not stand beside spaces."""
    inner = text.strip(f" \n{BREAK}")
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return f"{before}{start}{inner}{end}{after}" if inner else text


def _anchor(box: Box, text: str) -> str:
    """A link; one to a place on the page itself is its text, and a footnote's way back is nothing."""
    url = attribute(box.attributes, "href")
    if "footnote-backref" in box.attributes:
        return ""
    if label := footnote_label(url[1:]):
        return f"[^{label}]"
    return text if url.startswith("#") else link(text, url)


def _raised(box: Box, text: str) -> str:
    return text if "footnote-ref" in box.attributes else _wrapped(box, text, start="<sup>", end="</sup>")


def _played(box: Box, text: str) -> str:
    """A link to a sound or film, in the words that its player has."""
    url = attribute(box.attributes, "src")
    return link(escaped_text(attribute(box.attributes, "aria-label") or basename(url)), url) or text


INLINES: Final[dict[str, Inline]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), partial(_wrapped, start="*", end="*")),
    **dict.fromkeys(("strong", "b"), partial(_wrapped, start="**", end="**")),
    **dict.fromkeys(("s", "del", "strike"), partial(_wrapped, start="~~", end="~~")),
    **dict.fromkeys(("audio", "video"), _played),
    **{name: partial(_wrapped, start=f"<{name}>", end=f"</{name}>") for name in ("kbd", "mark", "sub")},
    "a": _anchor,
    "sup": _raised,
}


def _break(box: Box, _attributes: str) -> None:
    add_inline(box, BREAK)


def _rule(box: Box, _attributes: str) -> None:
    add_block(box, "---")


def _image(box: Box, attributes: str) -> None:
    words = " ".join(escaped_text(attribute(attributes, "alt")).split())
    told = link(words or "image", attribute(attributes, "src"))
    add_inline(box, f"!{told}" if told.startswith("[") else words)


def _check(box: Box, attributes: str) -> None:
    if "checkbox" in attributes:
        add_inline(box, "[x]" if " checked" in attributes else "[ ]")


def _nothing(_box: Box, _attributes: str) -> None:
    """Say nothing of an element."""


VOID: Final[dict[str, Callable[[Box, str], None]]] = {
    **dict.fromkeys(("area", "base", "col", "embed", "link", "meta", "param", "source", "track", "wbr"), _nothing),
    "br": _break,
    "hr": _rule,
    "img": _image,
    "input": _check,
}
"""What becomes of elements that hold nothing."""
