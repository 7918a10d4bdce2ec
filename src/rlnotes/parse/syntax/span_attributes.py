"""Attribute lists behind what stands in a line: `*x*{: .name}`, `![i](p){: width="50%"}`, `[l](u){ .name }`."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rlnotes.parse.places import InlineRule, Silent, Stamp, placed, stop_at
from rlnotes.parse.syntax.heading_attributes import attributes

_STRICT = re.compile(r"\{:[^{}\n]*+\}")
_LOOSE = re.compile(r"\{:?[ \t]*+[^{}\n]*+\}")
_NAME = re.compile(r"\.(-?[A-Za-z_][\w\-]{0,63})(?=[\s.#}]|\Z)")
_ID = re.compile(r"(?:^|(?<=[\s.]))#([A-Za-z][\w\-]{0,99})")
_WIDTH = re.compile(r"""(?<![\w\-])width=(?:"([^"]*+)"|'([^']*+)'|([^\s"'}]++))""")
_SIZE = re.compile(r"([0-9]{1,5})(?:px)?|([0-9]{1,3}) ?%")
_AHEAD: Final = ")]*_`~=>$"  # what ends that which a list can speak of
_LIST: Final = "attribute_list"
_SPANS: Final = ("code_inline", "math", "citation", "image", "embed")  # besides what has a start and an end


def kramdown_attributes(md: MarkdownIt) -> None:
    """Read the lists of kramdown: a colon, then anything."""
    _read_lists(md, "span_attributes", _span_attributes(_STRICT, is_loose=False))


def loose_attributes(md: MarkdownIt) -> None:
    """Read the lists of Python-Markdown: nothing but attributes, with or without a colon before them."""
    _read_lists(md, "loose_span_attributes", _span_attributes(_LOOSE, is_loose=True))


def class_names(text: str) -> list[str]:
    """The names of classes in an attribute list."""
    return _NAME.findall(text)


def own_id(text: str) -> re.Match[str] | None:
    """The id in an attribute list, with its `#`."""
    return _ID.search(text)


def picture_size(written: str) -> str:
    """A width in pixels or percent as wikilinks have it, "" for any other."""
    found = _SIZE.fullmatch(written.strip())
    return "" if not found else found[1] or f"{found[2]}%"


def _read_lists(md: MarkdownIt, name: str, rule: InlineRule) -> None:
    stop_at(md, "{")
    md.inline.ruler.before("escape", name, placed(rule))
    md.core.ruler.after("inline", name, _give_all)


def _span_attributes(pattern: re.Pattern[str], *, is_loose: bool) -> InlineRule:
    def span_attributes(state: StateInline, silent: Silent) -> bool:
        before = state.src[state.pos - 1] if state.pos else " "
        found = pattern.match(state.src, state.pos, state.posMax) if before in _AHEAD else None
        if not found or (is_loose and not attributes(found[0][1:-1])):
            return False
        if not silent:
            state.push(_LIST, "", 0).content = found[0]
        state.pos = found.end()
        return True

    return span_attributes


def _give_all(state: StateCore) -> None:
    """Give what stands before a list what the list says; a list behind a text is a text."""
    if "{" not in state.src:
        return
    for block in state.tokens:
        if block.children and any(child.type == _LIST for child in block.children):
            block.children = _given(block.children)


def _given(children: list[Token]) -> list[Token]:
    out: list[Token] = []
    texts: list[str] = []  # since the last token in `out`
    opened: list[int] = []
    last = -1  # where that begins which stands right before, -1 for a text
    for token in children:
        if token.type == "text" or (token.type == _LIST and last < 0):
            texts.append(token.content)
            last = -1 if token.content else last
            continue
        out += _joined(texts)
        texts = []
        if token.type == _LIST:
            out += _spanned(out, last, token)
            last = -1
            continue
        if token.nesting == 1:
            opened.append(len(out))
        start = opened.pop() if token.nesting == -1 else len(out)
        last = start if token.nesting == -1 or token.type in _SPANS else -1
        out.append(token)
    return out + _joined(texts)


def _joined(texts: list[str]) -> list[Token]:
    text = "".join(texts)
    return [Token("text", "", 0, content=text)] if text else []


def _spanned(out: list[Token], start: int, found: Token) -> list[Token]:
    """Have a span begin at `start`, if the list has names for it; what ends the span."""
    if out[start].type == "image":
        _set_size(out[start], found.content)
    names, own = class_names(found.content), own_id(found.content[1:-1].removeprefix(":"))
    if not (names or own) or out[start].type == "embed":
        return []
    span = Token("span_open", "span", 1, meta={"at": found.meta["at"]})
    if names:
        span.attrSet("class", " ".join(names))
    if own:
        place = found.meta["at"].start + found.content.index(own[0])
        span.type = "named_span"
        span.meta = {"id": own[1], "at": Stamp(found.meta["at"].block, place, place + len(own[0]))}
    out.insert(start, span)
    return [Token("span_close", "span", -1)]


def _set_size(picture: Token, text: str) -> None:
    found = _WIDTH.search(text)
    picture.meta["size"] = picture_size(found[1] or found[2] or found[3] or "") if found else ""
