"""Pieces of plain Markdown (CommonMark, GFM): text that means nothing but itself, code, links, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from rlnotes.model.url import is_external, is_safe_url

BREAK: Final = "\ufdd5"
"""Stands for a line break in running text until it is known where that text goes; it can't come from a note."""

_AROUND: Final = f" \t\r\n{BREAK}"
_MARKS = re.compile(r"\[[^\[\]^][^\[\]]*\](?![(\[:])|[\\`*_\[\]<&$~!]")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LINE_START = re.compile(
    r"^(?:(#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|-{2,}[ \t]*$|=+[ \t]*$|>|\|)|([0-9]{1,9})(?=[.)](?:[ \t]|$)))",
    re.MULTILINE,
)
_LINE_ENDS = re.compile(r"(?<!\s)\s*\n\s*")  # from where the spaces begin: looked for elsewhere they would take long
_BREAKS = re.compile(rf"(?<!\s)\s*{BREAK}\s*")


def escaped_text(text: str) -> str:
    """Running text with a backslash before what would be read as markup; a pair of brackets alone is none."""
    return _MARKS.sub(_escaped_mark, text.replace(BREAK, ""))


def _escaped_mark(match: re.Match[str]) -> str:
    mark, text, start = match[0], match.string, match.start()
    if len(mark) > 1:
        return f"[{escaped_text(mark[1:-1])}]"
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    return f"\\{mark}" if _is_markup(mark, before, after, text, start) else mark


def _is_markup(mark: str, before: str, after: str, text: str, start: int) -> bool:
    """Whether a character could be read as markup beside its neighbours, "" for one that is not known."""
    is_alone = {
        "\\": bool(after) and after != "\n" and after not in _PUNCTUATION,
        "*": before.isspace() and after.isspace(),
        "_": (before.isspace() and after.isspace()) or (before.isalnum() and after.isalnum()),
        "<": not after.isalpha() and after not in ("/", "!", "?"),
        "&": not _ENTITY.match(text, start),
        "~": "~" not in (before, after),
        "!": after != "[",
    }
    return not is_alone.get(mark, False)


def paragraph(text: str) -> str:
    """Finished running text as a paragraph, no line of which begins like a heading, a list or a quote."""
    lines = text.strip(_AROUND)
    if "\n" in lines:
        lines = _LINE_ENDS.sub("\n", lines)
    elif lines[:1].isalpha():  # a line that begins with a letter begins nothing else
        return _with_breaks(lines)
    return _with_breaks(_LINE_START.sub(_escaped_start, lines))


def _with_breaks(text: str) -> str:
    return _BREAKS.sub("\\\\\n", text) if BREAK in text else text


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match[2]}\\" if match[2] else f"\\{match[1]}"


def one_line(text: str, line_break: str = " ") -> str:
    """Finished running text on a line of its own."""
    line = text.strip(_AROUND)
    return " ".join((_BREAKS.sub(line_break, line) if BREAK in line else line).split())


def heading(level: int, text: str) -> str:
    """A heading; a `#` at its end would be taken for a part of the mark."""
    line = one_line(text)
    return f"{'#' * level} {line[:-1]}\\#" if line.endswith("#") else f"{'#' * level} {line}"


def _longest_run(code: str, mark: str) -> int:
    return max((len(run) for run in re.findall(f"{mark}+", code)), default=0)


def code_span(code: str) -> str:
    """Code in running text."""
    line = " ".join(code.split("\n"))
    ticks = "`" * (_longest_run(line, "`") + 1)
    space = " " if line[:1] in ("`", " ") or line[-1:] in ("`", " ") else ""
    return f"{ticks}{space}{line}{space}{ticks}" if line.strip() else ""


def fenced(code: str, language: str) -> str:
    """A block of code between fences."""
    fence = "`" * max(3, _longest_run(code, "`") + 1)
    return f"{fence}{language}\n{code.rstrip(chr(10))}\n{fence}"


_TEX_COMMENT = re.compile(r"(?<!\\)%")
_BLANK_LINES = re.compile(r"\n\s*\n")
_LIKE_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|\](?=[(\[])")


def formula(tex: str, start: str, end: str) -> str:
    """TeX between marks, on one line in running text unless a comment in it ends with its line.

    Readers who don't know formulas find no tag and no link in it: spaces mean nothing in TeX.
    """
    text = _LIKE_MARKUP.sub(lambda found: f"{found[0]} ", _BLANK_LINES.sub("\n", tex.strip()))
    if "\n" not in start and not _TEX_COMMENT.search(text):
        text = " ".join(text.split())
    return f"{start}{text}{end}" if text else ""


_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0<>()\\\[\]`*_|]|[^\x00-\x7f]")


def destination(url: str) -> str:
    """An address as the destination of a link, "" for one that may not be linked."""
    if is_external(url) and not is_safe_url(url):
        return ""
    return _UNFIT.sub(lambda found: quote(found[0], safe="_", errors="replace"), url)


def link(words: str, url: str) -> str:
    """A link with finished `words`; the words alone where it may lead nowhere, nothing without words."""
    place, inner = destination(url), words.strip(" \n")
    if not place or not inner:
        return words
    if place == url == inner.replace("\\", "") and is_external(url):
        return words.replace(inner, f"<{url}>")
    before, _, after = words.partition(inner)
    return f"{before}[{inner}]({place}){after}"


def indented(text: str, first: str, rest: str) -> str:
    """`text` with `first` before its first line and `rest` before every other that is not empty."""
    head, *lines = text.split("\n")
    return "\n".join((first + head, *(rest + line if line else rest.rstrip() for line in lines)))


def table(rows: Sequence[Sequence[str]], alignments: Sequence[str]) -> str:
    """A table of GFM, whose first row is its head."""
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    dashes = {"left": ":--", "right": "--:", "center": ":-:"}
    marks = [dashes.get(each, "---") for each in alignments] + ["---"] * width
    head, *others = ((*row, *("",) * (width - len(row))) for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks[:width], *others))
