"""Builds that someone watches: the bar of a long one, and where the time went."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from shell.folders import planted, tree
from shell.screens import screen, taken

from rlnotes.app.execution import Executor, here
from rlnotes.cli.course import Course, watching
from rlnotes.cli.main import exit_code
from rlnotes.shell.progress import Bar

NOTES = {
    f"notes/{number}.md": f"---\nkind: page\n---\n# Note {number}\n\n[[{(number + 1) % 170}]]\n"
    for number in range(170)
}
SLOW = """{% extends "default/note.html.jinja" %}
{% block contents %}
{% for a in range(900) %}{% for b in range(900) %}{% endfor %}{% endfor %}{{ super() }}
{% endblock %}
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(planted(tmp_path / "site", {"rlnotes.toml": "", **NOTES}))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def on_a_terminal(environment: Mapping[str, str]) -> str:
    """All that a build writes to a terminal on which both its report and its progress are seen."""
    reader, writer = pty.openpty()
    free = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "rlnotes", "build"]
    with subprocess.Popen(command, stdout=writer, stderr=writer, env={**free, "TERM": "xterm", **environment}):
        os.close(writer)
        written = taken(reader)
    os.close(reader)
    return written.replace("\r\n", "\n")


def test_a_slow_build_shows_how_far_it_is_and_leaves_the_report_alone() -> None:
    planted(Path(), {"templates/note.html.jinja": SLOW})
    written = on_a_terminal({"NO_COLOR": "1"})
    assert re.search(r"\rrendering  \[#* *\] \d+/\d\d\d", written)
    assert "\x1b" not in written
    (line,) = screen(written)
    assert line.startswith("built ")


def test_what_is_piped_holds_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with watching(is_quiet=False, is_profiled=False) as course:
        assert course == Course()
    assert exit_code(["build"]) == 0
    assert capsys.readouterr().err == ""


def test_a_bar_is_shown_on_a_terminal_unless_quiet_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    reader, writer = pty.openpty()
    with os.fdopen(writer, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with watching(is_quiet=True, is_profiled=False) as course:
            assert course.bar is None
        with pytest.raises(KeyboardInterrupt), watching(is_quiet=False, is_profiled=False) as course:
            raise_while_shown(course.bar)
        os.set_blocking(reader, False)
        assert screen(taken(reader)) == []
    os.close(reader)


def raise_while_shown(bar: Bar | None) -> None:
    assert bar
    bar.started -= 2
    bar.show("linking")
    assert bar.length
    raise KeyboardInterrupt


def test_an_executor_that_nobody_watches_is_itself() -> None:
    executor: Executor = here
    assert Course().watched(executor) is executor


def test_a_profile_is_printed_after_the_summary_and_changes_no_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["build"]) == 0
    plain = tree(Path("build"))
    capsys.readouterr()
    assert exit_code(["build", "--profile", "--clean"]) == 0
    printed = capsys.readouterr()
    assert tree(Path("build")) == plain
    assert printed.out.startswith("built ")
    rows = [line.split() for line in printed.err.splitlines()]
    stages = [row[0] for row in rows[1:] if len(row) > 2]
    assert stages[:11] == [
        "starting", "reading", "parsing", "linking", "relating", "arranging", "comparing", "checking", "rendering",
        "writing", "keeping",
    ]  # fmt: skip
    slowest = rows[rows.index(["slowest", "parse", "s", "page", "s"]) + 1 :]
    assert len(slowest) == 10
    assert all(re.fullmatch(r".+\.(md|html|xml|txt|json)", row[0]) for row in slowest)


def test_a_build_of_nothing_new_has_a_short_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["build"]) == 0
    capsys.readouterr()
    assert exit_code(["build", "--profile", "--quiet"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "\ncomparing " in printed.err
    assert "parsing" not in printed.err
    assert "slowest" not in printed.err
