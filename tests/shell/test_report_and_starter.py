"""What is printed, and the files that people begin with."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.config.judgement import Judged
from rlnotes.model.diagnostic import Diagnostic, Severity
from rlnotes.model.place import span_on_line
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.output import Written
from rlnotes.shell.report import (
    Done,
    Shown,
    Totals,
    build_summary,
    findings_summary,
    is_coloured,
    printable,
    relative,
    report_in_brief,
    report_text,
)
from rlnotes.shell.starter import note_text, slug, write_note, write_starter
from shell.folders import planted, tree

SHOWN = Shown("..", "../notes", "../templates", "rlnotes.toml")
DAY = date(2026, 1, 2)


def found(
    path: str,
    rule: str = "broken-link",
    help_: str = "",
    severity: Severity = Severity.ERROR,
    message: str = "no note 'x'",
) -> Judged:
    return Judged(Diagnostic(path, span_on_line(12, 5, 3), rule, message, help_), severity)


def test_a_finding_is_one_clickable_line() -> None:
    findings = [
        found("a.md", help_="did you mean 'y'?"),
        found("b.md", severity=Severity.WARNING),
        found("rlnotes.toml", "unused-exclude"),
        found("note.html.jinja", "bad-template"),
        found("own.csl", "bad-configuration"),
        found("../refs.bib", "bad-bibliography"),
    ]
    assert report_text(findings, SHOWN) == (
        "../notes/a.md:12:5: error[broken-link] no note 'x'; did you mean 'y'?\n"
        "../notes/b.md:12:5: warning[broken-link] no note 'x'\n"
        "../rlnotes.toml:12:5: error[unused-exclude] no note 'x'\n"
        "../templates/note.html.jinja:12:5: error[bad-template] no note 'x'\n"
        "../own.csl:12:5: error[bad-configuration] no note 'x'\n"
        "../refs.bib:12:5: error[bad-bibliography] no note 'x'\n"
    )


def test_a_build_shows_only_so_many_findings_of_one_rule() -> None:
    many = [found(f"{number:02}.md", "orphan", severity=Severity.WARNING) for number in range(1_021)]
    few = [found("x.md", "dead-end") for _ in range(20)]
    *listed, last = report_in_brief([*many, *few], SHOWN).splitlines()
    assert [line.partition("[")[2].partition("]")[0] for line in listed] == ["orphan"] * 20 + ["dead-end"] * 20
    assert last == "… and 1,001 more of orphan; `rlnotes check --rule orphan` lists all"
    assert report_in_brief(few, SHOWN) == report_text(few, SHOWN)


def test_colours_are_for_terminals_that_want_them() -> None:
    assert report_text([found("a.md")], SHOWN, is_coloured=True) == (
        "../notes/a.md:12:5: \x1b[31merror[broken-link]\x1b[0m no note 'x'\n"
    )
    assert is_coloured({"NO_COLOR": ""}, is_terminal=True)
    assert not is_coloured({"NO_COLOR": "1"}, is_terminal=True)
    assert not is_coloured({"TERM": "dumb"}, is_terminal=True)
    assert not is_coloured({}, is_terminal=False)


def test_a_note_can_not_drive_the_terminal() -> None:
    line = report_text([found("a\x1b[2J\n.md", message="\x9b31m \u202etxt \ud800", help_="\r\x07")], SHOWN)
    assert line == "../notes/a\\x1b[2J\\n.md:12:5: error[broken-link] \\x9b31m \\u202etxt \\ud800; \\r\\x07\n"


@given(st.text())
def test_any_text_is_printable_on_one_line(text: str) -> None:
    assert len(printable(text).splitlines()) <= 1
    printable(text).encode()


def test_a_build_is_summed_up_in_one_line() -> None:
    findings = [found("a.md"), found("b.md"), found("c.md", severity=Severity.WARNING)]
    written = Written(("a", "b", "c"), ("d",) * 305, (), ("k",))
    assert build_summary(Totals(1308, 90, 195, 2.14), Done(2, 1007), written, findings) == (
        "built 1,308 pages from 90 notes and 195 sources in 2.1 s:"
        " 2 parsed, 1,007 rendered; 3 written, 305 unchanged, 0 removed; 2 errors, 1 warning"
    )
    assert build_summary(Totals(1, 1, 1, 0), Done(0, 0), Written(), []).startswith(
        "built 1 page from 1 note and 1 source in 0.0 s"
    )
    assert findings_summary([]) == "no findings"


def test_paths_are_shown_from_the_current_folder() -> None:
    assert relative(Path("/a/b/c"), Path("/a/d")) == "../b/c"


def test_a_starter_site_keeps_what_is_there(tmp_path: Path) -> None:
    planted(tmp_path, {"rlnotes.toml": "mine"})
    started = write_starter(tmp_path, DAY)
    assert started.kept == ("rlnotes.toml",)
    assert not any(path.startswith(".github") for path in started.written)
    assert tree(tmp_path)["rlnotes.toml"] == b"mine"
    assert not any(b"{{" in content for content in tree(tmp_path).values())
    assert write_starter(tmp_path, DAY, with_github=True).written == (
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
    )


def test_the_workflows_are_yaml_and_fetch_the_whole_history(tmp_path: Path) -> None:
    write_starter(tmp_path, DAY, with_github=True)
    for name in ("check", "publish"):
        workflow = yaml.safe_load((tmp_path / f".github/workflows/{name}.yml").read_bytes())
        steps = next(iter(workflow["jobs"].values()))["steps"]
        assert steps[0]["with"]["fetch-depth"] == 0
        assert workflow["permissions"]["contents"] == "read"


def test_what_can_not_be_written_is_said(tmp_path: Path) -> None:
    planted(tmp_path, {"notes": "a file"})
    with pytest.raises(CannotRun, match=r"can't write .*: (not a directory|file exists)"):
        write_starter(tmp_path, DAY)


def test_a_new_note_goes_to_the_folder_of_its_kind_if_there_is_one(tmp_path: Path) -> None:
    planted(tmp_path, {"hubs/x": ""})
    assert write_note(tmp_path, "hub", "A Hub", DAY) == tmp_path / "hubs/a-hub.md"
    assert write_note(tmp_path, "note", "A Note", DAY) == tmp_path / "a-note.md"
    for title in ("a\nb", "!?", "\ud800"):
        with pytest.raises(CannotRun, match="a title is one line"):
            write_note(tmp_path, "note", title, DAY)
    with pytest.raises(CannotRun, match="is there already"):
        write_note(tmp_path, "note", "A note", DAY)
    with pytest.raises(CannotRun, match="no notes folder"):
        write_note(tmp_path / "gone", "note", "A note", DAY)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What does RL change?", "what-does-rl-change"),
        ("It isn't, it’s", "it-isnt-its"),
        ("Cafe\u0301 \u4f60\u597d", "caf\u00e9-\u4f60\u597d"),
        ("../../etc/passwd", "etc-passwd"),
        ("x" * 300, "x" * 60),
        ("word " * 30, "-".join(["word"] * 12)),
        ("\u4f60" * 300, "\u4f60" * 60),
        ("?!", ""),
    ],
)
def test_a_file_name_is_made_of_the_words_of_the_title(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.sampled_from(["note", "hub", "line", "source"]), st.text(min_size=1).filter(str.isprintable))
def test_any_title_survives_its_front_matter(kind: str, title: str) -> None:
    front = re.match(r"---\n(.*)---\n", note_text(kind, title, DAY), re.DOTALL)
    assert front
    read = yaml.safe_load(front[1])
    assert (read["title"], read["kind"], read["date"]) == (title, kind, DAY)
