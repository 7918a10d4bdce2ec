"""Block references: ` ^name` at the end of a block gives the block an id to link to."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rlnotes.parse.places import Stamp
from rlnotes.parse.raw_html import is_only_comments

_NAME = re.compile(r"\^([A-Za-z0-9-]{1,100})[ \t]*")


def block_references(md: MarkdownIt) -> None:
    """Cut ` ^name` off blocks, and note the name on the opening token of the block it names."""
    md.core.ruler.before("inline", "block_reference", _cut_all)


def _cut_all(state: StateCore) -> None:
    if "^" not in state.src:
        return
    tokens = state.tokens
    siblings: dict[int, Token] = {}  # the last block opened on each level
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            at = _cut(token)
            if at and token.content:
                _name(_carrier(tokens, index), at)
            elif at and (sibling := siblings.get(tokens[index - 1].level)) is not None:
                _name(sibling, at)
                dropped.update((index - 1, index, index + 1))
            elif at:
                token.content = _written(at)
        _note_sibling(siblings, tokens, index)
    state.tokens = [token for index, token in enumerate(tokens) if index not in dropped]


def _note_sibling(siblings: dict[int, Token], tokens: list[Token], index: int) -> None:
    token = tokens[index]
    is_content = token.type in ("inline", "comment_block") or token.type.startswith("callout_title")
    is_comment = token.type == "html_block" and is_only_comments(token.content)
    if token.nesting >= 0 and not is_content and not is_comment and tokens[index].type != "paragraph_open":
        siblings[token.level] = token
        siblings.pop(token.level + 1, None)
    elif token.type == "paragraph_close":
        siblings.pop(token.level, None)


def _written(at: Stamp) -> str:
    return at.block.content[at.start : at.end]


def _name(token: Token, at: Stamp) -> None:
    token.meta.update(block=_written(at)[1:], block_at=at)


def _cut(inline: Token) -> Stamp | None:
    """Cut the name off a block; where it stood, in a copy of the block as it was."""
    start = inline.content.rfind("^")
    match = _NAME.fullmatch(inline.content, start) if start >= 0 else None
    if not match or (start > 0 and not inline.content[start - 1].isspace()):
        return None
    written = Token("inline", "", 0, map=inline.map, content=inline.content, meta=inline.meta.copy())
    inline.content = inline.content[:start].rstrip()
    return Stamp(written, start, match.end(1))


def _carrier(tokens: list[Token], index: int) -> Token:
    """The list item, when the paragraph opens one; else the paragraph."""
    outer = tokens[index - 2] if index > 1 else tokens[index - 1]
    return outer if outer.type == "list_item_open" else tokens[index - 1]
