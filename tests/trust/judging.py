"""What holds for any text: what the fuzzer judges by, and what its findings are judged by in every test run."""

from __future__ import annotations

import re

from rlnotes.model.dialect import Dialect
from rlnotes.model.holes import OPEN, without_holes
from rlnotes.model.place import Source
from rlnotes.parse.frontmatter import parse_front_matter
from rlnotes.parse.note import Parsed, ParseOptions, parse_note

_ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|style|link|meta|base|form)\b|<[a-z][^<>\"']*\son\w+\s*=", re.IGNORECASE
)


def judge(data: bytes) -> None:
    """Have one text judged, as its first byte says: as front matter, as a note in every dialect, or as a note."""
    mark, text = data[:1], data[1:].decode(errors="replace")
    if mark == b"-":
        judge_front_matter(text)
    else:
        judge_note(text, tuple(Dialect) if mark == b"+" else ())


def judge_note(text: str, dialects: tuple[Dialect, ...] = ()) -> None:
    """Nothing, for a note that is read to the end, with every place in the text and nothing that could run."""
    parsed = parse_note(Source("a.md", text), ParseOptions(dialects=dialects))
    html = without_holes(parsed.body.html)
    assert OPEN not in html
    assert not _ACTIVE.search(html), html
    html.encode(errors="strict" if _is_unicode(text) else "replace")
    assert _places_lie_in(parsed, text)


def judge_front_matter(text: str) -> None:
    """Nothing, for front matter that is read to the end, with its links numbered in order."""
    parsed = parse_front_matter(Source("a.md", f"---\n{text}\n---\nBody"))
    assert [link.index for link in parsed.links] == list(range(len(parsed.links)))
    if _is_unicode(text):
        repr(parsed.front).encode()


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _places_lie_in(parsed: Parsed, text: str) -> bool:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    spans = (*(found.span for found in parsed.diagnostics), *(link.span for link in parsed.note.links))
    return all(1 <= span.line <= lines for span in spans)
