"""Callouts: a quote that opens with `[!type]- Title`, and what other dialects write for one."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from rlnotes.parse.places import PLAIN
from rlnotes.parse.wording import word_within

_OPENING = re.compile(r"\[!([A-Za-z][\w-]*)(?:\|[^\]\n]*)?\]([+-]?)[ \t]*([^\n]*)(?:\n|\Z)")

# Obsidian's types and their aliases (Obsidian help, "Callouts"), and GitHub's alerts.
CALLOUT_TYPES = {
    name: kind
    for kind, names in {
        "note": "note",
        "abstract": "abstract summary tldr",
        "info": "info",
        "todo": "todo",
        "tip": "tip hint",
        "important": "important",
        "success": "success check done",
        "question": "question help faq",
        "warning": "warning attention",
        "caution": "caution",
        "failure": "failure fail missing",
        "danger": "danger error",
        "bug": "bug",
        "example": "example",
        "quote": "quote cite",
    }.items()
    for name in names.split()
}


class Box(NamedTuple):
    """A callout of another dialect: its type as written, how it folds, its title, and what stands before that.

    `lines` are those of its text and the line after them, `indent` how far they are indented. Without a title it has
    that of its type; None is no title, which what folds can't do without.
    """

    written: str
    fold: str
    title: str | None
    marker: str
    lines: tuple[int, int]
    indent: int


def push_callout(state: StateBlock, box: Box, opened: int) -> None:
    """Push the callout that opens on the line `opened`, with the blocks in its lines."""
    kind = CALLOUT_TYPES.get(box.written, "note")
    opening = state.push("callout_open", "", 1)
    opening.meta, opening.map = {"kind": kind, "written": box.written, "fold": box.fold}, [opened, box.lines[1]]
    if box.title is not None or box.fold:
        state.push("callout_title_open", "", 1).meta = {"fold": box.fold}
        title = state.push("inline", "", 0)
        _set_title(title, box.title or "", box.written, state.env)
        title.map, title.meta["marker"] = [opened, opened + 1], box.marker
        state.push("callout_title_close", "", -1).meta = {"fold": box.fold}
    _push_inside(state, box)
    state.push("callout_close", "", -1).meta = {"fold": box.fold}


def _push_inside(state: StateBlock, box: Box) -> None:
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = box.indent, box.lines[1], "root"
    state.md.block.tokenize(state, *box.lines)
    state.blkIndent, state.lineMax, state.parentType = before
    state.line = box.lines[1]


def _set_title(title: Token, given: str, written: str, env: EnvType) -> None:
    """Have `title` say what the author gave, or else what we call a callout of the type that is written."""
    own = word_within(env, f"callout.{written.replace('-', '_')}") or written.replace("-", " ").capitalize()
    title.content, title.children = given or own, []
    title.meta[PLAIN] = not given


def callouts(md: MarkdownIt) -> None:
    """Turn quotes that open with `[!type]` into callouts, before their inline content is parsed."""
    md.core.ruler.before("inline", "callout", _callouts)


def _callouts(state: StateCore) -> None:
    if "[!" not in state.src:
        return
    out: list[Token] = []
    open_quotes: list[Token] = []
    tokens = iter(enumerate(state.tokens))
    for index, token in tokens:
        out.append(token)
        if token.type == "blockquote_open":
            opening = _opening(state.tokens, index)
            open_quotes.append(token)
            if opening:
                out.extend(_opened(state, token, state.tokens[index + 2], opening))
                for _ in range(2 if _rest(state.tokens[index + 2], opening) else 3):
                    next(tokens)
                if _rest(state.tokens[index + 2], opening):
                    out.extend((state.tokens[index + 1], _body(state.tokens[index + 2], opening)))
        elif token.type == "blockquote_close":
            opened = open_quotes.pop()
            token.type = opened.type.replace("open", "close")
            token.meta = {"fold": opened.meta.get("fold")}
    state.tokens = out


def _opening(tokens: list[Token], index: int) -> re.Match[str] | None:
    if index + 2 >= len(tokens) or tokens[index + 1].type != "paragraph_open":
        return None
    return _OPENING.match(tokens[index + 2].content)


def _rest(inline: Token, opening: re.Match[str]) -> bool:
    return bool(inline.content[opening.end() :].strip())


def _opened(state: StateCore, quote: Token, inline: Token, opening: re.Match[str]) -> list[Token]:
    """The title line; the quote's opening token becomes the callout's."""
    kind = opening[1].lower()
    quote.type = "callout_open"
    quote.meta = {"kind": CALLOUT_TYPES.get(kind, "note"), "written": kind, "fold": opening[2]}
    title = Token("inline", "", 0)
    _set_title(title, opening[3].strip(), kind, state.env)
    title.map = inline.map
    title.level = quote.level + 2
    meta = {"fold": opening[2]}
    return [Token("callout_title_open", "", 1, meta=meta), title, Token("callout_title_close", "", -1, meta=meta)]


def _body(inline: Token, opening: re.Match[str]) -> Token:
    """What follows the title line in the same paragraph."""
    inline.content = inline.content[opening.end() :]
    first, last = inline.map or [0, 1]
    inline.map = [first + 1, last]
    return inline
