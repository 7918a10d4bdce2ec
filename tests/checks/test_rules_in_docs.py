"""Every rule is told in docs/reference/rules.md, with examples that hold, and is one that the code knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from collections_in_prose import Case, linked

from rlnotes.config.parse_config import parse_config
from rlnotes.model.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
SOURCES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")}

_CHAPTER = re.compile(
    r"\n\*\*(?P<severity>Error|Warning)\.\*\* (?P<words>[^\n]+)\n\n"
    r"Bad:\n\n(?P<bad>`{3,}\w+\n.*?\n`{3,})\n\nGood:\n\n(?P<good>`{3,}\w+\n.*?\n`{3,})\n\n?",
    re.DOTALL,
)
_BLOCK = re.compile(r"(`{3,})(\w+)\n(.*)\n\1", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the document says about a rule."""

    severity: str
    words: str
    bad: str
    good: str


def _chapters() -> dict[str, Chapter]:
    _, *parts = re.split(r"^## ", DOCUMENT, flags=re.MULTILINE)
    return dict(_named(part) for part in _joined(parts))


def _joined(parts: list[str]) -> Iterator[str]:
    """The chapters of the rules; a heading inside an example begins none."""
    names = {rule.name for rule in RULES}
    chapter = ""
    for part in parts:
        if part.partition("\n")[0] in names and chapter:
            yield chapter
            chapter = ""
        chapter += f"## {part}" if chapter else part
    yield chapter


def _named(part: str) -> tuple[str, Chapter]:
    name, _, rest = part.partition("\n")
    match = _CHAPTER.fullmatch(rest)
    assert match, f"can't read what is said about {name!r}"
    return name, Chapter(**match.groupdict())


CHAPTERS = _chapters()

COLLECTION = {
    "ppo.md": "# PPO\n\n## Loss\n\nClipping is enough. ^claim\n",
    "kl-penalty.md": "# The penalty\n",
    "ideas.md": "---\ndraft: true\n---\n",
    "exact/results.md": "# Exact results\n",
    "sampled/results.md": "# Sampled results\n",
    "map.md": "---\nkind: hub\nsections: [{title: All, notes: [note]}]\n---\n",
    "note.md": "A note\n",
    "works.bib": "@article{shao2024, title = {DeepSeekMath}}\n",
}
FILES = {"markdown": "note.md", "bibtex": "works.bib"}


def _rules_found(example: str) -> set[str] | None:
    """The rules of the findings in an example; None if it is only told in words."""
    block = _BLOCK.fullmatch(example)
    assert block, example
    _, language, text = block.groups()
    if language == "text":
        return None
    if language == "toml":
        return {finding.rule for finding in parse_config("rlnotes.toml", text).diagnostics}
    files = {**COLLECTION, FILES[language]: f"{text}\n"}
    return {found.rule for found in linked(Case("", "", files, frozenset({"diagram.png"}), {})).diagnostics}


def test_every_rule_is_told_in_order_with_its_severity_and_meaning() -> None:
    assert list(CHAPTERS) == [rule.name for rule in RULES]
    for rule in RULES:
        assert CHAPTERS[rule.name].severity.lower() == rule.severity.value
        assert CHAPTERS[rule.name].words.startswith(rule.meaning)


def test_rules_stand_in_alphabetical_order_once_each() -> None:
    names = [rule.name for rule in RULES]
    assert names == sorted(set(names))


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_bad_example_breaks_the_rule_and_the_good_one_none(name: str) -> None:
    assert _rules_found(CHAPTERS[name].bad) in ({name}, None)
    assert _rules_found(CHAPTERS[name].good) in (set(), None)


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
                    each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)
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
