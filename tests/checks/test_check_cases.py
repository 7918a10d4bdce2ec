"""What is found wrong in small collections, as the documents beside this file tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from collections_in_prose import (
    WHOLE_NOTE_RULES,
    Case,
    View,
    cases_in,
    collection_of,
    findings,
    linked,
    shortcomings,
    whole_note_findings,
)

from rlnotes.app.mentions import findings_of, mentions_in
from rlnotes.app.pipeline import Linked
from rlnotes.app.sources.answers import Told
from rlnotes.app.sources.looking import RULES as OF_SOURCES
from rlnotes.app.sources.looking import asked_about, offline_findings, online_findings
from rlnotes.checks import run
from rlnotes.checks.external import Answer, Verdict, answer_of_status, outside_links, page_of
from rlnotes.checks.external import findings as answered
from rlnotes.model.diagnostic import sorted_diagnostics
from rlnotes.model.rules import RULES
from rlnotes.pages import body

CASES = cases_in(*sorted((Path(__file__).parent / "cases").glob("*.md")))


def _found_by(rule: str) -> View:
    """The findings of one rule about whole notes, without its name."""
    name = f" {rule} "
    return lambda made: (line.replace(name, " ", 1) for line in whole_note_findings(made) if name in line)


def _answered(made: Linked) -> Iterator[str]:
    """The findings where hosts answer as their names tell."""
    links = [*outside_links(made.site, "")]
    answers = {page_of(each.url): _answer(page_of(each.url)) for each in links}
    return findings(replace(made, diagnostics=sorted_diagnostics(answered(links, answers))))


def _answer(url: str) -> Answer:
    if url.startswith("https://gone."):
        return answer_of_status(404)
    if url.startswith("https://silent."):
        return Answer(Verdict.UNVERIFIABLE, "no answer")
    return Answer(Verdict.OK, moved_to=url.replace("moved", "new") if "moved" in url else "")


def _mentioned(case: Case) -> View:
    """The mentions of notes that the texts of a case do not link."""
    texts = collection_of(case)[0].notes
    return lambda made: findings(
        replace(made, diagnostics=sorted_diagnostics(findings_of(mentions_in(made.site, texts))))
    )


def _looked_through(made: Linked) -> Iterator[str]:
    """The findings about records, where the services tell what titles say, and of version 3 of each paper."""
    records = sorted(made.site.references.values(), key=lambda record: (record.path, record.span))
    asked = {one: record for record in records if (one := asked_about(record))}
    told = {one: Told(each, 3, withdrawn=_withdrawn(each.title)) for one, each in asked.items()}
    found = (*offline_findings(records), *online_findings(records, told, {}))
    return findings(replace(made, diagnostics=sorted_diagnostics(found)))


def _withdrawn(title: str) -> str:
    return "its title says so" if title.startswith("Retracted") else ""


VIEWS: Mapping[str, View] = {
    "Answers of other hosts": _answered,
    "Dead ends": _found_by("dead-end"),
    "Duplicate titles": _found_by("duplicate-title"),
    "Empty sections": _found_by("empty-section"),
    "Missing descriptions": _found_by("missing-description"),
    "Missing titles": _found_by("missing-title"),
    "Orphans": _found_by("orphan"),
    "Sources looked through": _looked_through,
    "Unused sources": _found_by("unused-source"),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_collection_is_judged(case: Case) -> None:
    assert shortcomings(case, {**VIEWS, "Unlinked mentions": _mentioned(case)}) == {}


def test_every_check_has_a_case() -> None:
    about_links = (check for heard in run.LINK_CHECKS.values() for check in heard)
    shelves = (*about_links, *run.NOTE_CHECKS, *run.SITE_CHECKS)
    names = {check.__module__.rpartition(".")[2] for check in shelves}
    found = {finding.rule.replace("-", "_") for case in CASES for finding in linked(case).diagnostics}
    assert names <= found


_OF_FILES_AND_PAGES = {
    "bad-address",
    "bad-bibliography",
    "bad-character",
    "bad-configuration",
    "bad-inventory",
    "bad-math",
    "bad-template",
    "bad-vault",
    "foreign-image",
    "missing-bibliography",
    "nesting-too-deep",
    "not-utf8",
    "shallow-clone",
    "unknown-language",
    "unreadable-file",
    "untrusted-repository",
    "unused-exclude",
}
"""Rules that stories of other rooms tell of: what can't be read, or can't be shown."""


def test_every_rule_about_what_notes_say_has_a_case() -> None:
    found = {finding.rule for case in CASES for finding in linked(case).diagnostics}
    expected = " ".join(line for case in CASES for lines in case.expected.values() for line in lines)
    of_views = {"external-broken", "external-redirect", "unlinked-mention", *OF_SOURCES}
    assert all(f" {rule} " in expected for rule in of_views)
    assert {rule.name for rule in RULES} - found - of_views == _OF_FILES_AND_PAGES


def test_a_page_takes_in_only_so_much_by_embeds() -> None:
    doubling = {f"{n}.md": f"![[{n + 1}]]\n\n![[{n + 1}]]\n" for n in range(7)}
    case = Case("", "", {**doubling, "7.md": "word " * 4000}, frozenset(), {})
    assert 2**7 * 20_000 > body.MOST_EMBEDDED > 2**6 * 20_000
    (finding,) = (each for each in linked(case).diagnostics if each.rule not in WHOLE_NOTE_RULES)
    assert (finding.path, finding.span.line, finding.rule) == ("0.md", 3, "embed-too-deep")
    assert finding.message.startswith("a page takes in 2,000,000 characters by embeds; this makes 2,5")


def test_a_web_of_embeds_takes_no_time() -> None:
    embeds = "\n\n".join(f"![[{{level}}-{n}]]" for n in range(12))
    notes = {f"{level - 1}-{n}.md": embeds.format(level=level) for level in range(1, 8) for n in range(12)}
    found = linked(Case("", "", {**notes, **{f"7-{n}.md": "end" for n in range(12)}}, frozenset(), {})).diagnostics
    assert {finding.rule for finding in found} - WHOLE_NOTE_RULES == {"embed-too-deep"}
