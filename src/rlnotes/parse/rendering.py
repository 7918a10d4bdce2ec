"""How tokens are written as HTML: those of our own, and what is most frequent."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, cast

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML, RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rlnotes.parse.wording import word_within


def render_rules(md: MarkdownIt) -> None:
    """Teach the renderer the tokens that CommonMark does not have."""
    for name, pieces in _PIECES.items():
        md.add_render_rule(name, pieces)


def rendered(md: MarkdownIt, tokens: Sequence[Token], env: EnvType) -> str:
    """The HTML of tokens as the renderer of `md` writes it, with a shorter way to what is most frequent."""
    renderer, options = cast("RendererHTML", md.renderer), md.options
    out = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "text":
            out.append(escapeHtml(token.content))
        elif kind == "verbatim":
            out.append(token.content)
        elif kind in _MARKS:
            out.append(_MARKS[kind])
        elif kind == "inline":
            out.append(rendered(md, token.children or (), env))
        elif kind in renderer.rules:
            out.append(renderer.rules[kind](tokens, index, options, env))
        elif token.nesting == -1:
            out.append("" if token.hidden else f"</{token.tag}>\n")
        else:
            out.append(renderer.renderToken(tokens, index, options, env))
    return "".join(out)


_MARKS: Final = {
    "softbreak": "\n",
    **{
        f"{name}_{side}": f"<{slash}{tag}>"
        for name, tag in (("em", "em"), ("strong", "strong"), ("s", "s"), ("mark", "mark"))
        for side, slash in (("open", ""), ("close", "/"))
    },
    **{f"{tag}_close": f"</{tag}>" for tag in ("abbr", "del", "kbd", "span", "sub", "sup", "u")},
}


def _callout_open(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    token = tokens[idx]
    meta = token.meta
    ident = f' id="{token.attrs["id"]}"' if "id" in token.attrs else ""
    written = f' data-callout="{escape(meta["written"])}"'
    element = "details" if meta["fold"] else "aside"
    is_open = " open" if meta["fold"] == "+" else ""
    return f'<{element}{ident} class="callout callout-{meta["kind"]}"{written}{is_open}>\n'


def _callout_close(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    return "</details>\n" if tokens[idx].meta["fold"] else "</aside>\n"


def _title_open(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    return f'<{"summary" if tokens[idx].meta["fold"] else "p"} class="callout-title">'


def _title_close(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    return "</summary>\n" if tokens[idx].meta["fold"] else "</p>\n"


# A colon keeps footnote ids apart from those of headings, whose slugs never have one.
def _footnote_ref(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    number = tokens[idx].meta["id"] + 1
    ident = _reference_id(tokens[idx])
    return f'<sup class="footnote-ref"><a href="#fn:{number}" id="{ident}">{number}</a></sup>'


def _footnote_block_open(_: RendererProtocol, _t: Sequence[Token], _i: int, _o: OptionsDict, _e: EnvType) -> str:
    return '<div class="footnotes">\n<ol>\n'


def _footnote_block_close(_: RendererProtocol, _t: Sequence[Token], _i: int, _o: OptionsDict, _e: EnvType) -> str:
    return "</ol>\n</div>\n"


def _footnote_open(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    return f'<li id="fn:{tokens[idx].meta["id"] + 1}">'


def _footnote_anchor(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, env: EnvType) -> str:
    back = escape(word_within(env, "footnote.back"))
    return f' <a href="#{_reference_id(tokens[idx])}" class="footnote-backref" aria-label="{back}">↩︎</a>'


def _reference_id(token: Token) -> str:
    repeat = token.meta["subId"]
    return f"fnref:{token.meta['id'] + 1}" + (f":{repeat}" if repeat else "")


# A wide table scrolls inside its wrapper, which the keyboard can reach.
def _table_open(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    ident = f' id="{tokens[idx].attrs["id"]}"' if "id" in tokens[idx].attrs else ""
    return f'<div class="table-wrapper" tabindex="0">\n<table{ident}>\n'


def _table_close(_: RendererProtocol, _t: Sequence[Token], _i: int, _o: OptionsDict, _e: EnvType) -> str:
    return "</table>\n</div>\n"


def _cell_open(_: RendererProtocol, tokens: Sequence[Token], idx: int, _o: OptionsDict, _e: EnvType) -> str:
    token = tokens[idx]
    alignment = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{token.tag} class="align-{alignment}">' if alignment else f"<{token.tag}>"


_PIECES = {
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "callout_title_open": _title_open,
    "callout_title_close": _title_close,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": _footnote_block_open,
    "footnote_block_close": _footnote_block_close,
    "footnote_open": _footnote_open,
    "footnote_anchor": _footnote_anchor,
}
