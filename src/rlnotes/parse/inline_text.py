"""The plain text of a block's inline content, with the stretch each token covers in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from markdown_it.token import Token

from rlnotes.model.media import is_media


class InlineText(NamedTuple):
    """`full` has code, math and citations as written, `prose` has not; `stretches` in `full` by token index."""

    full: str
    prose: str
    stretches: list[tuple[int, int]]


def inline_text(children: list[Token]) -> InlineText:
    """What a reader reads of inline tokens."""
    if len(children) == 1 and children[0].type == "text":
        text = children[0].content
        return InlineText(text, text, [(0, len(text))])
    full: list[str] = []
    prose: list[str] = []
    stretches: list[tuple[int, int]] = []
    opened: list[int] = []
    length = 0
    for index, token in enumerate(children):
        kind = token.type
        shown = token.content if kind in _AS_WRITTEN else _SHOWN[kind](token) if kind in _SHOWN else ""
        stretches.append((length, length := length + len(shown)))
        full.append(shown)
        if kind in _PROSE:
            prose.append(shown)
        elif kind == "link_open" or (kind == "html_inline" and token.content[:2].lower() == "<a"):
            opened.append(index)
        elif opened and (kind == "link_close" or (kind == "html_inline" and token.content[:3].lower() == "</a")):
            start = opened.pop()
            stretches[start] = (stretches[start][0], length)
    return InlineText("".join(full), "".join(prose), stretches)


_AS_WRITTEN: Final = frozenset({"text", "code_inline", "math", "citation"})
_PROSE: Final = frozenset({"text", "softbreak", "hardbreak", "tag", "image"})


def _embed(token: Token) -> str:
    target, _, text = token.meta["wiki"]
    return "" if is_media(target) else str(text or token.meta["written"])


_SHOWN: Final[Mapping[str, Callable[[Token], str]]] = {
    "softbreak": lambda _: " ",
    "hardbreak": lambda _: " ",
    "tag": lambda token: f"#{token.content}",
    "image": lambda token: inline_text(token.children or []).full,
    "embed": _embed,
}
