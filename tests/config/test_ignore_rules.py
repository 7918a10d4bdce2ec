"""Ignore files: what they leave out is what git leaves out."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlnotes.config.ignore_rules import TEMPLATES_FOLDER, FileAbove, IgnoreRules, steps_to


def kept(rules: IgnoreRules, paths: list[str]) -> list[str]:
    """The files that a walk from the top comes to."""
    return [path for path in paths if not any(map(rules.leaving_out, steps_to(path)))]


def kept_by_git(folder: Path, texts: Mapping[str, str], paths: list[str]) -> list[str]:
    """The files that git itself would take, each in the place of an untracked one."""
    subprocess.run(["git", "init", "-q", folder], check=True)
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    command = ["git", "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode().split("\0")
    return [path for path in paths if path in listed]


PATHS = [
    "a.md",
    "b/a.md",
    "b/c/a.md",
    "b/c/d.log",
    "keep.log",
    "d.log",
    "private/x.md",
    "b/private/x.md",
    "cache/x.md",
    "!odd.md",
    "#odd.md",
    "two words.md",
    "x[1].md",
]


@pytest.mark.parametrize(
    "texts",
    [
        {".gitignore": "*.log\n!keep.log\n"},
        {".gitignore": "private/\n"},
        {".gitignore": "/private/\n# a comment\n\n"},
        {".gitignore": "b/*\n!b/c/\n"},
        {".gitignore": "**/c/**\n"},
        {".gitignore": "b/**/a.md\n"},
        {".gitignore": "\\!odd.md\n\\#odd.md\ntwo words.md  \nx\\[1\\].md\n"},
        {".gitignore": "?.md\n[!a]*.log\n"},
        {".gitignore": "*\n!*/\n!*.md\n"},
        {".gitignore": "*.md\n", "b/.gitignore": "!a.md\n"},
        {".gitignore": "cache\n", "b/c/.gitignore": "/d.log\r\na.md\r\n"},
        {".gitignore": "b\n!b/c/a.md\n"},
        {".gitignore": "[z\n*.log"},
        {".gitignore": "[z-a]\nd*g"},
        {".gitignore": "[[:lower:]].md\n[![:alpha:]]*"},
        {".gitignore": "*e*.*o*\n"},
    ],
    ids=str,
)
def test_an_ignore_file_leaves_out_what_git_leaves_out(tmp_path: Path, texts: Mapping[str, str]) -> None:
    assert kept(IgnoreRules(texts), PATHS) == kept_by_git(tmp_path, texts, PATHS)


LINES = st.sampled_from(
    [
        "*a*b*",
        "a*/*b",
        "*?*",
        "a",
        "b",
        "/a",
        "a/",
        "!a",
        "!b/",
        "*",
        "*/",
        "!*/",
        "a/b",
        "a/*",
        "**/b",
        "a/**",
        "!a/b",
        "?",
    ]
)


@given(text=st.lists(LINES, max_size=5).map("\n".join), below=st.lists(LINES, max_size=3).map("\n".join))
@settings(max_examples=40)
def test_so_it_does_for_any_patterns(tmp_path_factory: pytest.TempPathFactory, text: str, below: str) -> None:
    paths = ["a/a/b", "a/b/a", "a/c", "b/a", "b/b/c", "d/a/b", "e"]
    texts = {".gitignore": text, "a/.gitignore": below}
    assert kept(IgnoreRules(texts), paths) == kept_by_git(tmp_path_factory.mktemp("git") / "x", texts, paths)


def test_a_file_of_ours_has_the_last_word() -> None:
    rules = IgnoreRules({".gitignore": "*.md\n", ".rlnotesignore": "!a.md\nb/\n"})
    assert [rules.leaving_out(path) for path in ("a.md", "c.md", "b/", "b/x.txt")] == [
        "",
        ".gitignore",
        ".rlnotesignore",
        "",
    ]


def test_a_folder_of_templates_is_left_out_unless_it_is_taken_in() -> None:
    assert IgnoreRules({}).leaving_out("Templates/") == TEMPLATES_FOLDER
    assert IgnoreRules({}).leaving_out("a/templates/") == ""
    assert IgnoreRules({}).leaving_out("templates.md") == ""
    assert IgnoreRules({".rlnotesignore": "!/Templates/"}).leaving_out("Templates/") == ""


def test_what_stands_above_the_notes_speaks_of_what_is_in_them() -> None:
    rules = IgnoreRules({}, (FileAbove("../.gitignore", "notes/", "*.tmp\n/notes/drafts/\n"),))
    assert rules.leaving_out("x.tmp") == "../.gitignore"
    assert rules.leaving_out("drafts/") == "../.gitignore"
    assert rules.leaving_out("a.md") == ""


@pytest.mark.parametrize("text", ["notes/", "/notes", "*", "note?/"])
def test_notes_that_git_leaves_out_as_a_whole_are_wanted_all_the_same(text: str) -> None:
    assert IgnoreRules({}, (FileAbove("../.gitignore", "notes/", text),)).leaving_out("a.md") == ""


def test_no_pattern_takes_forever() -> None:
    rules = IgnoreRules({".gitignore": "*a" * 30 + "*b"})
    assert rules.leaving_out("a" * 200) == ""
    assert rules.leaving_out("a" * 200 + "b") == ".gitignore"


def test_the_steps_to_a_path_are_its_folders_and_itself() -> None:
    assert list(steps_to("a/b/c.md")) == ["a/", "a/b/", "a/b/c.md"]
    assert list(steps_to("a/b/")) == ["a/", "a/b/"]
    assert list(steps_to("a.md")) == ["a.md"]
