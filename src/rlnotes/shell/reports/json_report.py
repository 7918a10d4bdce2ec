"""The report as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Severity
from rlnotes.shell.report import Shown, count, shown_path
from rlnotes.shell.reports.report import Report


def json_report(report: Report) -> str:
    """One object: `version` 1, counts, and the findings that count; where notes were compared, the old ones too."""
    content: dict[str, Any] = {
        "version": 1,
        "errors": count(report.findings, Severity.ERROR),
        "warnings": count(report.findings, Severity.WARNING),
        "notes": report.notes,
        "links": report.links,
        "findings": [finding_fields(each, report.shown) for each in report.findings],
    }
    if report.unverified:
        content["unverified"] = [{"url": url, "reason": reason} for url, reason in report.unverified]
    if report.is_compared:
        content |= {"gone": report.gone, "old": [finding_fields(each, report.shown) for each in report.old]}
    return json.dumps(content, indent=2) + "\n"


def finding_fields(judged: Judged, shown: Shown) -> dict[str, str | int]:
    """A finding as an object."""
    found = judged.diagnostic
    return {
        "path": shown_path(found, shown),
        "line": found.span.line,
        "column": found.span.column,
        "end_line": found.span.end_line,
        "end_column": found.span.end_column,
        "severity": judged.severity.value,
        "rule": found.rule,
        "message": found.message,
        "help": found.help,
        "subject": found.subject,
    }
