"""MyST's labels: `(name)=` above a block, or an option of a directive, gives it an id, and references its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from rlnotes.parse.expansion import is_within
from rlnotes.parse.inline_text import inline_text
from rlnotes.parse.places import Silent, Stamp
from rlnotes.parse.syntax.heading_attributes import is_own_id

_NAME: Final = r"\w[\w.:/+\- ]{0,99}"
_TARGET = re.compile(rf"\(({_NAME})\)=[ \t]*+")
_LABEL = re.compile(_NAME)
_SPACE = re.compile(r"\s+")
_LABELS: Final = "labels"
_UNNAMED: Final = "unnamed references"
TOLD: Final = "told labels"
"""Where the environment of a parse has the labels of its text, which other texts may name."""


def labels(md: MarkdownIt) -> None:
    """Read labels, and give references without a text that of the heading they name."""
    md.block.ruler.before("fence", "target", _target, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("block", "target", _put_on_blocks)
    md.core.ruler.after("inline", "label", _show)


def label_id(written: str) -> str:
    """The id that a label is, however a reference writes it."""
    return _SPACE.sub("-", written.strip().lower())


def label_block(block: Token, written: str, at: Stamp) -> None:
    """Give a block the label that is `written` at a place, if it can be an id."""
    ident = label_id(written)
    if _LABEL.fullmatch(written) and is_own_id(f"#{ident}"):
        block.meta.setdefault(_LABELS, []).append((ident, at))


def note_unnamed(env: EnvType, label: str, text: Token) -> None:
    """Take note of a reference whose `text` is to be that of the heading with the label."""
    env.setdefault(_UNNAMED, []).append((label_id(label), text))


def _target(state: StateBlock, line: int, _end_line: int, silent: Silent) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("(", start) or state.is_code_block(line):
        return False
    found = _TARGET.fullmatch(state.src, start, state.eMarks[line])
    if not found or not is_own_id(f"#{label_id(found[1])}"):
        return False
    if not silent:
        token = state.push("target", "", 0)
        token.content, token.map = found[0], [line, line + 1]
        label_block(token, found[1], Stamp(token, 1, 1 + len(found[1])))
        state.line = line + 1
    return True


def _put_on_blocks(state: StateCore) -> None:
    """Put labels on the blocks below them; one below which nothing stands is a place of its own."""
    if ")=" not in state.src:
        return
    out: list[Token] = []
    waiting: list[tuple[str, Stamp]] = []
    for token in (*state.tokens, Token("end", "", -1)):
        if token.type == "target":
            waiting += token.meta[_LABELS]
            continue
        if waiting and token.nesting < 0:
            out += _places(waiting)
        elif waiting:
            token.meta[_LABELS] = [*waiting, *token.meta.get(_LABELS, ())]
        waiting = []
        out.append(token)
    state.tokens = out[:-1]


def _places(found: list[tuple[str, Stamp]]) -> Iterator[Token]:
    return (Token("label", "", 0, content=ident, meta={"at": at}) for ident, at in found)


def _show(state: StateCore) -> None:
    """Make each label the id of its heading or a place before its block, and name references."""
    if "{" not in state.src and ")=" not in state.src:
        return
    out: list[Token] = []
    headings: dict[str, Token] = {}
    waiting: list[tuple[str, Stamp]] = []
    told: list[str] = state.env.setdefault(TOLD, [])
    for index, token in enumerate(state.tokens):
        found = token.meta.pop(_LABELS, ())
        told += [token.content] if token.type == "label" else [ident for ident, _ in found]
        if token.type == "heading_open":
            waiting += _without_first(token, found)
            headings |= {ident: state.tokens[index + 1] for ident, _ in found}
        else:
            out += _places(found)
        out.append(token)
        if waiting and token.type == "heading_close":
            out += _places(waiting)
            waiting = []
    state.tokens = out
    _name_references(state.env, headings)


def _without_first(heading: Token, found: list[tuple[str, Stamp]]) -> list[tuple[str, Stamp]]:
    """The labels of a heading but for the one that is its id."""
    if not found or "id" in heading.meta:
        return found
    heading.meta.update(id=found[0][0], id_at=found[0][1])
    return found[1:]


def _name_references(env: EnvType, headings: dict[str, Token]) -> None:
    for label, text in env.get(_UNNAMED, ()):
        if label in headings:
            title = inline_text(headings[label].children or []).full
            if is_within(env, len(title)):
                text.content = title
