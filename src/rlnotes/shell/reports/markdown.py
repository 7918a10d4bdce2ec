"""The report as Markdown: for a comment, a mail, the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.shell.report import printable
from rlnotes.shell.reports.report import Report, place_from_top
from rlnotes.shell.reports.wording import OLD, and_more, by_address, in_brief, message_of, summary

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>|&#@~!^$]")


def markdown(report: Report, most_bytes: int | None = None) -> str:
    """The report by file, in tables; beyond `most_bytes` it is cut, and says how much is left out.

    That is a bound of its own: what has it is never brief besides, since others refer to it for all findings.
    """
    head = f"## rlnotes\n\n{plain(summary(report))}\n"
    findings, more = in_brief(report.findings, report) if most_bytes is None else (report.findings, ())
    pieces = [*_files(findings, report), *((f"\n… {plain(line)}\n", 0) for line in more)]
    if report.shows_old and report.old:
        pieces += [(f"\n## {OLD.capitalize()}\n", 0), *_files(report.old, report)]
    return _fitting(head, pieces, most_bytes)


def _fitting(head: str, pieces: Sequence[tuple[str, int]], most_bytes: int | None) -> str:
    left = None if most_bytes is None else most_bytes - len(head.encode()) - _LAST_LINE
    taken: list[str] = [head]
    for place, (piece, _) in enumerate(pieces):
        size = len(piece.encode(errors="replace"))
        if left is not None and size > left:
            number = sum(count for _, count in pieces[place:])
            return "".join(taken) + f"\n{and_more(number, 'that did not fit in here')}\n"
        left = left if left is None else left - size
        taken.append(piece)
    return "".join(taken)


_LAST_LINE: Final = 100  # bytes that are kept for the line that says how much is left out


def _files(findings: Sequence[Judged], report: Report) -> Iterator[tuple[str, int]]:
    """Pieces of Markdown with the number of findings in each: the head of a table, then its rows."""
    files = groupby(by_address(findings), key=lambda pair: pair[0].diagnostic.path)
    for _, pairs in files:
        for number, (first, others) in enumerate(pairs):
            row = _row(first, others, report)
            yield (_table_head(first, report) + row if number == 0 else row), 1 + len(others)


def _table_head(first: Judged, report: Report) -> str:
    path = plain(place_from_top(first.diagnostic, report))
    return f"\n### {path}\n\n| place | severity | rule | finding |\n| --- | --- | --- | --- |\n"


def _row(first: Judged, others: Sequence[Judged], report: Report) -> str:
    found = first.diagnostic
    words = plain(message_of(found))
    if others:
        places = (f"{place_from_top(o.diagnostic, report)}:{o.diagnostic.span.line}" for o in others)
        words += f"; also at {', '.join(map(plain, places))}"
    place = f"{found.span.line}:{found.span.column}"
    return f"| {place} | {first.severity} | {found.rule} | {words} |\n"


def plain(words: str) -> str:
    """`words` so that Markdown and HTML take them as they are: references are never markup (CommonMark 2.5)."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", printable(words))
