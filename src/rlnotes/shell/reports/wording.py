"""The words that all formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.rules import ADVICE
from rlnotes.shell.report import counted, findings_summary
from rlnotes.shell.reports.report import Report

NEW, OLD = "new", "there before"


def message_of(found: Diagnostic) -> str:
    """What is wrong and the way out."""
    return f"{found.message}; {found.help}" if found.help else found.message


def verdict(report: Report) -> str:
    """How many findings count, and how many there are besides: "1 error; 3 there before"."""
    return "; ".join(_verdict(report))


def _verdict(report: Report) -> Iterator[str]:
    words = findings_summary(report.findings)
    yield f"{NEW}: {words}" if report.is_compared and report.findings else _nothing_new(report, words)
    if report.old:
        yield f"{len(report.old):,} {OLD}{'' if report.shows_old else ' (--all lists them)'}"
    if report.gone:
        yield f"{counted(report.gone, 'finding')} gone"
    if number := len(report.unverified):
        yield f"{number:,} {'address' if number == 1 else 'addresses'} could not be verified"


def _nothing_new(report: Report, words: str) -> str:
    return "nothing new" if report.is_compared and not report.findings else words


def summary(report: Report) -> str:
    """The check in one line: "checked 12 notes, 80 links: no findings"."""
    return f"checked {counted(report.notes, 'note')}, {counted(report.links, 'link')}: {verdict(report)}"


def and_more(number: int, where: str) -> str:
    """That there is more than is shown."""
    return f"and {number:,} more {where}"


MOST_OF_ADVICE: Final = 20
"""Findings of one rule of advice that people see unless they ask for all: it must not drown what is broken."""


def in_brief(findings: Sequence[Judged], report: Report) -> tuple[tuple[Judged, ...], tuple[str, ...]]:
    """The findings to show, and a line for each rule of which more is left out."""
    if not report.is_brief:
        return tuple(findings), ()
    seen: Counter[str] = Counter()
    shown: list[Judged] = []
    for each in findings:
        rule = each.diagnostic.rule
        is_advice = rule in ADVICE and each.severity is not Severity.ERROR
        seen[rule] += is_advice
        if not is_advice or seen[rule] <= MOST_OF_ADVICE:
            shown.append(each)
    left = ((rule, number - MOST_OF_ADVICE) for rule, number in sorted(seen.items()) if number > MOST_OF_ADVICE)
    return tuple(shown), tuple(and_more(number, f"of {rule} (--all lists them)") for rule, number in left)


def by_address(findings: Sequence[Judged]) -> tuple[tuple[Judged, tuple[Judged, ...]], ...]:
    """Each finding with those that say the same of one address elsewhere: a dead link is told once, with its places."""
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for number, each in enumerate(findings):
        found = each.diagnostic
        is_external = found.rule.startswith("external-")
        key = (found.rule, found.subject, found.message, each.severity) if is_external else (str(number),)
        groups.setdefault(key, []).append(each)
    return tuple((first, tuple(others)) for first, *others in groups.values())
