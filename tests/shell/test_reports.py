"""The report of a check in each format, read as those it is meant for read it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from samples import ROOT

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.place import Span, span_on_line
from rlnotes.shell.report import Shown, report_in_brief, report_text
from rlnotes.shell.reports import github as commands
from rlnotes.shell.reports import sarif as log
from rlnotes.shell.reports.formats import FORMATS
from rlnotes.shell.reports.github import github, step_summary
from rlnotes.shell.reports.json_report import json_report
from rlnotes.shell.reports.junit import junit
from rlnotes.shell.reports.markdown import markdown
from rlnotes.shell.reports.report import Report
from rlnotes.shell.reports.sarif import sarif
from rlnotes.shell.reports.text import Screen, text

SHOWN = Shown(".", "notes", "templates", "rlnotes.toml")
SCHEMA = ROOT / ".tools" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"

RUDE = st.text() | st.sampled_from(
    [
        "::error::x",
        "a\n::error::x",
        "a\r\n::stop-commands::x",
        "##[error]x",
        "%0A::error::",
        "\x1b[31m",
        "</failure>]]>",
        "| a | `b` <script>x</script> [c](javascript:d)",
        "\ud800\x00\ufffe",
    ]
)
FOUND = st.builds(
    Judged,
    st.builds(
        Diagnostic,
        RUDE,
        st.builds(span_on_line, st.integers(1, 9), st.integers(1, 9), st.integers(0, 9)),
        st.sampled_from(["broken-link", "external-broken", "case-mismatch"]),
        RUDE,
        RUDE,
        RUDE,
    ),
    st.sampled_from([Severity.ERROR, Severity.WARNING]),
)


def found(path: str = "a.md", line: int = 2, message: str = "no note 'x'", **more: object) -> Judged:
    severity = more.pop("severity", Severity.ERROR)
    rule = str(more.pop("rule", "broken-link"))
    assert isinstance(severity, Severity)
    subject = str(more.pop("subject", "x"))
    help_ = str(more.pop("help", ""))
    assert not more
    return Judged(Diagnostic(path, span_on_line(line, 5, 3), rule, message, help_, subject), severity)


def report(*findings: Judged) -> Report:
    return Report(findings, SHOWN, notes=3, links=9)


def compared(*old: Judged) -> Report:
    return replace(report(found()), old=old, gone=2, is_compared=True)


def test_much_advice_is_cut_for_people_unless_they_want_all() -> None:
    advice = [found(f"{n:02}.md", rule="orphan", severity=Severity.WARNING) for n in range(25)]
    whole = report(*advice, found("z.md"))
    brief = replace(whole, is_brief=True)
    assert text(brief).count("[orphan]") == markdown(brief).count("| orphan |") == 20
    assert "… and 5 more of orphan (--all lists them)\n" in text(brief)
    assert "and 5 more of orphan" in markdown(brief)
    assert "z.md:2:5: error[broken-link]" in text(brief)
    assert "25 warnings" in text(brief)
    assert text(whole).count("[orphan]") == markdown(whole).count("| orphan |") == 25
    assert len(json.loads(json_report(brief))["findings"]) == 26


def test_errors_are_never_cut() -> None:
    errors = [found(f"{n:02}.md", rule=rule) for rule in ("broken-link", "orphan") for n in range(25)]
    brief = replace(report(*errors), is_brief=True)
    assert text(brief) == text(report(*errors))
    assert report_in_brief(errors, SHOWN) == report_text(errors, SHOWN)
    warnings = [replace(each, severity=Severity.WARNING) for each in errors[:22]]
    assert report_in_brief([*warnings, *errors], SHOWN).count("error[") == 50


def test_the_summary_of_a_step_has_all_that_is_told_nowhere_else() -> None:
    advice = [found(f"{n:02}.md", rule="orphan", severity=Severity.WARNING) for n in range(25)]
    brief = replace(report(*advice), is_brief=True)
    assert "the summary of this step has them all" in github(brief)
    assert step_summary(brief).count("| orphan |") == 25


def test_the_last_line_tells_what_was_looked_at_and_what_was_found() -> None:
    assert text(report()) == "checked 3 notes, 9 links: no findings\n"
    warned = report(found(), found(severity=Severity.WARNING))
    assert text(warned).splitlines()[-1] == "checked 3 notes, 9 links: 1 error, 1 warning"
    assert text(replace(report(), unverified=(("https://a.example", "403"),))) == (
        "checked 3 notes, 9 links: no findings; 1 address could not be verified\n"
    )


def test_what_was_there_before_is_counted_and_listed_when_it_is_wanted() -> None:
    before = compared(found("b.md"))
    assert text(before).splitlines() == [
        "notes/a.md:2:5: error[broken-link] no note 'x'",
        "checked 3 notes, 9 links: new: 1 error; 1 there before (--all lists them); 2 findings gone",
    ]
    assert text(replace(before, shows_old=True)).splitlines()[1:] == [
        "there before:",
        "notes/b.md:2:5: error[broken-link] no note 'x'",
        "checked 3 notes, 9 links: new: 1 error; 1 there before; 2 findings gone",
    ]
    assert text(replace(before, findings=())).startswith("checked 3 notes, 9 links: nothing new; 1 there before")


def test_a_dead_address_is_told_once_with_all_its_places() -> None:
    dead = [found(path, rule="external-broken", subject="https://x.example") for path in ("a.md", "b.md", "c.md")]
    assert text(report(*dead, found("d.md"))).splitlines()[:4] == [
        "notes/a.md:2:5: error[external-broken] no note 'x'",
        "  also at notes/b.md:2:5",
        "  also at notes/c.md:2:5",
        "notes/d.md:2:5: error[broken-link] no note 'x'",
    ]
    assert "also at notes/b.md:2, notes/c.md:2" in markdown(report(*dead))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A line of a file with the place of a finding in it, and what a terminal of 40 columns shows."""

    line: str
    column: int
    length: int
    shown: str


DRAWINGS = (
    Drawing("See [[x]].", 5, 5, "See [[x]].\n    ^^^^^"),
    Drawing("\tSee [[x]].", 6, 5, "    See [[x]].\n        ^^^^^"),
    Drawing("中文 [[x]]", 4, 5, "中文 [[x]]\n     ^^^^^"),
    Drawing("cafe\u0301 [[é]]", 7, 5, "cafe\u0301 [[é]]\n     ^^^^^"),
    Drawing("\x1b[2J [[x]]", 6, 5, "\\x1b[2J [[x]]\n        ^^^^^"),
    Drawing(
        "words " * 20 + "[[x]]" + " words" * 20,
        121,
        5,
        "…words words words words [[x]] wor…\n" + " " * 25 + "^^^^^",
    ),
)


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.shown[:12])
def test_a_terminal_shows_the_place(drawing: Drawing) -> None:
    at = Judged(
        Diagnostic("a.md", span_on_line(1, drawing.column, drawing.length), "broken-link", "no"), Severity.ERROR
    )
    screen = Screen(40, is_coloured=False, lines=lambda _: [drawing.line])
    lines = text(report(at), screen).split("\n")
    assert lines[0] == "notes/a.md:1:5: error[broken-link] no" or lines[0].startswith("notes/a.md:1:")
    assert [line.removeprefix("    ") for line in lines[1:3]] == drawing.shown.split("\n")


def test_files_stand_apart_on_a_terminal_and_colours_are_used() -> None:
    screen = Screen(80, is_coloured=True, lines=lambda _: ["", "See x12."])
    shown = text(report(found(), found("b.md", line=9)), screen)
    assert shown == (
        "notes/a.md:2:5: \x1b[31merror[broken-link]\x1b[0m no note 'x'\n    See x12.\n        \x1b[36m^^^\x1b[0m\n\n"
        "notes/b.md:9:5: \x1b[31merror[broken-link]\x1b[0m no note 'x'\n\n"
        "checked 3 notes, 9 links: 2 errors\n"
    )


def test_a_finding_about_a_whole_file_marks_no_place() -> None:
    whole = Judged(Diagnostic("a.md", Span(), "missing-title", "no title"), Severity.WARNING)
    screen = Screen(80, is_coloured=False, lines=lambda _: ["Text."])
    assert "^" not in text(report(whole), screen)


def test_json_has_every_field() -> None:
    content = json.loads(json_report(report(found(help="h"), found("b.md", severity=Severity.WARNING))))
    assert {key: content[key] for key in ("version", "errors", "warnings", "notes", "links")} == {
        "version": 1,
        "errors": 1,
        "warnings": 1,
        "notes": 3,
        "links": 9,
    }
    assert content["findings"][0] == {
        "path": "notes/a.md",
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 8,
        "severity": "error",
        "rule": "broken-link",
        "message": "no note 'x'",
        "help": "h",
        "subject": "x",
    }
    assert "old" not in content


def test_the_example_in_the_documentation_is_one() -> None:
    words = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
    block = re.search(r"```json\n(.*?)```", words, re.DOTALL)
    assert block
    example = found("ppo.md", message="no note 'kl-penalti'", help="did you mean 'kl-penalty'?", subject="kl-penalti")
    at = replace(example.diagnostic, span=span_on_line(3, 12, 14))
    assert json_report(Report((replace(example, diagnostic=at),), SHOWN, notes=2, links=2)) == block[1]


def test_json_of_a_comparison_has_both_sides() -> None:
    content = json.loads(json_report(replace(compared(found("b.md")), unverified=(("https://a.example", "403"),))))
    assert [len(content[key]) for key in ("findings", "old")] == [1, 1]
    assert (content["gone"], content["unverified"]) == (2, [{"url": "https://a.example", "reason": "403"}])


@dataclass(frozen=True, slots=True)
class Command:
    """A command as GitHub's runner reads it (actions/toolkit, docs/commands.md): escapes are resolved."""

    name: str
    properties: dict[str, str]
    message: str


def commands_in(printed: str) -> Iterator[Command]:
    """What a runner would act on; while commands are stopped, only their own token starts them again."""
    token = ""
    for line in re.split(r"\r\n|\n|\r", printed):
        assert token or "##[" not in line or line.lstrip().startswith("::")
        match = re.fullmatch(r"::([^\s:]+)(?: (.*?))?::(.*)", line.strip(), re.DOTALL)
        if not match:
            continue
        if token:
            token = "" if match[1] == token else token
        elif match[1] == "stop-commands":
            token = match[3]
        else:
            pairs = (pair.partition("=") for pair in (match[2] or "").split(","))
            yield Command(match[1], {key: _read(value) for key, _, value in pairs}, _read(match[3]))
    assert not token


def _read(value: str) -> str:
    for escape, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(escape, letter)
    return value


def test_an_annotation_has_its_place() -> None:
    (command,) = commands_in(github(replace(report(found("a, b: 100%.md", help="see %")), base="sub")))
    assert command == Command(
        "error",
        {
            "file": "sub/notes/a, b: 100%.md",
            "line": "2",
            "endLine": "2",
            "col": "5",
            "endColumn": "8",
            "title": "broken-link",
        },
        "no note 'x'; see %",
    )


def test_errors_are_shown_first_and_what_github_would_drop_is_told() -> None:
    warnings = [found(f"{n:02}.md", severity=Severity.WARNING) for n in range(12)]
    printed = github(report(*warnings, *(found(f"e{n:02}.md") for n in range(11))))
    assert [command.name for command in commands_in(printed)] == ["error"] * 10 + ["warning"] * 10
    assert printed.count("\nnotes/") == 3
    assert "and 3 more than are shown beside the diff; the summary of this step has them all\n" in printed


@given(st.lists(FOUND, max_size=30))
@settings(max_examples=200)
def test_no_text_of_a_note_becomes_a_command(findings: list[Judged]) -> None:
    printed = github(replace(report(*findings), old=tuple(findings), is_compared=True, shows_old=True))
    names = [command.name for command in commands_in(printed)]
    assert names.count("error") == min(10, sum(each.severity is Severity.ERROR for each in findings))
    assert set(names) <= {"error", "warning"}
    assert "\x1b" not in printed


def test_old_findings_are_plain_lines_in_a_workflow() -> None:
    printed = github(replace(compared(found("b.md")), shows_old=True))
    assert [command.properties["file"] for command in commands_in(printed)] == ["notes/a.md"]
    assert "\nnotes/b.md:2:5: error[broken-link]" in printed


def test_a_summary_is_a_table_by_file() -> None:
    assert markdown(report(found(), found("b_c.md", help="h"))) == (
        "## rlnotes\n\nchecked 3 notes, 9 links: 2 errors\n"
        "\n### notes/a.md\n\n| place | severity | rule | finding |\n| --- | --- | --- | --- |\n"
        "| 2:5 | error | broken-link | no note 'x' |\n"
        "\n### notes/b&#95;c.md\n\n| place | severity | rule | finding |\n| --- | --- | --- | --- |\n"
        "| 2:5 | error | broken-link | no note 'x'; h |\n"
    )


def test_a_summary_that_is_too_long_is_cut_and_says_so() -> None:
    whole = step_summary(report(*(found(line=n) for n in range(1, 30_000))))
    assert len(whole.encode()) <= commands.MOST_SUMMARY_BYTES
    shown = whole.count("| error |")
    assert whole.endswith(f"\nand {29_999 - shown:,} more that did not fit in here\n")
    assert shown > 10_000


@given(st.lists(FOUND, min_size=1, max_size=5))
def test_no_text_of_a_note_becomes_markup(findings: list[Judged]) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(markdown(report(*findings)))
    tags = set(re.findall(r"<(\w+)", rendered))
    assert tags <= {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert rendered.count("<td>") % 4 == 0
    assert rendered.count("<table>") == rendered.count("<h3>")


def validated(content: str, folder: Path) -> None:
    if not SCHEMA.exists():
        pytest.skip("the schema of SARIF is not fetched: make tools")
    path = folder / "log.sarif"
    path.write_text(content, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--regex-variant",
        "python",
        "--schemafile",
        str(SCHEMA),
        str(path),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_log_is_valid_sarif(tmp_path: Path) -> None:
    rude = found("ü ö/100%#?.md", message="\ud800 \x00 <a>", help="%0A", severity=Severity.WARNING)
    validated(sarif(replace(compared(found("b.md"), rude), shows_old=True)), tmp_path)
    validated(sarif(report(rude)), tmp_path)
    validated(sarif(report()), tmp_path)


def test_a_log_says_where_what_and_since_when() -> None:
    (run,) = json.loads(sarif(replace(compared(found("b c.md")), base="sub")))["runs"]
    new, old = run["results"]
    assert (new["baselineState"], old["baselineState"]) == ("new", "unchanged")
    assert new["level"] == "error"
    rule = run["tool"]["driver"]["rules"][new["ruleIndex"]]
    assert rule["id"] == new["ruleId"] == "broken-link"
    assert old["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "sub/notes/b%20c.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8},
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_finding_has_one_fingerprint_wherever_its_line_moves() -> None:
    def prints(*findings: Judged) -> list[str]:
        results = json.loads(sarif(report(*findings)))["runs"][0]["results"]
        return [result["partialFingerprints"]["rlnotes/v1"] for result in results]

    assert prints(found(line=2)) == prints(found(line=40, message="other words"))
    twice = prints(found(line=2), found(line=3))
    assert len(set(twice)) == 2
    assert prints(found(subject="y")) != prints(found())


def test_a_log_holds_as_many_results_as_services_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_RESULTS", 2)
    findings = [found("a.md", severity=Severity.WARNING), found("b.md"), found("c.md")]
    (run,) = json.loads(sarif(report(*findings)))["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "error"]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "and 1 more than a log may hold"


@given(st.lists(FOUND, max_size=6))
def test_junit_is_read_back_by_another_library(findings: list[Judged]) -> None:
    ordered = sorted(findings, key=lambda each: each.diagnostic)
    read = JUnitXml.fromstring(junit(report(*ordered)).encode())
    cases = [case for suite in read for case in suite]
    failures = [case for case in cases if case.result]
    assert len(cases) == (len(findings) or 1)
    assert len(failures) == sum(each.severity is Severity.ERROR for each in findings) == read.failures


def test_junit_tells_warnings_without_failing() -> None:
    content = unescape(junit(report(found(severity=Severity.WARNING, help="<h>"))))
    assert "<failure" not in content
    assert "notes/a.md:2:5: no note 'x'; <h></system-out>" in content


@pytest.mark.parametrize("name", FORMATS)
@given(findings=st.lists(FOUND, max_size=4))
@settings(max_examples=30)
def test_every_format_takes_any_text(name: str, findings: list[Judged]) -> None:
    printed = FORMATS[name](replace(report(*findings), old=tuple(findings), is_compared=True, shows_old=True))
    assert printed.endswith("\n")
    assert printed.encode(errors="replace").decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", printed)


def test_the_matcher_reads_the_lines() -> None:
    matcher = json.loads((ROOT / ".github" / "rlnotes-matcher.json").read_text(encoding="utf-8"))
    ((pattern,),) = [each["pattern"] for each in matcher["problemMatcher"]]
    line = text(report(found(help="h"))).splitlines()[0]
    match = re.search(pattern["regexp"], line)
    assert match
    read = {key: match[pattern[key]] for key in ("file", "line", "column", "severity", "code", "message")}
    assert read == {
        "file": "notes/a.md",
        "line": "2",
        "column": "5",
        "severity": "error",
        "code": "broken-link",
        "message": "no note 'x'; h",
    }
