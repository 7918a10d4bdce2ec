"""A link to what is there but left out says what leaves it out."""

from __future__ import annotations

import pytest

from rlnotes.checks.left_out import told_why
from rlnotes.model.collection import EXCLUDED, HIDDEN, LeftOut
from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.place import TOP

LEFT_OUT = (
    LeftOut(".trash/", HIDDEN),
    LeftOut("a/old.md", "a/.gitignore"),
    LeftOut("docs/site/draft/", ".rlnotesignore"),
    LeftOut("picture.png", EXCLUDED),
    LeftOut("private/", "../.gitignore"),
    LeftOut("templates/", "templates folder"),
)


def finding(subject: str, rule: str = "broken-link", path: str = "a/b.md") -> Diagnostic:
    return Diagnostic(path, TOP, rule, "no note", "did you mean 'x'?", subject)


@pytest.mark.parametrize(
    ("subject", "path", "way_out"),
    [
        ("old", "a/old.md", "'!/a/old.md' in .rlnotesignore"),
        ("OLD.md#part", "a/old.md", "'!/a/old.md'"),
        ("./old.md", "a/old.md", "'!/a/old.md'"),
        ("a/old", "a/old.md", "'!/a/old.md'"),
        ("../private/x/y.md", "private/", "'!/private/' in .rlnotesignore"),
        ("/private/", "private/", "'!/private/'"),
        ("/draft/deep/x.md", "docs/site/draft/", "'!/docs/site/draft/'"),
        ("picture.png", "picture.png", "take it out of `exclude`"),
        ("../.trash/x.md", ".trash/", "move it"),
        ("templates/daily", "templates/", "move it"),
    ],
)
def test_what_is_left_out_is_said(subject: str, path: str, way_out: str) -> None:
    (told,) = told_why([finding(subject)], LEFT_OUT, "docs/site")
    why = next(each.why for each in LEFT_OUT if each.path == path)
    assert told.message == f"no note: '{path}' is left out ({why})"
    assert way_out in told.help
    assert told.subject == subject


@pytest.mark.parametrize(
    "subject", ["", "#old", "other", "old.txt", "privately/x", "https://private/", "../../private/x"]
)
def test_what_is_not_there_is_no_such_thing(subject: str) -> None:
    assert told_why([finding(subject)], LEFT_OUT, "") == (finding(subject),)


def test_other_rules_are_left_alone() -> None:
    found = finding("old", "broken-anchor")
    assert told_why([found], LEFT_OUT, "") == (found,)
    assert told_why([finding("old")], (), "") == (finding("old"),)
