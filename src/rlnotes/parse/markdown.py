"""The Markdown parser: CommonMark with GFM's tables and strikethrough, and the syntaxes of our own."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from mdit_py_plugins.deflist import deflist_plugin

from rlnotes.model.dialect import Dialect
from rlnotes.parse.blocks import MAX_NESTING
from rlnotes.parse.dispatch import absent_blocks, dispatch
from rlnotes.parse.expansion import charged
from rlnotes.parse.places import InlineRule, Silent, is_hopeless, parse_inlines, placed
from rlnotes.parse.plain_forms import plain_forms
from rlnotes.parse.rendering import render_rules
from rlnotes.parse.syntax.autolinks import autolinks
from rlnotes.parse.syntax.block_references import block_references
from rlnotes.parse.syntax.callouts import callouts
from rlnotes.parse.syntax.citations import citations
from rlnotes.parse.syntax.comments import comments
from rlnotes.parse.syntax.footnotes import footnotes
from rlnotes.parse.syntax.heading_attributes import heading_attributes
from rlnotes.parse.syntax.highlights import highlights
from rlnotes.parse.syntax.ignore_comments import ignore_comments
from rlnotes.parse.syntax.kramdown import kramdown
from rlnotes.parse.syntax.math import math
from rlnotes.parse.syntax.mkdocs import mkdocs
from rlnotes.parse.syntax.myst import myst
from rlnotes.parse.syntax.tags import tags
from rlnotes.parse.syntax.task_lists import task_lists
from rlnotes.parse.syntax.typed_links import typed
from rlnotes.parse.syntax.wikilinks import wikilinks

SYNTAXES: Final[tuple[Callable[[MarkdownIt], None], ...]] = (
    comments,
    math,
    citations,
    wikilinks,
    footnotes,
    highlights,
    tags,
    autolinks,
    deflist_plugin,
    callouts,
    heading_attributes,
    block_references,
    task_lists,
    ignore_comments,
    render_rules,
)

DIALECTS: Final[Mapping[Dialect, Callable[[MarkdownIt], None]]] = {
    Dialect.ADMONITIONS: mkdocs,
    Dialect.KRAMDOWN: kramdown,
    Dialect.MYST: myst,
}

# Where running text may end: fewer stops than markdown-it's own set, since some marks matter only in company. The first
# character stands apart from its company, so that the search leaps from one to the next.
_STOPS = re.compile(
    r"[\n!$&*<>\[\\\]^_`~@%=#:\-w]"
    r"(?:(?<![%=#:\-w])|(?<=w)(?=ww\.)|(?<=-)(?=@)|(?<=:)(?=//)|(?<=%)(?=%)|(?<==)(?==)|(?<=#)(?=\w))"
)
_DEEPEST_IMAGE = 8  # an image's text is parsed afresh on each level


def parser_for(text: str, dialects: tuple[Dialect, ...] = ()) -> MarkdownIt:
    """A parser that asks few rules in vain, and reads from `text`, with plain lines, what `markdown_parser` reads."""
    return _quick_parser(absent_blocks(text), dialects)


@functools.cache
def _quick_parser(absent: frozenset[str], dialects: tuple[Dialect, ...]) -> MarkdownIt:
    md = _configured_parser(dialects)
    md.disable(["normalize", *sorted(absent)])
    plain_forms(md)
    dispatch(md)
    return md


@functools.cache
def markdown_parser(dialects: tuple[Dialect, ...] = ()) -> MarkdownIt:
    """The parser that asks every rule everywhere: what a text means is what it says."""
    return _configured_parser(dialects)


def _configured_parser(dialects: tuple[Dialect, ...]) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "xhtmlOut": False})
    md.enable(["table", "strikethrough"])
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - every address is judged later
    md.inline.terminator_re = _STOPS
    for name, rule in (
        ("link", charged(_closable(link))),
        ("image", charged(_shallow(image))),
        ("autolink", autolink),
        ("html_inline", html_inline),
    ):
        md.inline.ruler.at(name, typed(placed(rule)) if name == "link" else placed(rule))
    md.core.ruler.at("inline", parse_inlines)
    for syntax in (*SYNTAXES, *(DIALECTS[dialect] for dialect in dialects)):
        syntax(md)
    return md


def _closable(rule: InlineRule) -> InlineRule:
    def closable(state: StateInline, silent: Silent) -> bool:
        return state.src[state.pos] == "[" and not is_hopeless(state, state.pos) and rule(state, silent)

    return closable


def _shallow(rule: InlineRule) -> InlineRule:
    def shallow(state: StateInline, silent: Silent) -> bool:
        depth = state.env.get("image_depth", 0)
        if depth >= _DEEPEST_IMAGE or not state.src.startswith("![", state.pos) or is_hopeless(state, state.pos + 1):
            return False
        state.env["image_depth"] = depth + 1
        found = rule(state, silent)
        state.env["image_depth"] = depth
        return found

    return shallow
