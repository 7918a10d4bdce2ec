"""Block tokens become facts, and are left as the HTML, or the holes, that stand for them."""

from __future__ import annotations

from html import escape
from typing import Final

from markdown_it.token import Token

from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.holes import hole
from rlnotes.model.media import is_media
from rlnotes.model.note import Heading
from rlnotes.model.place import span_on_line
from rlnotes.parse.highlighting import code_language, highlighted_code, is_known_language
from rlnotes.parse.inline_text import inline_text
from rlnotes.parse.inlines import read_html_block, read_inline
from rlnotes.parse.ledger import MOST_OF_LEAD, Ledger, kept_apart, note_given_id, own_anchor, report
from rlnotes.parse.math_html import math_html
from rlnotes.parse.places import Stamp, span_at
from rlnotes.parse.raw_html import is_only_comments
from rlnotes.parse.slug import heading_slug, unique_slug

MAX_NESTING = 100
_CONTAINERS = ("list_item_open", "blockquote_open", "callout_open", "dd_open")


def read_blocks(ledger: Ledger, tokens: list[Token], title: str) -> list[Token]:
    """The tokens to render, without the heading that is the note's title; the facts go into the ledger."""
    _report_depth(ledger, tokens)
    lead = _lead(tokens, title)
    for index, token in enumerate(tokens):
        _name_block(ledger, token)
        match token.type:
            case "heading_open":
                _read_heading(ledger, token, tokens[index + 1], is_lead=index < lead)
                _report_emptiness(ledger, tokens, index, lead)
            case "inline":
                _read_content(ledger, tokens, index)
            case "footnote_block_open":
                ledger.heading_id = ""
            case "math_block" | "fence" | "html_block" | "code_block" | "label":
                _read_leaf(ledger, token)
            case _:
                pass
    return [*_anchor(tokens[:lead]), *tokens[lead:]]


def _lead(tokens: list[Token], title: str) -> int:
    """How many tokens make the level-1 heading the body opens with, if it says the title; else 0."""
    if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1":
        return 0
    text = _heading_text(tokens[1])
    return 3 if text and (not title or title.casefold() == text.casefold()) else 0


def _anchor(lead: list[Token]) -> list[Token]:
    return [Token("verbatim", "", 0, content=f'<span id="{escape(lead[0].meta["id"])}"></span>\n')] if lead else []


def _heading_text(inline: Token) -> str:
    return " ".join(inline_text(inline.children or []).full.split())


def _read_heading(ledger: Ledger, token: Token, inline: Token, *, is_lead: bool) -> None:
    text = _heading_text(inline)
    if given := token.meta.get("id"):
        note_given_id(ledger, given, token.meta["id_at"], is_taken=given in ledger.slugs)
    ident = unique_slug(given or heading_slug(text) or "section", ledger.slugs)
    token.meta.update(id=ident, text=text)
    ledger.heading_id = ident
    token.attrSet("id", ident)
    ledger.anchors.append(ident)
    if is_lead:
        return
    span = span_at(Stamp(inline, 0, len(inline.content)), ledger.lines)
    token.meta["heading"] = len(ledger.headings)
    surround(token, hole("H", len(ledger.headings)), "")
    ledger.headings.append(Heading(int(token.tag[1]), text, ident, span))


def _report_emptiness(ledger: Ledger, tokens: list[Token], index: int, lead: int) -> None:
    """A finding for the heading at `index`, unless it is the title, if neither text nor a subheading comes below it."""
    heading, below = tokens[index], index + 3
    if index < lead or heading.level:
        return
    while below < len(tokens) and tokens[below].type == "html_block" and is_only_comments(tokens[below].content):
        below += 1
    after = tokens[below] if below < len(tokens) else None
    if (
        after is None
        or after.type == "footnote_block_open"
        or (after.type == "heading_open" and after.tag <= heading.tag)
    ):
        message, way_out = f"nothing stands below '{heading.meta['text']}'", "write it, or take the heading out"
        content = tokens[index + 1]
        report(ledger, Stamp(content, 0, len(content.content)), "empty-section", message, way_out)


def _read_content(ledger: Ledger, tokens: list[Token], index: int) -> None:
    inline = tokens[index]
    children = inline.children or []
    if tokens[index - 1].type == "paragraph_open" and _are_embeds(children):
        tokens[index - 1].hidden = tokens[index + 1].hidden = True
        inline.meta["is_embeds"] = True
        ident = tokens[index - 1].attrs.get("id")
        anchor = [_verbatim(f'<span id="{ident}"></span>\n')] if ident else []
        inline.children = [*anchor, *(child for child in children if child.type == "embed")]
    text = read_inline(ledger, inline)
    ledger.texts.append(text.prose)
    if ledger.lead_length < MOST_OF_LEAD and tokens[index - 1].type == "paragraph_open":
        ledger.lead.append(text.full)
        ledger.lead_length += len(text.full) + 1
    if "task" in inline.meta:
        checked = " checked" if inline.meta["task"] else ""
        box = f'<label><input type="checkbox" class="task-list-item-checkbox" disabled{checked}> '
        inline.children = [_verbatim(box), *(inline.children or []), _verbatim("</label>")]


def _are_embeds(children: list[Token]) -> bool:
    """Whether a paragraph holds embeds of notes and nothing else."""
    embeds = [child for child in children if child.type == "embed"]
    others = (child for child in children if child.type != "embed")
    return (
        bool(embeds)
        and all(child.type == "softbreak" or (child.type == "text" and not child.content.strip()) for child in others)
        and not any(is_media(child.meta["wiki"][0]) for child in embeds)
    )


def _verbatim(html: str) -> Token:
    return Token("verbatim", "", 0, content=html)


def _read_leaf(ledger: Ledger, token: Token) -> None:
    ident = f' id="^{token.meta["block"]}"' if token.attrs.get("id") else ""
    if token.type == "html_block":
        html, prose = read_html_block(ledger, token)
        ledger.texts.append(prose)
    elif token.type == "label":
        html = _label(ledger, token)
    elif token.type == "math_block":
        html = _math_block(ledger, token, ident)
    else:
        html = _code(ledger, token, ident)
    token.type, token.content = "verbatim", html


def _label(ledger: Ledger, token: Token) -> str:
    """The place that a label names."""
    return f'<span id="{escape(own_anchor(ledger, token.content, token.meta["at"]))}"></span>\n'


def _math_block(ledger: Ledger, token: Token, ident: str) -> str:
    formula = math_html(ledger, token.meta["tex"], token.meta["at"], display=True)
    return kept_apart(ledger, f'<div{ident} class="math math-display" tabindex="0">{formula}</div>') + "\n"


def _code(ledger: Ledger, token: Token, ident: str) -> str:
    language = code_language(token.info)
    if language == "mermaid":
        return kept_apart(ledger, f'<pre{ident} class="mermaid">{escape(token.content)}</pre>') + "\n"
    if language and not is_known_language(language):
        _report_language(ledger, token, language)
    name = f' class="language-{escape(language)}"' if language else ""
    code = highlighted_code(token.content, language)
    return kept_apart(ledger, f'<pre{ident} class="highlight" tabindex="0"><code{name}>{code}</code></pre>') + "\n"


def _report_language(ledger: Ledger, token: Token, language: str) -> None:
    line = (token.map or [0])[0]
    text = ledger.lines.texts[line]
    column = text.find(token.info.strip().split()[0], text.find(token.markup)) + 1
    span = span_on_line(ledger.lines.first + line, max(column, 1), len(token.info.strip().split()[0]))
    message = f"no highlighter for '{language}'"
    ledger.diagnostics.append(Diagnostic(ledger.path, span, "unknown-language", message, "use 'text' for plain text"))


def _name_block(ledger: Ledger, token: Token) -> None:
    """Give the block that carries a block reference its id and its holes."""
    name = token.meta.get("block")
    if name is None:
        return
    is_first = f"^{name}" not in ledger.given_ids
    note_given_id(ledger, f"^{name}", token.meta["block_at"])
    if is_first:
        token.attrSet("id", f"^{name}")
        ledger.anchors.append(f"^{name}")
    number = len(ledger.blocks)
    ledger.blocks.append(name)
    where = "inside" if token.type == "list_item_open" else "around"
    token.meta[where] = (hole("B", number), hole("b", number))


def surround(token: Token, start: str, end: str) -> None:
    """Have `start` and `end` stand around the block that `token` opens."""
    before, after = token.meta.get("around", ("", ""))
    token.meta["around"] = (start + before, after + end)


def with_holes(tokens: list[Token]) -> list[Token]:
    """The tokens with what stands around or inside their blocks as tokens of its own."""
    out: list[Token] = []
    ends: list[tuple[str, str]] = []
    for token in tokens:
        around, inside = token.meta.get("around", _NO_HOLES), token.meta.get("inside", _NO_HOLES)
        before, after = around[0], inside[0]
        if token.nesting == 1:
            ends.append((inside[1], around[1]))
        else:
            before, after = ends.pop() if token.nesting else around
        if before:
            out.append(_hidden(before))
        out.append(token)
        if after:
            out.append(_hidden(after))
    return out


_NO_HOLES: Final = ("", "")


def _hidden(holes: str) -> Token:
    """Holes as a token that adds no line of its own."""
    return Token("verbatim", "", 0, content=holes, hidden=True)


def _report_depth(ledger: Ledger, tokens: list[Token]) -> None:
    deep = next((t for t in tokens if t.level >= MAX_NESTING - 1 and t.nesting == 1 and t.type in _CONTAINERS), None)
    if deep is not None:
        line = (deep.map or [0])[0]
        text = ledger.lines.texts[line]
        span = span_on_line(ledger.lines.first + line, 1, len(text))
        message = f"lists and quotes nested more than {MAX_NESTING} levels deep are not read"
        ledger.diagnostics.append(Diagnostic(ledger.path, span, "nesting-too-deep", message, "flatten them"))
