"""Every rule has its page in docs/rules, with examples that hold, and is one that the code knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from collections_in_prose import WHOLE_NOTE_RULES, Case, collection_of, linked

from rlnotes.app.mentions import findings_of, mentions_in
from rlnotes.config.parse_config import parse_config
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.place import Span
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
    blocks = _blocks(example)
    if any(language == "text" for language, _, _ in blocks):
        return None
    if any(language == "toml" for language, _, _ in blocks):
        return {finding.rule for *_, text in blocks for finding in parse_config("rlnotes.toml", text).diagnostics}
    files = _files(blocks)
    return {each.rule for each in _found(files) if each.path in files or each.rule not in WHOLE_NOTE_RULES}


def _mentions_found(example: str) -> set[str]:
    """The rule of names that an example does not link, if there are any: it is off, and looked for when asked."""
    case = _case(_files(_blocks(example)))
    texts = [each for each in collection_of(case)[0].notes if each.path not in COLLECTION or each.path == "note.md"]
    return {each.rule for each in findings_of(mentions_in(linked(case).site, texts))}


def _blocks(example: str) -> list[tuple[str, str | None, str]]:
    """The blocks of an example: their language, the name of the file if one is given, and their text."""
    assert "".join(_BLOCK.split(example)[:: _BLOCK.groups + 1]).strip() == "", example
    return [(match[2], match[3], match[4]) for match in _BLOCK.finditer(example)]


def _files(blocks: list[tuple[str, str | None, str]]) -> dict[str, str]:
    """The notes and bibliographies of an example by path."""
    return {name or FILES[language]: f"{text}\n" for language, name, text in blocks if language in FILES}


def _found(files: dict[str, str]) -> Diagnostics:
    return linked(_case(files)).diagnostics


def _case(files: dict[str, str]) -> Case:
    return Case("", "", {**COLLECTION, **files}, frozenset({"diagram.png", "plan.canvas"}), {})


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


def test_the_bad_example_of_a_mention_has_one_and_the_good_one_none() -> None:
    page = PAGES["unlinked-mention"]
    assert _mentions_found(page.bad) == {"unlinked-mention"}
    assert _mentions_found(page.good) == set()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "unlinked-mention"])
def test_the_bad_example_breaks_the_rule_and_the_good_one_none(name: str) -> None:
    found, left = _rules_found(PAGES[name].bad), _rules_found(PAGES[name].good)
    beside = WHOLE_NOTE_RULES - {name}  # a few lines are no whole note
    assert found is None or found - beside == {name}
    assert left is None or left <= beside


_FRONT_MATTER = re.compile(r"---\n(?:.*?\n)??---\n", re.DOTALL)
_BLOCK_START = ("```", ">")


def _silenced(finding: Diagnostic, text: str) -> tuple[str, str]:
    """The comment that is to ignore a finding, and the note with it: where the finding is, tells which and where."""
    front = _FRONT_MATTER.match(text)
    lines, number = text.split("\n"), finding.span.line - 1
    is_whole = finding.span == Span()
    is_yaml = front is not None and (is_whole or number < front[0].count("\n"))
    comment = f"# rlnotes: ignore {finding.rule}" if is_yaml else f"<!-- rlnotes: ignore {finding.rule} -->"
    if is_whole or lines[number].startswith(_BLOCK_START):
        lines.insert(number + is_yaml, comment)
    else:
        lines[number] += f" {comment}"
    return comment, "\n".join(lines)


def _ignorable() -> Iterator[tuple[RulePage, dict[str, str], Diagnostic]]:
    """The findings of bad examples in notes, with the page and the files of each."""
    for page in PAGES.values():
        files = _files(_blocks(page.bad))
        for finding in _found(files) if files else ():
            if finding.rule == page.name and finding.path in files and finding.path.endswith(".md"):
                yield page, files, finding


@pytest.mark.parametrize(("page", "files", "finding"), [*_ignorable()], ids=lambda each: getattr(each, "name", ""))
def test_the_comment_that_a_page_gives_ignores_its_bad_example(
    page: RulePage, files: dict[str, str], finding: Diagnostic
) -> None:
    comment, note = _silenced(finding, files[finding.path])
    rules = {each.rule for each in _found({**files, finding.path: note}) if each.path == finding.path}
    if page.name == "unused-ignore":
        assert "rlnotes: ignore" not in page.off
    else:
        assert f"`{comment}`" in page.off
        assert page.name not in rules
        assert "unused-ignore" not in rules


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
