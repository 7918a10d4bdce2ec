"""The same notes as each tool wants them written: front matter, links, file names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from bench.collection import HOME, Cite, LinkTo, Note, Notes, Piece


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a tool wants its notes: where they lie, and how what differs between tools is written."""

    folder: str
    front_matter: Callable[[Note], str]
    link: Callable[[LinkTo], str]
    home: str = "index.md"
    """The file of the home page; empty where the tool makes its own."""
    cite: Callable[[Cite], str] = lambda cite: f"({_author(cite.number)}, {_year(cite.number)})"


def text(note: Note, dialect: Dialect) -> str:
    """The file of `note`."""
    return dialect.front_matter(note) + "".join(_piece(piece, dialect) for piece in note.body)


def write_notes(site: Path, dialect: Dialect, before: Notes, after: Notes) -> int:
    """Writes what differs between two states of a collection.

    Returns:
        How many files were written or removed.
    """
    folder = site / dialect.folder
    folder.mkdir(parents=True, exist_ok=True)
    gone = [before[slug] for slug in before if slug not in after]
    new = [note for slug, note in after.items() if before.get(slug) is not note]
    for note in gone:
        (folder / file_name(note, dialect)).unlink()
    written = [note for note in new if file_name(note, dialect)]
    for note in written:
        (folder / file_name(note, dialect)).write_text(text(note, dialect), encoding="utf-8", newline="\n")
    return len(gone) + len(written)


def file_name(note: Note, dialect: Dialect) -> str:
    """The name of the file of `note`; empty where the tool wants none."""
    return dialect.home if note.slug == HOME else f"{note.slug}.md"


def bibliography(sources: int) -> str:
    """A BibTeX file with so many sources."""
    return "\n".join(_entry(number) for number in range(sources))


def _entry(number: int) -> str:
    lines = (
        f"@article{{{_key(number)},",
        f"  author = {{{_author(number)}, Ada and Smith, Jo}},",
        f"  title = {{Made-up study number {number}}},",
        f"  journal = {{Journal of Made-up Studies}},\n  year = {{{_year(number)}}},\n}}\n",
    )
    return "\n".join(lines)


def _key(number: int) -> str:
    return f"{_author(number).lower()}{_year(number)}"


def _author(number: int) -> str:
    return f"Doe{number}"


def _year(number: int) -> int:
    return 1990 + number % 35


def _piece(piece: Piece, dialect: Dialect) -> str:
    match piece:
        case str():
            return piece
        case LinkTo():
            return dialect.link(piece)
        case Cite():
            return dialect.cite(piece)
        case _:
            assert_never(piece)


def _fragment(link: LinkTo) -> str:
    return f"#{link.heading.lower()}" if link.heading else ""


def _wikilink(link: LinkTo) -> str:
    return f"[[{link.slug}{'#' if link.heading else ''}{link.heading}|{link.label}]]"


def _to_file(link: LinkTo) -> str:
    return f"[{link.label}]({link.slug}.md{_fragment(link)})"


def _to_address(link: LinkTo) -> str:
    return f"[{link.label}](/{link.slug}/{_fragment(link)})"


def _to_zola(link: LinkTo) -> str:
    return f"[{link.label}](@/{link.slug}.md{_fragment(link)})"


def _to_pelican(link: LinkTo) -> str:
    return f"[{link.label}]({{filename}}{link.slug}.md{_fragment(link)})"


def _yaml_lines(note: Note) -> Iterator[str]:
    yield f"title: {json.dumps(note.title)}"
    if note.slug != HOME:
        yield f"date: {note.date.isoformat()}"
    if note.tags:
        yield f"tags: [{', '.join(note.tags)}]"


def _fenced(*lines: str) -> str:
    return "\n".join(("---", *lines, "---", "", ""))


def _yaml(note: Note) -> str:
    return _fenced(*_yaml_lines(note))


def _of_rlnotes(note: Note) -> str:
    return _fenced(*(("kind: hub",) if note.is_hub else ()), *_yaml_lines(note))


def _of_zola(note: Note) -> str:
    if note.slug == HOME:
        return f"+++\ntitle = {json.dumps(note.title)}\n+++\n\n"
    tags = f"\n[taxonomies]\ntags = {json.dumps(note.tags)}\n"
    return f"+++\ntitle = {json.dumps(note.title)}\ndate = {note.date.isoformat()}\n{tags}+++\n\n"


def _of_pelican(note: Note) -> str:
    return f"Title: {note.title}\nDate: {note.date.isoformat()}\nTags: {', '.join(note.tags)}\nSlug: {note.slug}\n\n"


def _cited(cite: Cite) -> str:
    return f"[@{_key(cite.number)}]"


WIKI = Dialect("notes", _of_rlnotes, _wikilink, cite=_cited)
MARKDOWN = Dialect("notes", _of_rlnotes, _to_file, cite=_cited)
HUGO = Dialect("content", _yaml, _to_address, home="_index.md")
HUGO_LINKED = Dialect("content", _yaml, _to_file, home="_index.md")
ZOLA = Dialect("content", _of_zola, _to_zola, home="_index.md")
MKDOCS = Dialect("docs", _yaml, _to_file)
PELICAN = Dialect("content", _of_pelican, _to_pelican, home="")
ELEVENTY = Dialect("content", _yaml, _to_address)
