"""Findings and results in words: for a terminal, for a program, and in one line at the end."""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.shell.output import Written

# Control characters, and those that reorder text: a note must not drive the terminal that reports on it.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MOST_OF_A_RULE: Final = 20
"""Warnings of one rule that a build shows: a rule that a collection never kept must not drown the others."""
_COLOURS: Final[Mapping[Severity, str]] = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.OFF: "2"}


@dataclass(frozen=True, slots=True)
class Shown:
    """The folders of a project as someone in the current folder would type them, and its configuration's name."""

    root: str
    notes: str
    templates: str
    config_name: str


def relative(path: Path, current: Path) -> str:
    """`path` as seen from `current`, with slashes; as it is where no relative path leads."""
    try:
        return PurePath(os.path.relpath(path, current)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def shown_path(found: Diagnostic, shown: Shown) -> str:
    """The path of a finding as the reader would open it: most are notes."""
    folders = {"bad-template": shown.templates, "bad-configuration": shown.root}
    folder = shown.root if found.path == shown.config_name else folders.get(found.rule, shown.notes)
    return posixpath.normpath(f"{folder}/{found.path}")


def printable(text: str) -> str:
    """`text` with everything that could steer a terminal written as an escape."""
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def report_text(findings: Sequence[Judged], shown: Shown, *, is_coloured: bool = False) -> str:
    """One line a finding: `notes/ppo.md:12:5: error[broken-link] no note 'x'; did you mean 'y'?`."""
    return "".join(f"{_line(each, shown, is_coloured=is_coloured)}\n" for each in findings)


def report_in_brief(findings: Sequence[Judged], shown: Shown, *, is_coloured: bool = False) -> str:
    """The same of all errors and at most 20 warnings of each rule, and a line for each rule of which there are more."""
    rules = Counter(each.diagnostic.rule for each in findings if each.severity is not Severity.ERROR)
    left = dict.fromkeys(rules, MOST_OF_A_RULE)
    listed = [
        each for each in findings if each.severity is Severity.ERROR or _counted_down(left, each.diagnostic.rule) >= 0
    ]
    more = ((rule, number - MOST_OF_A_RULE) for rule, number in rules.items() if number > MOST_OF_A_RULE)
    rest = "".join(
        f"… and {number:,} more of {rule}; `rlnotes check --rule {rule}` lists all\n" for rule, number in more
    )
    return report_text(listed, shown, is_coloured=is_coloured) + rest


def _counted_down(left: dict[str, int], rule: str) -> int:
    left[rule] -= 1
    return left[rule]


def _line(judged: Judged, shown: Shown, *, is_coloured: bool) -> str:
    found = judged.diagnostic
    place = f"{shown_path(found, shown)}:{found.span.line}:{found.span.column}:"
    label = f"{judged.severity}[{found.rule}]"
    if is_coloured:
        label = f"\x1b[{_COLOURS[judged.severity]}m{label}\x1b[0m"
    words = f"{found.message}; {found.help}" if found.help else found.message
    return f"{printable(place)} {label} {printable(words)}"


def count(findings: Sequence[Judged], severity: Severity) -> int:
    """How many findings weigh this much."""
    return sum(each.severity is severity for each in findings)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 page", "2 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def findings_summary(findings: Sequence[Judged]) -> str:
    """How many errors and warnings: "2 errors, 1 warning", or "no findings"."""
    numbers = ((count(findings, Severity.ERROR), "error"), (count(findings, Severity.WARNING), "warning"))
    return ", ".join(counted(number, noun) for number, noun in numbers if number) or "no findings"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a build was made of."""

    pages: int
    notes: int
    sources: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Done:
    """What a build had to do: files parsed, pages rendered."""

    parsed: int
    rendered: int


def build_summary(totals: Totals, done: Done, written: Written, findings: Sequence[Judged]) -> str:
    """A build in one line."""
    made = f"built {counted(totals.pages, 'page')} from {counted(totals.notes, 'note')}"
    made += f" and {counted(totals.sources, 'source')} in {totals.seconds:.1f} s"
    work = f"{done.parsed:,} parsed, {done.rendered:,} rendered"
    counts = len(written.written), len(written.unchanged), len(written.removed)
    files = "{:,} written, {:,} unchanged, {:,} removed".format(*counts)
    return f"{made}: {work}; {files}; {findings_summary(findings)}"


def is_coloured(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether colour is wanted: on a terminal that is not dumb, unless NO_COLOR (no-color.org) has a value."""
    return is_terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def list_text(rows: Sequence[tuple[str, str, str, int]]) -> str:
    """Rows of path, title, kind and count as lines, with a tab between the columns."""
    return "".join(f"{printable(path)}\t{number}\t{printable(title)}\n" for path, title, _kind, number in rows)


def list_json(rows: Sequence[tuple[str, str, str, int]]) -> str:
    """The same rows as a JSON list of objects."""
    content = [{"path": path, "title": title, "kind": kind, "count": number} for path, title, kind, number in rows]
    return json.dumps(content, indent=2) + "\n"
