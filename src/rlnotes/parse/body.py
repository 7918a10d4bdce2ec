"""The body of a note: its Markdown rendered once, with holes, and the facts it states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token

from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.dialect import Dialect
from rlnotes.model.holes import holes_in
from rlnotes.model.ignore import Ignores
from rlnotes.model.link import Citation, ExternalLink, Link, Mention
from rlnotes.model.note import Heading, Section
from rlnotes.model.place import span_on_line
from rlnotes.parse.blocks import read_blocks, with_holes
from rlnotes.parse.expansion import allowed_expansion
from rlnotes.parse.html_depth import MOST_LEVELS, without_depths
from rlnotes.parse.ignores import told_by
from rlnotes.parse.ledger import MOST_OF_LEAD, Ledger, put_together
from rlnotes.parse.markdown import parser_for
from rlnotes.parse.places import Lines
from rlnotes.parse.raw_html import sanitized
from rlnotes.parse.reading import plain_lines
from rlnotes.parse.rendering import rendered
from rlnotes.parse.sections import body_sections
from rlnotes.parse.syntax.footnotes import UNUSED
from rlnotes.parse.syntax.ignore_comments import SAID, remark_in
from rlnotes.parse.syntax.labels import TOLD
from rlnotes.parse.template_tags import report_template_tags
from rlnotes.parse.wording import TONGUE
from rlnotes.parse.words import script_counts, word_count
from rlnotes.words.in_notes import OwnWords


@dataclass(frozen=True, slots=True)
class ParseOptions:
    """What the site's configuration says about parsing: raw HTML unsanitized, macros for formulas (name, TeX),
    the dialects that notes are written in, sorted.

    `has_terms` tells whether notes are to have the terms that search finds them by. `language` is that of our words
    within a note, `words` what the site's own tables say for them.
    """

    html_is_trusted: bool = False
    math_macros: tuple[tuple[str, str], ...] = ()
    has_terms: bool = True
    dialects: tuple[Dialect, ...] = ()
    language: str = "en"
    words: OwnWords = ()


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """Everything a body says; the fields are those of `Note` and `Body`.

    `title` is its first level-1 heading, "" without one.
    """

    title: str
    html: str
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    external_links: tuple[ExternalLink, ...]
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    sections: tuple[Section, ...]
    inline_tags: tuple[str, ...]
    blocks: tuple[str, ...]
    plain_text: str
    word_count: int
    scripts: tuple[int, ...]
    lead: str
    diagnostics: Diagnostics
    ignores: Ignores
    labels: tuple[str, ...] = ()


def parse_body(
    path: str, text: str, first_line: int, first_link_index: int, options: ParseOptions, title: str = ""
) -> ParsedBody:
    """What the Markdown `text` says.

    `first_line` is the line of the file at which it starts, `first_link_index` the number of its first link. A level-1
    heading that opens the body is left out of it, except for its anchor, when it says `title` or when there is none.
    """
    source = plain_lines(text)
    lines = Lines(source.split("\n"), first_line)
    ledger = Ledger(path, lines, first_link_index, options.math_macros, options.html_is_trusted)
    env = {**allowed_expansion(source), TONGUE: (options.language, options.words)}
    md = parser_for(source, options.dialects)
    parsed = md.parse(source, env)
    ignores = _ignores(ledger, env)
    _report_footnotes(ledger, env)
    report_template_tags(ledger, source, parsed)
    tokens = read_blocks(ledger, parsed, title)
    sections = body_sections(tokens, ledger.headings)
    html = _finished(ledger, rendered(md, with_holes(tokens), env))
    body = _parsed(ledger, _first_title(parsed), html, sections, ignores)
    body = replace(body, labels=tuple(dict.fromkeys(env[TOLD]))) if env.get(TOLD) else body
    _take_apart(parsed)
    return body


def _take_apart(tokens: list[Token]) -> None:
    """Part blocks and their tokens, which know each other: then they go at once, without the garbage collector."""
    for token in tokens:
        token.children = None
        token.meta.clear()


def _first_title(tokens: list[Token]) -> str:
    return next((token.meta["text"] for token in tokens if token.type == "heading_open" and token.tag == "h1"), "")


def _finished(ledger: Ledger, html: str) -> str:
    safe = _sanitized(ledger, html) if ledger.has_raw_html and not ledger.html_is_trusted else html
    return put_together(ledger, safe)


def _sanitized(ledger: Ledger, html: str) -> str:
    shallow, is_cut = without_depths(html)
    if is_cut:
        message = f"HTML nested more than {MOST_LEVELS} levels deep is not read"
        ledger.diagnostics.append(at_top(ledger.path, "nesting-too-deep", message, "close its elements"))
    return sanitized(shallow)


def _report_footnotes(ledger: Ledger, env: dict[str, Any]) -> None:
    for label, line, is_displaced in env.get(UNUSED, ()):
        mark = f"[^{label}]:"
        span = span_on_line(ledger.lines.first + line, max(ledger.lines.texts[line].find(mark), 0) + 1, len(mark))
        message = (
            f"footnote '{label}' is written again below" if is_displaced else f"nothing refers to footnote '{label}'"
        )
        way_out = "only the last is shown; take one out" if is_displaced else f"write [^{label}] where it belongs"
        ledger.diagnostics.append(Diagnostic(ledger.path, span, "unused-footnote", message, way_out))


def _ignores(ledger: Ledger, env: dict[str, Any]) -> Ignores:
    """What comments ignore; what else they say is a finding."""
    ignores, mistakes = told_by(ledger.path, (remark_in(ledger.lines, said) for said in env.get(SAID, ())))
    ledger.diagnostics += mistakes
    return ignores


def _parsed(ledger: Ledger, title: str, html: str, sections: tuple[Section, ...], ignores: Ignores) -> ParsedBody:
    plain_text = "\n".join(text for text in map(str.strip, ledger.texts) if text)
    return ParsedBody(
        title=title,
        html=html,
        mentions=_mentions(ledger, html),
        links=tuple(ledger.links),
        external_links=tuple(ledger.external_links),
        citations=tuple(ledger.citations),
        headings=tuple(ledger.headings),
        anchors=frozenset(ledger.anchors),
        sections=sections,
        inline_tags=tuple(ledger.inline_tags),
        blocks=tuple(ledger.blocks),
        plain_text=plain_text,
        word_count=word_count(plain_text),
        scripts=script_counts(plain_text),
        lead=" ".join(" ".join(ledger.lead).split())[:MOST_OF_LEAD],
        diagnostics=sorted_diagnostics(ledger.diagnostics),
        ignores=ignores,
    )


def _mentions(ledger: Ledger, html: str) -> tuple[Mention, ...]:
    """The sentences of the body's links and citations, in source order."""
    if not ledger.excerpts:
        return ()
    shown = frozenset((kind == "C", index) for kind, index in holes_in(html) if kind in "LIEC")
    found = sorted(ledger.excerpts, key=lambda one: one[0])
    return tuple(Mention(cites, index, words, (cites, index) in shown) for _, cites, index, words in found)
