"""What is found while a body is read, in source order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.holes import filled, hole
from rlnotes.model.link import Citation, Excerpt, ExternalLink, Link
from rlnotes.model.note import Heading
from rlnotes.model.place import Span
from rlnotes.parse.formula import Macros
from rlnotes.parse.places import Lines, Stamp, span_at
from rlnotes.parse.slug import unique_slug

MOST_OF_LEAD: Final = 400
"""How many letters of its first paragraphs a body gives as its lead."""


@dataclass(slots=True)
class Ledger:
    """The growing facts of one body; lives while the body is read and no longer."""

    path: str
    lines: Lines
    first_link: int
    macros: Macros = ()
    html_is_trusted: bool = False
    links: list[Link] = field(default_factory=list)
    external_links: list[ExternalLink] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    inline_tags: dict[str, int] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    given_ids: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    lead_length: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    slugs: dict[str, int] = field(default_factory=dict)
    excerpts: list[tuple[Span, bool, int, Excerpt]] = field(default_factory=list)
    heading_id: str = ""
    has_raw_html: bool = False


def report(ledger: Ledger, stamp: Stamp, rule: str, message: str, way_out: str = "") -> None:
    """Add a finding at the place of `stamp`."""
    ledger.diagnostics.append(Diagnostic(ledger.path, span_at(stamp, ledger.lines), rule, message, way_out))


def note_given_id(ledger: Ledger, ident: str, stamp: Stamp, *, is_taken: bool = False) -> None:
    """Take note of an id that the author gives to a place, with a finding if it is another place's already."""
    if is_taken or ident in ledger.given_ids:
        way_out = "links lead to the first; give this one an id of its own"
        report(ledger, stamp, "duplicate-anchor", f"'{ident}' is the id of another place already", way_out)
    ledger.given_ids.add(ident)


def own_anchor(ledger: Ledger, ident: str, stamp: Stamp) -> str:
    """The id that a place gets for which the author gives `ident`: another one where that is taken."""
    note_given_id(ledger, ident, stamp, is_taken=ident in ledger.slugs)
    own = unique_slug(ident, ledger.slugs)
    ledger.anchors.append(own)
    return own


def kept_apart(ledger: Ledger, html: str) -> str:
    """A hole for HTML of our own making, so that the sanitizer never touches it."""
    ledger.pieces.append(html)
    return hole("T", len(ledger.pieces) - 1)


def put_together(ledger: Ledger, html: str) -> str:
    """`html` with the pieces kept apart back in their places."""
    if not ledger.pieces:
        return html
    return filled(html, lambda kind, number: ledger.pieces[number] if kind == "T" else hole(kind, number))
