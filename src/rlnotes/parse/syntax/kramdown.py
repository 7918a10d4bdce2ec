r"""What kramdown reads otherwise: attribute lists `{: .name}`, and `$$..$$` as the one mark of a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rlnotes.parse.places import Stamp
from rlnotes.parse.syntax.math import Delimiters, with_delimiters
from rlnotes.parse.syntax.span_attributes import class_names, kramdown_attributes, own_id

_LIST = re.compile(r"[ \t]*+\{:([^{}\n]*+)\}[ \t]*+")
_LISTS: Final = ("bullet_list_open", "ordered_list_open")
_LONGEST: Final = 1000  # characters of names that one block may gather
_DOLLARS: Final = Delimiters(
    {"$$": ("$$", False), "\\\\(": ("\\\\)", False), "\\\\[": ("\\\\]", True)},
    {"$$": "$$", "\\\\[": "\\\\]"},
    has_single=False,
)


def kramdown(md: MarkdownIt) -> None:
    """Read attribute lists, and formulas as kramdown has them."""
    with_delimiters(md, _DOLLARS)
    kramdown_attributes(md)
    md.core.ruler.before("inline", "attribute_list", _read_lists)


def _read_lists(state: StateCore) -> None:
    """Give blocks the names in the attribute lists behind, below or above them, and leave the lists out."""
    if "{:" not in state.src:
        return
    tokens, lines, dropped = state.tokens, state.src.split("\n"), set[int]()
    opened: list[int] = []
    closed: dict[int, int] = {}  # where the last block on each level begins
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            opened.append(index)
        elif token.nesting == -1:
            closed[token.level] = opened.pop()
        elif token.type == "inline" and tokens[index - 1].type == "paragraph_open" and "{:" in token.content:
            dropped |= _read_around(tokens, index, opened, closed, lines)
    state.tokens = [token for index, token in enumerate(tokens) if index not in dropped]


def _read_around(
    tokens: Sequence[Token], index: int, opened: Sequence[int], closed: Mapping[int, int], lines: Sequence[str]
) -> set[int]:
    """Read the attribute lists around the text at `index`; the places of the tokens that fall away with them."""
    dropped, inline = set[int](), tokens[index]
    all_found, beside = _taken_off(inline), -1
    if not inline.content:
        dropped.update((index - 1, index, index + 1))
        is_below = bool(all_found[0].line and lines[all_found[0].line - 1].strip())
        above = closed.get(tokens[index - 1].level, -1) if is_below else -1
        beside = above if above >= 0 else _below(tokens, index + 2, all_found[-1].line + 1)
    for found in all_found:
        place = _outermost(opened, tokens, lines[found.line]) if inline.content else beside
        dropped.update(_given(tokens, place, found))
    return dropped


class _Found(NamedTuple):
    """An attribute list: where it stands, what it says, and its line."""

    at: Stamp
    text: str
    line: int


def _taken_off(inline: Token) -> list[_Found]:
    """The attribute lists on the first and the last lines of a block, which are cut off."""
    written = Token("inline", "", 0, map=inline.map, content=inline.content, meta=inline.meta.copy())
    lines, (start, _) = inline.content.split("\n"), inline.map or (0, 0)
    first, last = 0, len(lines)
    while first < last and _LIST.fullmatch(lines[first]):
        first += 1
    while first < last and _LIST.fullmatch(lines[last - 1]):
        last -= 1
    offsets = [0, *accumulate(len(line) + 1 for line in lines)]
    inline.content, inline.map = "\n".join(lines[first:last]), [start + first, start + last]
    return [
        _Found(Stamp(written, offsets[at], offsets[at] + len(lines[at])), lines[at].strip()[2:-1], start + at)
        for at in (*range(first), *range(last, len(lines)))
    ]


def _outermost(opened: Sequence[int], tokens: Sequence[Token], line: str) -> int:
    """The block that an attribute list in a paragraph speaks of: where its line begins at the margin, the outermost."""
    shown = [index for index in opened if not tokens[index].hidden]
    return opened[0] if line.startswith("{:") else shown[-1]


def _below(tokens: Sequence[Token], index: int, line: int) -> int:
    """The place of the block that begins there and on that line, -1 if none does."""
    is_near = index < len(tokens) and tokens[index].nesting == 1 and (tokens[index].map or [-1])[0] == line
    return index if is_near else -1


def _given(tokens: Sequence[Token], place: int, found: _Found) -> range:
    """Give the block at `place` what a list says; the places of its tokens if it is to be left out: `{:toc}`."""
    if place < 0 or tokens[place].meta.get("is_contents"):
        return range(0)
    block = tokens[place]
    if "toc" in found.text.split() and block.type in _LISTS:
        block.meta["is_contents"] = True
        return range(place, _end(tokens, place))
    if (names := class_names(found.text)) and len(str(block.attrs.get("class", ""))) < _LONGEST:
        block.attrJoin("class", " ".join(names))
    if block.type == "heading_open" and (own := own_id(found.text)):
        start = found.at.start + found.at.block.content[found.at.start :].index(own[0])
        block.meta.update(id=own[1], id_at=Stamp(found.at.block, start, start + len(own[0])))
    return range(0)


def _end(tokens: Sequence[Token], place: int) -> int:
    level = tokens[place].level
    return next(n for n in range(place + 1, len(tokens)) if tokens[n].nesting == -1 and tokens[n].level == level) + 1
