"""One Markdown file's text as a note: front matter, title and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rlnotes.model.diagnostic import Diagnostic, Diagnostics, sorted_diagnostics
from rlnotes.model.ignore import Ignores
from rlnotes.model.link import Mention
from rlnotes.model.naming import is_index
from rlnotes.model.note import Body, FrontMatter, Kind, Note
from rlnotes.model.place import Source, span_on_line
from rlnotes.parse.body import ParsedBody, ParseOptions, parse_body
from rlnotes.parse.frontmatter import ParsedFront, parse_front_matter
from rlnotes.parse.reading import plain_lines
from rlnotes.parse.search_terms import HEADING, NAME, TITLE, TOLD, Terms, weighed_terms
from rlnotes.words.in_notes import language_within

__all__ = ["ParseOptions", "Parsed", "parse_note", "title_of_path"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}-(?=.)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A note, what it shows, the sentences of its links and citations in order, what is wrong with its text.

    `ignores` are those findings that its author means to be there.
    """

    note: Note
    body: Body
    mentions: tuple[Mention, ...]
    diagnostics: Diagnostics
    ignores: Ignores


def parse_note(source: Source, options: ParseOptions) -> Parsed:
    """What the file `source` says; the author's mistakes are diagnostics."""
    front = parse_front_matter(Source(source.path, plain_lines(source.text)))
    spoken = _in_language(options, front.front.lang)
    body = parse_body(source.path, front.body, front.body_line, len(front.links), spoken, front.front.title)
    found = (*_nul_characters(source), *front.diagnostics, *_counting(front.front, body.diagnostics))
    shown = Body(body.html, body.plain_text, body.word_count, body.lead, body.scripts)
    note = _note(source.path, front, body, has_terms=options.has_terms)
    return Parsed(note, shown, body.mentions, sorted_diagnostics(found), (*front.ignores, *body.ignores))


def _in_language(options: ParseOptions, lang: str) -> ParseOptions:
    """The options for a note in `lang`."""
    if lang in ("", options.language):
        return options
    return replace(options, language=language_within(lang, options.language, options.words))


def _counting(front: FrontMatter, found: Diagnostics) -> Diagnostics:
    """The findings of a body without its empty sections where others fill them: a draft's author, a hub's own list."""
    if front.is_draft or (front.kind is Kind.HUB and front.sections):
        return tuple(finding for finding in found if finding.rule != "empty-section")
    return found


def _nul_characters(source: Source) -> Diagnostics:
    """One finding for the first NUL of a file: no page can hold it, so it is shown as a replacement character."""
    before, nul, _ = source.text.partition("\0")
    if not nul:
        return ()
    *lines, last = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = span_on_line(len(lines) + 1, len(last) + 1, 1)
    return (Diagnostic(source.path, place, "bad-character", "a NUL character", "remove it; it is shown as \ufffd"),)


def title_of_path(path: str) -> str:
    """The title a file's name gives it; an index or README is named for its folder."""
    place = PurePosixPath(path)
    named = place.parent if is_index(path) and place.parent.name else place.with_suffix("")
    name = _DATE.sub("", named.name, count=1)
    spaced = name if " " in name else name.replace("-", " ")
    return spaced[:1].upper() + spaced[1:]


def _note(path: str, front: ParsedFront, body: ParsedBody, *, has_terms: bool) -> Note:
    title = front.front.title or body.title or title_of_path(path)
    return Note(
        path=path,
        front=front.front,
        title=title,
        links=(*front.links, *body.links),
        external_links=body.external_links,
        citations=body.citations,
        headings=body.headings,
        anchors=body.anchors,
        sections=body.sections,
        inline_tags=body.inline_tags,
        blocks=body.blocks,
        is_titled=bool(front.front.title or body.title),
        terms=_terms(title, front.front, body) if has_terms else (),
        labels=body.labels,
    )


def _terms(title: str, front: FrontMatter, body: ParsedBody) -> Terms:
    """What search finds the note by."""
    return weighed_terms(
        body.plain_text,
        [
            (TITLE, f"{title} {front.short_title}"),
            (NAME, " ".join((*front.aliases, *front.authors))),
            (HEADING, " ".join(heading.text for heading in body.headings)),
            (TOLD, f"{front.description} {front.claim} {' '.join((*front.tags, *body.inline_tags))}"),
        ],
    )
