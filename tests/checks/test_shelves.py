"""The shelves of rules: each rule stands where it is asked, and a note is judged from what concerns it alone."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import pytest
from collections_in_prose import WHOLE_NOTE_RULES, Case, linked
from hypothesis import given
from whole_collections import collections

from rlnotes import checks
from rlnotes.app.pipeline import link
from rlnotes.checks import own_address
from rlnotes.checks.links import MadeLink, Subject
from rlnotes.checks.run import (
    LINK_CHECKS,
    NOTE_CHECKS,
    SITE_CHECKS,
    LinkCheck,
    findings,
    note_findings,
    site_findings,
)
from rlnotes.config.site import Config
from rlnotes.graph.resolution import Resolution
from rlnotes.graph.site import Site
from rlnotes.pages.urls import addresses_of


def _subject(site: Site) -> Subject:
    return Subject(site, addresses_of(site, "file", ""))


SUBJECTS = collections().map(lambda collection: _subject(link(collection, Config()).site))

RULES_ABOUT_LINKS = tuple(dict.fromkeys(check for heard in LINK_CHECKS.values() for check in heard))


_WHOLE = "a whole mapping was asked for"


class ByKey(Mapping[str, Any]):
    """A mapping that answers for one key at a time, and knows for which it was asked."""

    def __init__(self, inner: Mapping[str, Any]) -> None:
        self.inner = inner
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        raise AssertionError(_WHOLE)

    def __len__(self) -> int:
        raise AssertionError(_WHOLE)


def _by_key(site: Site, *, but: str) -> Site:
    mappings: dict[str, Any] = {
        field.name: ByKey(value) for field in fields(site) if isinstance(value := getattr(site, field.name), Mapping)
    }
    return replace(site, **{name: guarded for name, guarded in mappings.items() if name != but})


def test_every_rule_stands_on_a_shelf() -> None:
    modules = [
        importlib.import_module(f"rlnotes.checks.{found.name}") for found in pkgutil.iter_modules(checks.__path__)
    ]
    rules = {
        value
        for module in modules
        for name, value in vars(module).items()
        if name.startswith("check") and getattr(value, "__module__", "") == module.__name__
    }
    by_checks_alone = {own_address.check}  # it goes through all notes: no build does that
    assert rules == {*RULES_ABOUT_LINKS, *NOTE_CHECKS, *SITE_CHECKS} | by_checks_alone


def test_every_meaning_of_a_link_has_rules() -> None:
    assert set(LINK_CHECKS) == set(get_args(Resolution))


@pytest.mark.parametrize("check", RULES_ABOUT_LINKS, ids=lambda check: check.__module__.rpartition(".")[2])
def test_a_rule_hears_of_the_links_that_its_signature_names(check: LinkCheck) -> None:
    (named,) = get_args(get_type_hints(check)["made"])
    assert set(get_args(named) or (named,)) == {meaning for meaning, heard in LINK_CHECKS.items() if check in heard}


@given(SUBJECTS)
def test_no_rule_has_anything_to_say_about_a_link_that_is_passed_over(subject: Subject) -> None:
    made = (
        MadeLink(subject.site, path, one, resolution)
        for path, note in subject.site.notes.items()
        for one, resolution in zip(note.links, subject.site.resolutions[path], strict=True)
    )
    told = {finding for each in made for check in LINK_CHECKS[type(each.resolution)] for finding in check(each)}
    assert told <= set(findings(subject))


@given(SUBJECTS)
def test_a_note_is_judged_by_key_and_alone(subject: Subject) -> None:
    """The nearest citation key is the one thing that takes a whole mapping: it is looked for among all keys."""
    guarded = replace(subject, site=_by_key(subject.site, but="near_keys"))
    for path in subject.site.notes:
        found = note_findings(guarded, path)
        assert found == note_findings(subject, path)
        assert {finding.path for finding in found} <= {path}


@given(SUBJECTS)
def test_all_findings_are_those_of_each_note_and_of_the_whole(subject: Subject) -> None:
    in_notes = {finding for path in subject.site.notes for finding in note_findings(subject, path)}
    assert set(findings(subject)) == in_notes | set(site_findings(subject))


def test_only_embeds_make_a_body_worth_reading() -> None:
    given_notes = {
        "embeds.md": "![[whole]]\n\n![[parts#Loss]]\n\n![[picture.png]]\n",
        "links.md": "[[whole]], [[parts#Loss]]\n\n![[picture.png]]\n",
        "parts.md": "## Loss\n\nWords\n",
        "whole.md": "Words\n",
    }
    site = linked(Case("", "", given_notes, frozenset({"picture.png"}), {})).site
    bodies = ByKey(site.bodies)
    assert {each.rule for each in findings(_subject(replace(site, bodies=bodies)))} <= WHOLE_NOTE_RULES
    assert bodies.asked == {"embeds.md", "parts.md", "whole.md"}
