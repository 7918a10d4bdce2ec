"""Every rule has its page in docs/rules, with examples that hold, and is one that the code knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from collections_in_prose import WHOLE_NOTE_RULES, Case, linked

from rlnotes.config.parse_config import parse_config
from rlnotes.model.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "rules"
SOURCES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")}

_PAGE = re.compile(
    r"# (?P<name>[a-z0-9-]+)\n\n\*\*(?P<severity>Error|Warning|Off)\.\*\* (?P<meaning>[^\n]+)\n\n(?P<words>.+?)\n\n"
    r"## Bad\n\n(?P<bad>`{3,}\w+.*?\n`{3,})\n\n## Good\n\n(?P<good>`{3,}\w+.*?\n`{3,})\n\n"
    r"## Turning it off\n\n(?P<off>.+)\n",
    re.DOTALL,
)
_BLOCK = re.compile(r"(`{3,})(\w+)(?: (\S+))?\n(.*?)\n\1(?!`)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RulePage:
    """What the page of a rule says."""

    name: str
    severity: str
    meaning: str
    words: str
    bad: str
    good: str
    off: str


def _page(path: Path) -> RulePage:
    match = _PAGE.fullmatch(path.read_text(encoding="utf-8"))
    assert match, f"can't read {path.name}"
    return RulePage(**match.groupdict())


PAGES = {path.stem: _page(path) for path in sorted(FOLDER.glob("*.md")) if path.stem != "README"}

COLLECTION = {
    "ppo.md": "# PPO\n\n## Loss\n\nClipping is enough. ^claim\n",
    "kl-penalty.md": "# The penalty\n",
    "ideas.md": "---\ndraft: true\n---\n",
    "inbox.md": "---\nunlisted: true\n---\n# Inbox\n",
    "exact/results.md": "# Exact results\n",
    "sampled/results.md": "# Sampled results\n",
    "map.md": (
        "---\nkind: hub\nsections: [{title: All, notes: [note, ppo, kl-penalty, exact/results, sampled/results]}]\n"
        "---\n"
    ),
    "note.md": "A note\n",
    "works.bib": "@article{shao2024, title = {DeepSeekMath}}\n",
}
FILES = {"markdown": "note.md", "bibtex": "works.bib"}


def _rules_found(example: str) -> set[str] | None:
    """The rules of the findings in an example; None if it is only told in words."""
    blocks = [match.groups() for match in _BLOCK.finditer(example)]
    assert "".join(_BLOCK.split(example)[:: _BLOCK.groups + 1]).strip() == "", example
    if any(language == "text" for _, language, _, _ in blocks):
        return None
    if any(language == "toml" for _, language, _, _ in blocks):
        return {finding.rule for *_, text in blocks for finding in parse_config("rlnotes.toml", text).diagnostics}
    files = {name or FILES[language]: f"{text}\n" for _, language, name, text in blocks}
    found = linked(Case("", "", {**COLLECTION, **files}, frozenset({"diagram.png"}), {})).diagnostics
    return {each.rule for each in found if each.path in files or each.rule not in WHOLE_NOTE_RULES}


def test_every_rule_has_a_page_with_its_name_severity_and_meaning() -> None:
    assert list(PAGES) == [rule.name for rule in RULES]
    for rule in RULES:
        page = PAGES[rule.name]
        assert (page.name, page.severity.lower(), page.meaning) == (rule.name, rule.severity.value, rule.meaning)


def test_every_page_says_what_turns_the_rule_off() -> None:
    for page in PAGES.values():
        assert f"`{page.name} = " in page.off, page.name


def test_the_index_lists_the_rules_in_order() -> None:
    _, _, table = (FOLDER / "README.md").read_text(encoding="utf-8").partition("|---|---|---|\n")
    lines = [f"| [{rule.name}]({rule.name}.md) | {rule.severity.value} | {rule.meaning} |" for rule in RULES]
    assert table.splitlines() == lines


def test_rules_stand_in_alphabetical_order_once_each() -> None:
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))


@pytest.mark.parametrize("name", PAGES)
def test_the_bad_example_breaks_the_rule_and_the_good_one_none(name: str) -> None:
    found, left = _rules_found(PAGES[name].bad), _rules_found(PAGES[name].good)
    beside = WHOLE_NOTE_RULES - {name}  # a few lines are no whole note
    assert found is None or found - beside == {name}
    assert left is None or left <= beside


def _places_of_rules() -> dict[tuple[str, bool], int]:
    """For each function and dataclass that takes a `rule`, by name and whether it is a method: which argument it is."""
    found: dict[tuple[str, bool], int] = {}
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args]
                is_method = names[:1] == ["self"]
                if "rule" in names:
                    found[node.name, is_method] = names.index("rule") - is_method
            elif isinstance(node, ast.ClassDef):
                fields = [
                    f.target.id for f in node.body if isinstance(f, ast.AnnAssign) and isinstance(f.target, ast.Name)
                ]
                if "rule" in fields:
                    found[node.name, False] = fields.index("rule")
    return found


def _rules_named(places: dict[tuple[str, bool], int]) -> Iterator[str]:
    for tree in SOURCES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = places.get((name, isinstance(node.func, ast.Attribute)), len(node.args))
                given = [keyword.value for keyword in node.keywords if keyword.arg == "rule"] + node.args[
                    place : place + 1
                ]
                yield from (
                    each.value
                    for each in given
                    if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
                )


def test_every_rule_that_the_code_reports_is_one_of_the_rules() -> None:
    named = set(_rules_named(_places_of_rules()))
    assert len(named) > 20
    assert named <= {rule.name for rule in RULES}


def test_every_rule_is_reported_somewhere() -> None:
    constants = {
        node.value
        for path, tree in SOURCES.items()
        if path.name != "rules.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {rule.name for rule in RULES} <= constants
