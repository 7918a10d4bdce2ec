"""Wikilinks and embeds: `[[note]]`, `[[note#Heading|text]]`, `![[note]]`, `![[picture.png|300]]`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from rlnotes.parse.places import Silent, placed, push_between_tags
from rlnotes.parse.syntax.typed_links import typed

# The heading part may hold math, and math may hold single brackets. Possessive, so never quadratic.
_WIKILINK = re.compile(
    r"""\[\[(?P<target>(?:[^\[\]|\n$\\]|\\(?![|\n])|\$(?:[^$\n\[\]]|\[(?!\[)|\](?!\]))+\$|\$)*+)
        (?:\\?\|(?P<text>(?:[^\[\]\n]|\[(?!\[)|\](?!\]))*+))?\]\]""",
    re.VERBOSE,
)
_MATRIX = re.compile(r"[\d\s.+\-]*,[\d\s,.+\-]*")
_MARKDOWN_DESTINATION = re.compile(r"\([^()\s]*\)")


def wikilinks(md: MarkdownIt) -> None:
    """Read `[[...]]` and `![[...]]`, ahead of CommonMark's links and images."""
    md.inline.ruler.before("link", "wikilink", typed(placed(_wikilink)))
    md.inline.ruler.before("wikilink", "embed", placed(_embed))


def _wikilink(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith("[[", state.pos) or state.linkLevel > 0:
        return False
    match = _link_match(state, state.pos)
    if not match:
        return False
    if not silent:
        _push_link(state, match)
    state.pos = match.end()
    return True


def _embed(state: StateInline, silent: Silent) -> bool:
    if not state.src.startswith("![[", state.pos):
        return False
    match = _link_match(state, state.pos + 1)
    if not match:
        return False
    if not silent:
        token = state.push("embed", "", 0)
        token.meta["wiki"] = _parts(match)
        token.meta["written"] = _written(match)
        token.meta["nested"] = state.linkLevel > 0
    state.pos = match.end()
    return True


def _link_match(state: StateInline, pos: int) -> re.Match[str] | None:
    match = _WIKILINK.match(state.src, pos, state.posMax)
    return match if match and _is_link(match, state) else None


def _is_link(match: re.Match[str], state: StateInline) -> bool:
    """Whether double brackets are a link, and not a shell test, a matrix, or a documentation directive."""
    target = match["target"]
    if not target.strip(" #") or target[0].isspace() or _MATRIX.fullmatch(target):
        return False
    if target == "autodoc" and _is_directive(match, state):
        return False
    return not _MARKDOWN_DESTINATION.match(state.src, match.end(), state.posMax)


def _is_directive(match: re.Match[str], state: StateInline) -> bool:
    starts_line = state.src.rfind("\n", 0, match.start()) + 1 == match.start()
    return starts_line and state.src.startswith(" ", match.end())


def _parts(match: re.Match[str]) -> tuple[str, str | None, str]:
    target, mark, fragment = match["target"].partition("#")
    return target.strip(), fragment.strip() if mark else None, (match["text"] or "").strip()


def _written(match: re.Match[str]) -> str:
    """What a link without a text of its own shows: the note's name, or the heading inside the same note."""
    target, fragment, _ = _parts(match)
    name = target.rpartition("/")[2] or target
    shown = name.removesuffix(".md")
    if not fragment or fragment.startswith("^"):
        return shown or target or (fragment or "")
    heading = fragment.rpartition("#")[2] or fragment
    return f"{shown} > {heading}" if shown else heading


def _push_link(state: StateInline, match: re.Match[str]) -> None:
    parts = _parts(match)
    if parts[2] and state.md.inline.terminator_re.search(match["text"]):
        state.push("link_open", "a", 1).meta["wiki"] = parts
        _push_text(state, *match.span("text"))
        state.push("link_close", "a", -1)
    else:
        text = match["text"] if parts[2] else _written(match)
        push_between_tags(state, "link", "a", text)[0].meta["wiki"] = parts


def _push_text(state: StateInline, start: int, end: int) -> None:
    """Parse the stretch as the inline content of a link."""
    pos, last = state.pos, state.posMax
    state.pos, state.posMax = start, end
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.pos, state.posMax = pos, last
