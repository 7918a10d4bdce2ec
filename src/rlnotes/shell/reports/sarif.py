"""The report as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from rlnotes import __version__
from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.rules import RULES
from rlnotes.shell.reports.report import Report, place_from_top
from rlnotes.shell.reports.wording import and_more, message_of

MOST_RESULTS: Final = 25_000
"""More of them GitHub refuses."""
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.OFF: "none",
}
_NUMBERS: Final = {rule.name: number for number, rule in enumerate(RULES)}


def sarif(report: Report) -> str:
    """A log with one run: every rule, and a result for each finding, those that weigh most first."""
    findings = sorted((*report.findings, *report.old), key=lambda each: each.severity is not Severity.ERROR)
    taken, left = findings[:MOST_RESULTS], len(findings) - MOST_RESULTS
    old = frozenset(report.old)
    states = [("unchanged" if each in old else "new") if report.is_compared else "" for each in taken]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "rlnotes", "version": __version__, "rules": list(_rules())}},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(taken, states, report)),
        "invocations": [_invocation(left)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules() -> Iterator[dict[str, Any]]:
    for rule in RULES:
        page = f"docs/rules/{rule.name}.md"
        yield {
            "id": rule.name,
            "shortDescription": {"text": rule.meaning},
            "fullDescription": {"text": rule.meaning},
            "help": {"text": f"{rule.meaning} {page} in the documentation of rlnotes says more."},
            "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.severity is not Severity.OFF},
        }


def _invocation(left: int) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left > 0:
        told = {"level": "warning", "message": {"text": and_more(left, "than a log may hold")}}
        invocation["toolExecutionNotifications"] = [told]
    return invocation


def _results(findings: Sequence[Judged], states: Sequence[str], report: Report) -> Iterator[dict[str, Any]]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for each, state in zip(findings, states, strict=True):
        found = each.diagnostic
        key = (found.rule, found.path, found.subject or found.message)
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "ruleIndex": _NUMBERS[found.rule],
            "level": _LEVELS[each.severity],
            "message": {"text": message_of(found).encode(errors="replace").decode()},
            "locations": [{"physicalLocation": _location(found, report)}],
            "partialFingerprints": {"rlnotes/v1": _fingerprint(key, seen[key])},
        }
        seen[key] += 1
        yield {**result, "baselineState": state} if state else result


def _location(found: Diagnostic, report: Report) -> dict[str, Any]:
    span = found.span
    uri = quote(place_from_top(found, report).encode(errors="replace"), safe="/~!$&'()*+,;=@")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        },
    }


def _fingerprint(key: tuple[str, str, str], number: int) -> str:
    """By what a service knows a finding again whose line moved: rule, file, what it is about, which of equals."""
    return hashlib.sha256("\0".join((*key, str(number))).encode(errors="surrogatepass")).hexdigest()
