"""The report as commands of a GitHub workflow, which shows them beside the diff, and as the summary of its step.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word: the others are plain lines, and
stand in the summary. No text of a note can become a command: in commands it is escaped, and while plain lines are
printed commands are off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Severity
from rlnotes.shell.report import printable, report_text
from rlnotes.shell.reports.markdown import markdown
from rlnotes.shell.reports.report import Report, place_from_top
from rlnotes.shell.reports.wording import and_more, message_of, summary

MOST_SHOWN: Final = 10
MOST_SUMMARY_BYTES: Final = 1024 * 1024
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def github(report: Report) -> str:
    """An annotation for each of the first findings, errors first; the others and a summary as plain lines."""
    shown, others = _shared_out(report.findings)
    plain = report_text(others, report.shown)
    if report.shows_old:
        plain += report_text(report.old, report.shown)
    if others:
        plain += and_more(len(others), "than are shown beside the diff; the summary of this step has them all") + "\n"
    plain += f"{summary(report)}\n"
    return "".join((*_commands(shown, report), _without_commands(plain)))


def step_summary(report: Report) -> str:
    """The summary of the step, as long as GitHub takes it."""
    return markdown(report, MOST_SUMMARY_BYTES)


def _shared_out(findings: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Those that GitHub shows, errors first, and the others."""
    shown: list[Judged] = []
    others: list[Judged] = []
    for severity in _COMMANDS:
        found = [each for each in findings if each.severity is severity]
        shown += found[:MOST_SHOWN]
        others += found[MOST_SHOWN:]
    return shown, others


def _commands(findings: Sequence[Judged], report: Report) -> Iterator[str]:
    for each in findings:
        found = each.diagnostic
        properties = {
            "file": place_from_top(found, report),
            "line": str(found.span.line),
            "endLine": str(found.span.end_line),
            "col": str(found.span.column),
            "endColumn": str(found.span.end_column),
            "title": found.rule,
        }
        listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        yield f"::{_COMMANDS[each.severity]} {listed}::{_message(message_of(found))}\n"


def _message(words: str) -> str:
    """`words` as the text of a command; line breaks stay, other control characters are told."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "%0A".join(printable(line).replace("%", "%25") for line in lines)


def _property(words: str) -> str:
    return _message(words).replace(":", "%3A").replace(",", "%2C")


def _without_commands(lines: str) -> str:
    """`lines`, between commands that turn commands off and on; nobody can write the hash of the text into the text."""
    token = hashlib.sha256(lines.encode(errors="surrogatepass")).hexdigest()
    return f"::stop-commands::{token}\n{lines}::{token}::\n"
