"""MyST's directives: fences of backticks, tildes or colons with a name in braces, as for a note or a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from rlnotes.parse.places import Silent, Stamp
from rlnotes.parse.syntax.callouts import Box, push_callout
from rlnotes.parse.syntax.labels import label_block
from rlnotes.parse.syntax.span_attributes import picture_size

_OPENING = re.compile(r"(`{3,}+|~{3,}+|:{3,}+)[ \t]*+\{([A-Za-z][\w:+.\-]*+)\}([^`\n]*+)\Z")
_OPTION = re.compile(r"[ \t]*+:([A-Za-z][\w\-]*+):[ \t]*+(.*)")
_PICTURE: Final = "picture"
_SIZE: Final = "picture size"


class _Directive(NamedTuple):
    """A directive: its name, what stands behind it, its options, its first line, that of its text, and that behind it.

    `line` follows the directive.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    opened: int
    first: int
    end: int
    line: int


def directives(md: MarkdownIt) -> None:
    """Read the directives that have a meaning here; others stay the code, or the text, that CommonMark says."""
    md.block.ruler.before("fence", "directive", _directive, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("inline", "figure", _show_pictures)


def _directive(state: StateBlock, start_line: int, end_line: int, silent: Silent) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(("```", "~~~", ":::"), start) or state.is_code_block(start_line):
        return False
    opening = _OPENING.match(state.src[start : state.eMarks[start_line]])
    push = _PUSHES.get(opening[2].lower()) if opening else None
    if opening is None or push is None:
        return False
    if not silent:
        found, first = _read(state, opening, start_line, end_line), len(state.tokens)
        push(state, found)
        _label(state, state.tokens[first], found)
        state.line = found.line
    return True


def _read(state: StateBlock, opening: re.Match[str], start_line: int, end_line: int) -> _Directive:
    end = _end(state, opening[1], start_line, end_line)
    options: dict[str, str] = {}
    first = start_line + 1
    while first < end and (option := _OPTION.fullmatch(_line(state, first))):
        options[option[1].lower()] = option[2].strip()
        first += 1
    while options and first < end and state.isEmpty(first):
        first += 1
    line = min(end + 1, end_line) if _is_closing(state, opening[1], end, end_line) else end
    return _Directive(opening[2].lower(), opening[3].strip(), options, start_line, first, end, line)


def _label(state: StateBlock, block: Token, found: _Directive) -> None:
    """Give the block of a directive its labels."""
    for line in range(found.opened + 1, found.first):
        text = _line(state, line)
        option = _OPTION.fullmatch(text)
        if option and option[1].lower() in _LABELS:
            written, name = Token("inline", "", 0, map=[line, line + 1], content=text), option[2].strip()
            start = option.start(2)
            label_block(block, name, Stamp(written, start, start + len(name)))


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def _end(state: StateBlock, fence: str, start_line: int, end_line: int) -> int:
    """The line that closes the directive, or ends what it stands in."""
    for line in range(start_line + 1, end_line):
        is_outside = state.sCount[line] < state.blkIndent and not state.isEmpty(line)
        if is_outside or _is_closing(state, fence, line, end_line):
            return line
    return end_line


def _is_closing(state: StateBlock, fence: str, line: int, end_line: int) -> bool:
    if line >= end_line or state.is_code_block(line):
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    return len(text) >= len(fence) and text == fence[0] * len(text) and state.sCount[line] >= state.blkIndent


def _push_note(state: StateBlock, found: _Directive) -> None:
    is_folded = found.name == "dropdown" or "dropdown" in found.options.get("class", "").split()
    fold = "+" if "open" in found.options and is_folded else "-" if is_folded else ""
    kind = _KINDS.get(found.name, found.name)
    box = Box(kind, fold, found.argument, "}", (found.first, found.end), state.blkIndent)
    push_callout(state, box, found.opened)


def _text(state: StateBlock, found: _Directive) -> str:
    return state.getLines(found.first, found.end, state.sCount[found.opened], keepLastLF=True)


def _push_code(state: StateBlock, found: _Directive) -> None:
    token = state.push("fence", "code", 0)
    token.info = "python" if found.argument.startswith("ipython") else found.argument
    token.content, token.markup, token.map = _text(state, found), "`", [found.opened, found.line]


def _push_math(state: StateBlock, found: _Directive) -> None:
    token = state.push("math_block", "", 0)
    tex = _text(state, found).strip() or found.argument
    token.content, token.map = tex, [found.first if found.end > found.first else found.opened, found.line]
    token.meta = {"tex": tex, "at": Stamp(token, 0, len(tex))}


def _push_picture(state: StateBlock, found: _Directive) -> None:
    """Push a paragraph with the picture, then its caption."""
    state.push("paragraph_open", "p", 1).map = [found.opened, found.opened + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = found.argument, [found.opened, found.opened + 1], []
    size = picture_size(found.options.get("width", ""))
    token.meta = {_PICTURE: found.options.get("alt", ""), _SIZE: size, "marker": "}"}
    state.push("paragraph_close", "p", -1)
    before, state.lineMax = state.lineMax, found.end
    state.level += 1  # so that captions in captions come to an end
    state.md.block.tokenize(state, found.first, found.end)
    state.level -= 1
    state.lineMax = before


def _show_pictures(state: StateCore) -> None:
    """Put the picture in the place of its path."""
    for token in state.tokens:
        if _PICTURE in token.meta:
            words = token.meta[_PICTURE]
            picture = Token("image", "img", 0, attrs={"src": token.content, "alt": ""}, content=words)
            picture.children = [Token("text", "", 0, content=words)]
            picture.meta.update(at=Stamp(token, 0, len(token.content)), size=token.meta[_SIZE])
            token.children = [picture]


_LABELS: Final = ("label", "name")
_KINDS: Final = {"admonition": "note", "dropdown": "note", "seealso": "see-also"}
_NOTES: Final = ("admonition", "dropdown", "note", "tip", "hint", "important", "seealso", "todo")
_WARNINGS: Final = ("attention", "caution", "danger", "error", "warning")
_CODES: Final = ("code", "code-block", "code-cell", "sourcecode")
_PUSHES: Final[Mapping[str, Callable[[StateBlock, _Directive], None]]] = {
    **dict.fromkeys((*_NOTES, *_WARNINGS), _push_note),
    **dict.fromkeys(_CODES, _push_code),
    **dict.fromkeys(("figure", "image"), _push_picture),
    "math": _push_math,
}
