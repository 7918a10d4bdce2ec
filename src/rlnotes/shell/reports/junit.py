"""The report as JUnit XML, which nearly every service shows: a test for each finding, one that passes without any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Severity
from rlnotes.shell.report import count, printable, shown_path
from rlnotes.shell.reports.report import Report
from rlnotes.shell.reports.wording import message_of, summary

# What XML 1.0 (2.2) does not allow, even escaped; what is left of it after `printable`.
_ILLEGAL: Final = re.compile("[\ufffe\uffff]")


def junit(report: Report) -> str:
    """One suite a file; errors fail, warnings are told."""
    files = groupby(report.findings, key=lambda each: shown_path(each.diagnostic, report.shown))
    suites = [_suite(path, tuple(found)) for path, found in files]
    if not suites:
        suites = [_tagged("testsuite", {"name": "rlnotes", "tests": "1", "failures": "0"}, _passed(report))]
    counts = {
        "name": "rlnotes",
        "tests": str(len(report.findings) or 1),
        "failures": str(count(report.findings, Severity.ERROR)),
    }
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_tagged("testsuites", counts, "".join(suites))}'


def _passed(report: Report) -> str:
    return _tagged("testcase", {"name": summary(report), "classname": "rlnotes"}, "")


def _suite(path: str, findings: Sequence[Judged]) -> str:
    counts = {
        "name": path,
        "tests": str(len(findings)),
        "failures": str(count(findings, Severity.ERROR)),
    }
    return _tagged("testsuite", counts, "".join(_case(path, each) for each in findings))


def _case(path: str, judged: Judged) -> str:
    found = judged.diagnostic
    name = f"{found.rule} at {found.span.line}:{found.span.column}: {found.message}"
    words = f"{path}:{found.span.line}:{found.span.column}: {message_of(found)}"
    if judged.severity is Severity.ERROR:
        told = _tagged("failure", {"message": words, "type": found.rule}, "")
    else:
        told = f"<system-out>{escape(_legal(words))}</system-out>\n"
    return _tagged("testcase", {"name": name, "classname": path, "file": path, "line": str(found.span.line)}, told)


def _tagged(name: str, attributes: dict[str, str], content: str) -> str:
    listed = "".join(f" {key}={quoteattr(_legal(value))}" for key, value in attributes.items())
    return f"<{name}{listed}>\n{content}</{name}>\n" if content else f"<{name}{listed}/>\n"


def _legal(words: str) -> str:
    return _ILLEGAL.sub("\ufffd", printable(words))
