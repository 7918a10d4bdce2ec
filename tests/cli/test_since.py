"""The findings since a commit, from the notes as they are known now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from shell.folders import planted
from shell.repositories import CONFIG, commit, git, git_alone, repository

from rlnotes.app.checking import checked, linked
from rlnotes.app.harvest import Harvest, material_of, take_in_notes, take_in_records
from rlnotes.cli.course import Course
from rlnotes.cli.looking import options_of
from rlnotes.cli.session import Session
from rlnotes.cli.since import Earlier, Since, earlier, past_of, since
from rlnotes.cli.trees import Tree
from rlnotes.cli.verdict import terms_of, weighed
from rlnotes.config.judgement import Judged
from rlnotes.config.site import RulesFor
from rlnotes.model.diagnostic import Severity
from rlnotes.shell.configuration import CONFIG_NAME
from rlnotes.shell.reading import inventory_of, read_collection
from rlnotes.shell.report import Shown
from rlnotes.shell.workers import in_processes

LONG = "\n\n".join(f"Paragraph {number} of a long note." for number in range(9))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    git_alone(monkeypatch)


def harvested(session: Session) -> Harvest:
    collection = read_collection(session.root, session.config)
    harvest = Harvest({}, {})
    take_in_notes(harvest, collection.notes, options_of(session.config), in_processes)
    take_in_records(harvest, collection.bibliographies)
    return harvest


def told(found: tuple[Judged, ...]) -> list[str]:
    return [f"{each.diagnostic.path}:{each.diagnostic.span.line} {each.diagnostic.rule}" for each in found]


def session_at(root: Path) -> Session:
    return Session(root, CONFIG_NAME, CONFIG, Shown("", "notes", "", CONFIG_NAME))


def compared(session: Session, below: str = "", rules: frozenset[str] = frozenset()) -> tuple[Earlier, Since]:
    inventory = inventory_of(session.root, session.config)
    harvest = harvested(session)
    rows, bodies = dict(harvest.rows), dict(harvest.bodies)
    before = past_of(session, inventory, inventory.diagnostics, "main")
    met = earlier(session, harvest, before, options_of(session.config), Course())
    assert (harvest.rows, harvest.bodies) == (rows, bodies)
    material = material_of(harvest, inventory.files, inventory.elsewhere)
    found = checked(material, linked(material, session.config), session.config)
    terms = terms_of(Tree(session, below, is_site=True), rules, has_records=True)
    findings = weighed(terms, found, (), inventory.diagnostics, frozenset())
    return met, since(findings, met, terms)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A change that removes a note, edits and moves another, and mends a link in a third."""
    project = repository(
        tmp_path / "project",
        {
            "notes/a.md": "# A\n\n[[b]] [[gone]] [@k]\n\n![[c]]\n",
            "notes/b.md": "# Title\n\n[[a]]\n",
            "notes/c.md": f"# C\n\n[[x]]\n\n{LONG}\n",
            "notes/d.md": "# D\n\n[[y]] [[a]]\n",
            "notes/refs.bib": "@misc{k, title={K}}\n",
        },
    )
    (project / "notes/b.md").unlink()
    (project / "notes/c.md").unlink()
    planted(project, {"notes/sub/c.md": f"# C\n\nNew [[z]].\n\n{LONG}\n\n[[x]]\n", "notes/d.md": "# D\n\n[[a]]\n"})
    commit(project)
    return project


def test_what_was_found_then_is_what_a_check_then_found(project: Path, tmp_path: Path) -> None:
    session = session_at(project)
    met, _ = compared(session)
    git(project, "worktree", "add", "../then", "main")
    other = session_at(tmp_path / "then")
    material = material_of(harvested(other), frozenset(), {})
    assert met.checked == checked(material, linked(material, CONFIG), CONFIG)


def test_only_what_the_change_brought_is_new(project: Path) -> None:
    _, found = compared(session_at(project), rules=frozenset({"broken-link", "broken-embed"}))
    assert told(found.new) == ["a.md:3 broken-link", "sub/c.md:3 broken-link"]
    assert told(found.old) == ["a.md:3 broken-link", "sub/c.md:23 broken-link"]
    assert found.gone == 1
    assert {each.severity for each in (*found.new, *found.old)} == {Severity.ERROR}


def test_a_part_of_the_tree_knows_what_was_moved_into_it(project: Path) -> None:
    _, found = compared(session_at(project), "sub", frozenset({"broken-link"}))
    assert (told(found.new), told(found.old)) == (["sub/c.md:3 broken-link"], ["sub/c.md:23 broken-link"])
    assert found.gone == 0


def test_the_configuration_of_now_judges_both_sides(project: Path) -> None:
    rules = RulesFor(("sub",), MappingProxyType({"broken-link": Severity.WARNING}))
    session = session_at(project)
    _, found = compared(replace(session, config=replace(CONFIG, rules_for=(rules,))), "sub", frozenset({"broken-link"}))
    assert [each.severity for each in (*found.new, *found.old)] == [Severity.WARNING, Severity.WARNING]


def test_a_comment_that_ignored_a_finding_and_is_gone_leaves_a_new_one(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[x]] [[a]] <!-- rlnotes: ignore broken-link -->\n"})
    planted(project, {"notes/a.md": "# A\n\n[[x]] [[a]]\n"})
    _, found = compared(session_at(project), rules=frozenset({"broken-link"}))
    assert (told(found.new), found.gone) == (["a.md:3 broken-link"], 0)
