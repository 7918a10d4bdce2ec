"""The notes as bare HTML, a page each with nothing of a theme: links and anchors of the notes, and no others."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

from bench.collection import LinkTo, Note, Notes, Piece

FOLDER: Final = "bare"
_HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)


def write_bare_pages(site: Path, notes: Notes) -> None:
    """Writes a page for each note into the folder `bare` of the site."""
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for note in notes.values():
        (folder / f"{note.slug}.html").write_text(bare_page(note), encoding="utf-8", newline="\n")


def bare_page(note: Note) -> str:
    """A page of the note: text as it stands, headings with their ids, links.

    Not as preformatted text, where lychee looks for no links.
    """
    title = html.escape(note.title)
    body = "".join(map(_piece, note.body))
    return f'<!doctype html>\n<html lang="en">\n<title>{title}</title>\n<h1>{title}</h1>\n<p>\n{body}</p>\n</html>\n'


def _piece(piece: Piece) -> str:
    if isinstance(piece, LinkTo):
        anchor = f"#{piece.heading.lower()}" if piece.heading else ""
        return f'<a href="{piece.slug}.html{anchor}">{html.escape(piece.label)}</a>'
    return _HEADING.sub(_heading, html.escape(str(piece)))


def _heading(found: re.Match[str]) -> str:
    return f'</p>\n<h2 id="{found[1].lower()}">{found[1]}</h2>\n<p>'
