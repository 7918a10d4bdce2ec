"""The report as lines for people: one for each finding, which editors and terminals make a link of."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.place import Span
from rlnotes.shell.report import Shown, printable, report_text, shown_path
from rlnotes.shell.reports.report import Lines, Report
from rlnotes.shell.reports.wording import OLD, by_address, in_brief, summary


@dataclass(frozen=True, slots=True)
class Screen:
    """A terminal: how wide it is, whether colours are wanted, and where the lines of files come from."""

    columns: int
    is_coloured: bool
    lines: Lines


def text(report: Report, screen: Screen | None = None) -> str:
    """The findings, by file, and a line that sums up; on a screen, each with the line that it is about."""
    findings, more = in_brief(report.findings, report)
    listed = _findings(findings, report.shown, screen) + "".join(f"… {line}\n" for line in more)
    if report.shows_old and report.old:
        listed += f"{OLD}:\n{_findings(report.old, report.shown, screen)}"
    return f"{listed}{summary(report)}\n"


def _findings(findings: Sequence[Judged], shown: Shown, screen: Screen | None) -> str:
    if screen is None:
        return "".join(_plain(first, others, shown) for first, others in by_address(findings))
    files = groupby(by_address(findings), key=lambda pair: pair[0].diagnostic.path)
    blocks = ("".join(_drawn(first, others, shown, screen) for first, others in pairs) for _, pairs in files)
    return "".join(f"{block}\n" for block in blocks)


def _plain(first: Judged, others: Sequence[Judged], shown: Shown, *, is_coloured: bool = False) -> str:
    return report_text([first], shown, is_coloured=is_coloured) + "".join(_also(each, shown) for each in others)


def _also(each: Judged, shown: Shown) -> str:
    span = each.diagnostic.span
    return printable(f"  also at {shown_path(each.diagnostic, shown)}:{span.line}:{span.column}") + "\n"


def _drawn(first: Judged, others: Sequence[Judged], shown: Shown, screen: Screen) -> str:
    found = first.diagnostic
    lines = screen.lines(found)
    drawn = _underlined(lines[found.span.line - 1], found.span, screen) if 0 < found.span.line <= len(lines) else ""
    return _plain(first, (), shown, is_coloured=screen.is_coloured) + drawn + "".join(_also(o, shown) for o in others)


_MARGIN: Final = "    "
_BEFORE: Final = 24
"""How much of a long line is shown ahead of the place."""


def _underlined(line: str, span: Span, screen: Screen) -> str:
    """The line of a file with its place marked below; of a long line, what fits around the place."""
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    if start == end == 0 or not line.strip():
        return ""
    room = max(screen.columns - len(_MARGIN) - 2, 20)
    first = start - _BEFORE if _width(line) > room and start > _BEFORE else 0
    before, marked = _shown(line[first:start]), _shown(line[start:end])
    rest = _shown(line[end : end + room])
    head = "…" if first else ""
    whole = _cut(head + before + marked + rest, room)
    places = max(1, min(_width(marked), room - _width(head + before)))
    mark = "\x1b[36m{}\x1b[0m".format("^" * places) if screen.is_coloured else "^" * places
    return f"{_MARGIN}{whole}\n{_MARGIN}{' ' * _width(head + before)}{mark}\n"


def _shown(part: str) -> str:
    return printable(part.replace("\t", "    "))


def _cut(line: str, room: int) -> str:
    width = 0
    for place, letter in enumerate(line):
        width += _letter_width(letter)
        if width > room:
            return f"{line[:place]}…"
    return line


def _width(part: str) -> int:
    return sum(map(_letter_width, part))


def _letter_width(letter: str) -> int:
    """The columns of a letter on a terminal (Unicode Standard Annex 11)."""
    if letter.isascii():
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
