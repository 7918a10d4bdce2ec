"""The plain text of a block's inline content, with the stretch each token covers in it."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.token import Token

from rlnotes.model.media import is_media


class InlineText(NamedTuple):
    """`full` has code, math and citations as written, `prose` has not; `stretches` in `full` by token index."""

    full: str
    prose: str
    stretches: dict[int, tuple[int, int]]


def inline_text(children: list[Token]) -> InlineText:
    """What a reader reads of inline tokens."""
    full: list[str] = []
    prose: list[str] = []
    stretches: dict[int, tuple[int, int]] = {}
    opened: list[int] = []
    length = 0
    for index, token in enumerate(children):
        shown = _shown(token)
        stretches[index] = (length, length + len(shown))
        length += len(shown)
        full.append(shown)
        prose.append(shown if token.type in _PROSE else "")
        if _is_link(token, "open"):
            opened.append(index)
        elif _is_link(token, "close") and opened:
            start = opened.pop()
            stretches[start] = (stretches[start][0], length)
    return InlineText("".join(full), "".join(prose), stretches)


_PROSE = frozenset({"text", "softbreak", "hardbreak", "tag", "image"})


def _shown(token: Token) -> str:
    match token.type:
        case "text" | "code_inline" | "math" | "citation":
            return token.content
        case "softbreak" | "hardbreak":
            return " "
        case "tag":
            return f"#{token.content}"
        case "image":
            return inline_text(token.children or []).full
        case "embed":
            target, _, text = token.meta["wiki"]
            return "" if is_media(target) else str(text or token.meta["written"])
        case _:
            return ""


def _is_link(token: Token, side: str) -> bool:
    if token.type == "html_inline":
        return token.content[: 2 + (side == "close")].lower() in (("</a",) if side == "close" else ("<a",))
    return token.type == f"link_{side}"
