"""Inline tokens become facts, and are left as the HTML, or the hole, that stands for them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from markdown_it.token import Token

from rlnotes.model.holes import hole
from rlnotes.model.link import Citation, CitedItem, Excerpt, ExternalLink, Link, LinkForm
from rlnotes.model.media import is_media
from rlnotes.model.url import is_external, is_safe_url, url_scheme
from rlnotes.parse.excerpts import excerpt, sentence_starts
from rlnotes.parse.hrefs import browser_address, target_and_fragment
from rlnotes.parse.inline_text import InlineText, inline_text
from rlnotes.parse.leading_entries import leading_entry
from rlnotes.parse.ledger import Ledger, kept_apart, note_given_id, own_anchor, report
from rlnotes.parse.math_html import math_html
from rlnotes.parse.open_tags import show_open_tags, with_open_tags_shown
from rlnotes.parse.places import Stamp, span_at
from rlnotes.parse.raw_html import (
    Tag,
    is_only_comments,
    may_be_used,
    text_in,
    with_tags_replaced,
    without_reserved_references,
)


class Reading(NamedTuple):
    """One block's inline content while it is read."""

    ledger: Ledger
    block: Token
    text: InlineText
    starts: list[int]
    open_ends: list[str]  # what closes each open Markdown link
    open_html: list[str | None]  # what closes each open <a>; None: the tag as written


def read_inline(ledger: Ledger, block: Token) -> InlineText:
    """Put the facts of a block's inline content into the ledger; the block's plain text."""
    children = block.children or []
    if "<" in block.content and not ledger.html_is_trusted:
        show_open_tags(reversed(children))
    text = inline_text(children)
    found = [(index, token) for index, token in enumerate(children) if token.type in _READERS]
    if found:
        reading = Reading(ledger, block, text, sentence_starts(text.full), [], [])
        first_link = len(ledger.links)
        for index, token in found:
            _READERS[token.type](reading, token, index)
        children.extend(Token("verbatim", "", 0, content=end) for end in reversed(reading.open_html) if end)
        block.meta["entry"] = leading_entry(ledger.links[first_link:], text, children)
    return text


def _excerpt(reading: Reading, index: int) -> Excerpt:
    return excerpt(reading.text.full, reading.starts, *reading.text.stretches[index])


def _shown(reading: Reading, index: int) -> str:
    """What a reader reads of a token."""
    start, end = reading.text.stretches[index]
    return reading.text.full[start:end]


def _verbatim(token: Token, html: str) -> None:
    token.type, token.content, token.children = "verbatim", html, None


def _add_link(reading: Reading, form: LinkForm, where: tuple[str, str | None, str], token: Token, index: int) -> int:
    """The number of the link just added; `where` is its target, fragment and text."""
    ledger = reading.ledger
    number = ledger.first_link + len(ledger.links)
    span = span_at(token.meta["at"], ledger.lines)
    title = str(token.attrs.get("title", ""))
    ledger.links.append(Link(number, form, *where, span, ledger.heading_id, title, token.meta.get("relation")))
    if odd := token.meta.get("odd_type"):
        report(ledger, odd[0], "unknown-relation", f"no type of link '{odd[1]}'", f"did you mean '{odd[2]}'?")
    ledger.excerpts.append((span, False, number, _excerpt(reading, index)))
    return number


def _link_open(reading: Reading, token: Token, index: int) -> None:
    wiki = token.meta.get("wiki")
    if wiki and not ("://" in wiki[0] and url_scheme(wiki[0])):
        number = _add_link(reading, LinkForm.WIKI, wiki, token, index)
    else:
        href = _wiki_href(wiki) if wiki else str(token.attrs["href"])
        if is_external(href):
            return _external(reading, token, href)
        where = (*target_and_fragment(href), _shown(reading, index).strip())
        number = _add_link(reading, LinkForm.MARKDOWN, where, token, index)
    reading.open_ends.append(hole("l", number))
    return _verbatim(token, hole("L", number))


def _wiki_href(wiki: tuple[str, str | None, str]) -> str:
    return wiki[0] if wiki[1] is None else f"{wiki[0]}#{wiki[1]}"


def _external(reading: Reading, token: Token, href: str) -> None:
    if not _is_allowed(reading, href, token.meta["at"]):
        reading.open_ends.append("")
        return _verbatim(token, "")
    title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    reading.open_ends.append("</a>")
    return _verbatim(
        token, f'<a href="{escape(browser_address(href))}"{title} class="external" rel="external noopener">'
    )


def _is_allowed(reading: Reading, href: str, stamp: Stamp) -> bool:
    """Whether an external address may be linked; it is noted or reported."""
    ledger = reading.ledger
    if is_safe_url(href):
        ledger.external_links.append(ExternalLink(href, span_at(stamp, ledger.lines)))
        return True
    scheme = url_scheme(href)
    message = (
        f"the scheme '{scheme}' can't be linked" if scheme else "an address without a scheme leads to another host"
    )
    report(ledger, stamp, "unsafe-url", message, "use http, https, mailto, tel, doi or ftp")
    return False


def _link_close(reading: Reading, token: Token, _index: int) -> None:
    _verbatim(token, reading.open_ends.pop())


def _image(reading: Reading, token: Token, index: int) -> None:
    alt = _shown(reading, index)
    src = str(token.attrs["src"])
    if not is_external(src):
        alt = "|".join(filter(None, (alt, token.meta.get("size"))))
        number = _add_link(reading, LinkForm.IMAGE, (*target_and_fragment(src), alt), token, index)
        return _verbatim(token, hole("I", number))
    return _verbatim(token, _foreign_image(reading, src, alt, token.meta["at"], in_link=bool(reading.open_ends)))


def _foreign_image(reading: Reading, src: str, alt: str, stamp: Stamp, *, in_link: bool) -> str:
    """What stands for a picture on another host, which no page may load: a link to it, or its words inside a link."""
    if not _is_allowed(reading, src, stamp):
        return escape(alt)
    message = "a picture, sound or film on another host is not shown; readers get a link to it"
    report(reading.ledger, stamp, "foreign-image", message, "put a copy into the notes folder")
    words = escape(alt.strip() or src)
    return words if in_link else f'<a href="{escape(src)}" class="external" rel="external noopener">{words}</a>'


def _embed(reading: Reading, token: Token, index: int) -> None:
    wiki = token.meta["wiki"]
    if is_media(wiki[0]):
        return _verbatim(token, hole("I", _add_link(reading, LinkForm.EMBED, wiki, token, index)))
    if token.meta["nested"]:
        return _verbatim(token, escape(token.meta["written"]))
    if reading.block.meta.get("is_embeds"):
        return _verbatim(token, hole("E", _add_link(reading, LinkForm.EMBED, wiki, token, index)) + "\n")
    number = _add_link(reading, LinkForm.WIKI, wiki, token, index)
    return _verbatim(token, hole("L", number) + escape(wiki[2] or token.meta["written"]) + hole("l", number))


def _citation(reading: Reading, token: Token, index: int) -> None:
    ledger, stamp = reading.ledger, token.meta["at"]
    items = tuple(
        CitedItem(
            item.key,
            span_at(Stamp(stamp.block, stamp.start + item.start, stamp.start + item.end), ledger.lines),
            *(item.prefix, item.locator, item.label, item.suffix, item.author_suppressed),
        )
        for item in token.meta["items"]
    )
    number = len(ledger.citations)
    span = span_at(stamp, ledger.lines)
    is_narrative = token.meta["is_narrative"]
    ledger.citations.append(Citation(number, items, token.content, span, is_narrative, ledger.heading_id))
    ledger.excerpts.append((span, True, number, _excerpt(reading, index)))
    _verbatim(token, hole("C", number))


def _math(reading: Reading, token: Token, _index: int) -> None:
    display = token.meta["display"]
    html = math_html(reading.ledger, token.content, token.meta["at"], display=display)
    names = "math math-display" if display else "math"
    _verbatim(token, kept_apart(reading.ledger, f'<span class="{names}">{html}</span>'))


def _tag(reading: Reading, token: Token, _index: int) -> None:
    tags = reading.ledger.inline_tags
    number = tags.setdefault(token.content, len(tags))
    _verbatim(token, f"{hole('G', number)}#{escape(token.content)}{hole('g', number)}")


def _named_span(reading: Reading, token: Token, _index: int) -> None:
    token.attrSet("id", own_anchor(reading.ledger, token.meta["id"], token.meta["at"]))


def _unresolved_footnote(reading: Reading, token: Token, _index: int) -> None:
    label = token.content
    report(
        reading.ledger,
        token.meta["at"],
        "unresolved-footnote",
        f"no footnote '{label}'",
        f"write [^{label}]: and its text",
    )
    _verbatim(token, escape(f"[^{label}]"))


def read_html_block(ledger: Ledger, block: Token) -> tuple[str, str]:
    """A block of raw HTML with its links as holes, and its plain text; the facts go into the ledger."""
    prose = text_in(block.content)
    reading = Reading(ledger, block, InlineText(prose, prose, [(0, 0)]), [0], [], [])
    html = read_html(reading, block.content, Stamp(block, 0, len(block.content)), 0)
    html = html if ledger.html_is_trusted else with_open_tags_shown(html)
    return html + "".join(end for end in reversed(reading.open_html) if end), prose


def _html_inline(reading: Reading, token: Token, index: int) -> None:
    _verbatim(token, read_html(reading, token.content, token.meta["at"], index))


def read_html(reading: Reading, html: str, stamp: Stamp, index: int) -> str:
    """Raw HTML with its internal links and pictures as holes; their facts go into the ledger."""
    if is_only_comments(html) and not reading.ledger.html_is_trusted:
        return ""
    reading.ledger.has_raw_html = True
    checked = html if reading.ledger.html_is_trusted else without_reserved_references(html)
    return with_tags_replaced(checked, lambda tag: _read_tag(reading, tag, stamp, index))


def _read_tag(reading: Reading, tag: Tag, stamp: Stamp, index: int) -> str | None:
    if tag.is_end:
        return reading.open_html.pop() if tag.name == "a" and reading.open_html else None
    anchor = tag.attributes.get("id") or (tag.name == "a" and tag.attributes.get("name"))
    if anchor and (reading.ledger.html_is_trusted or may_be_used(tag.name)):
        note_given_id(reading.ledger, anchor, Stamp(stamp.block, stamp.start + tag.start, stamp.start + tag.end))
        reading.ledger.anchors.append(anchor)
    token = Token("", "", 0, meta={"at": Stamp(stamp.block, stamp.start + tag.start, stamp.start + tag.end)})
    token.attrs = dict(tag.attributes)
    if tag.name == "img" and tag.attributes.get("src"):
        return _html_image(reading, tag, token, index)
    if tag.name in _PLAYED and is_external(tag.attributes.get("src", "")) and not reading.ledger.html_is_trusted:
        return _foreign_image(reading, tag.attributes["src"], "", token.meta["at"], in_link=bool(reading.open_html))
    return _html_link(reading, tag, token, index) if tag.name == "a" else None


_PLAYED = frozenset({"audio", "video", "source"})


def _html_image(reading: Reading, tag: Tag, token: Token, index: int) -> str | None:
    where = (*target_and_fragment(tag.attributes["src"]), tag.attributes.get("alt", ""))
    if is_external(src := tag.attributes["src"]):
        stamp, in_link = token.meta["at"], bool(reading.open_html or reading.open_ends)
        return (
            None if reading.ledger.html_is_trusted else _foreign_image(reading, src, where[2], stamp, in_link=in_link)
        )
    return hole("I", _add_link(reading, LinkForm.IMAGE, where, token, index))


def _html_link(reading: Reading, tag: Tag, token: Token, index: int) -> str | None:
    href = tag.attributes.get("href")
    if href is None or is_external(href):
        allowed = href is None or _is_allowed(reading, href, token.meta["at"])
        reading.open_html.append(None if allowed else "")
        return None if allowed else ""
    where = (*target_and_fragment(href), _shown(reading, index).strip())
    number = _add_link(reading, LinkForm.MARKDOWN, where, token, index)
    reading.open_html.append(hole("l", number))
    return hole("L", number)


_READERS: dict[str, Callable[[Reading, Token, int], None]] = {
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "embed": _embed,
    "citation": _citation,
    "math": _math,
    "tag": _tag,
    "named_span": _named_span,
    "unresolved_footnote": _unresolved_footnote,
    "html_inline": _html_inline,
}
