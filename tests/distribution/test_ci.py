"""What is offered for continuous integration: valid by the schemas of those who read it, and it does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples import ROOT, written

from rlnotes.shell.starter import starter_files

_BLOCK = re.compile(r"^## ([^\n]+)$|^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def recipes() -> Iterator[tuple[str, str]]:
    """Every YAML block of docs/ci.md with the chapter it stands in."""
    chapter = ""
    for match in _BLOCK.finditer((ROOT / "docs" / "ci.md").read_text(encoding="utf-8")):
        chapter = match[1] or chapter
        if match[2]:
            yield chapter, match[2]


RECIPES = tuple(recipes())
SCHEMAS = {"GitHub": "github-workflows", "GitLab": "gitlab-ci"}


def validated(schema: str, *files: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_action_is_one() -> None:
    validated("github-actions", ROOT / "action.yml")


def test_the_workflows_of_the_repository_are_some() -> None:
    workflows = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    assert workflows
    validated("github-workflows", *workflows)


def test_the_workflows_of_a_new_site_are_some(tmp_path: Path) -> None:
    files = {path: text for path, text in starter_files(with_github=True) if path.startswith(".github/")}
    assert len(files) == 2
    written(tmp_path, files)
    validated("github-workflows", *(tmp_path / path for path in files))


@pytest.mark.parametrize("number", range(len(RECIPES)))
def test_a_recipe_is_what_it_says(number: int, tmp_path: Path) -> None:
    chapter, text = RECIPES[number]
    if schema := SCHEMAS.get(chapter):
        path = tmp_path / "recipe.yml"
        path.write_text(text, encoding="utf-8")
        validated(schema, path)
    else:
        assert chapter == "Before a commit"
        hooks = {hook["id"] for repo in yaml.safe_load(text)["repos"] for hook in repo["hooks"]}
        assert hooks <= {hook["id"] for hook in hooks_offered()}


def hooks_offered() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return loaded


def test_there_are_recipes_for_each_place() -> None:
    assert {chapter for chapter, _ in RECIPES} == {"GitHub", "GitLab", "Before a commit"}


def test_the_hook_has_what_pre_commit_asks_for() -> None:
    (hook,) = hooks_offered()
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert hook["pass_filenames"] is False
    assert all(re.search(hook["files"], name) for name in ("notes/a.md", "notes/a.bib", "rlnotes.toml"))
    assert not re.search(hook["files"], "notes/a.png")


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return loaded


def check_step(folder: Path, inputs: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """The step of the action that checks, run as a runner would, in the repository at `folder`."""
    (step,) = [step for step in action()["runs"]["steps"] if step.get("id") == "check"]
    assert step["env"].keys() == {"NOTES_PATH", "SINCE", "ARGS", "REPORTS", "RLNOTES_CACHE_KEY"}
    environment = {
        **os.environ,
        **dict.fromkeys(step["env"], ""),
        **inputs,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(folder.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(folder.parent / "summary.md"),
        "GITHUB_WORKSPACE": str(folder),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    run = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.fixture
def pull_request(tmp_path: Path) -> tuple[Path, str]:
    """A repository in which a branch renames a note that others link; and the base of that branch."""
    folder = written(
        tmp_path / "repository",
        {
            "rlnotes.toml": "",
            "notes/index.md": "---\nkind: page\ndescription: Home.\n---\n# Home\n\n[[dough]] and [[older mistake]].\n",
            "notes/bread.md": "---\ndescription: B.\n---\n# Bread\n\nMade of [[dough]].\n\n> [[dough]] ::error::\n",
            "notes/dough.md": "---\ndescription: Dough.\n---\n# On leaven\n\nFor [[bread]].\n",
        },
    )
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=Before")
    base = git(folder, "rev-parse", "HEAD")
    git(folder, "checkout", "--quiet", "-b", "change")
    git(folder, "mv", "notes/dough.md", "notes/leaven.md")
    git(folder, "commit", "--quiet", "--message=Rename")
    return folder, base


def test_a_pull_request_is_told_what_it_broke_and_nothing_else(pull_request: tuple[Path, str]) -> None:
    folder, base = pull_request
    run = check_step(folder, {"SINCE": base, "REPORTS": "sarif=out.sarif junit=out.xml"})
    assert run.returncode == 1, run.stdout + run.stderr
    annotations = [line for line in run.stdout.splitlines() if line.startswith("::error")]
    assert [re.sub(r",title=.*", "", line) for line in annotations] == [
        "::error file=notes/bread.md,line=6,endLine=6,col=9,endColumn=18",
        "::error file=notes/bread.md,line=8,endLine=8,col=3,endColumn=12",
        "::error file=notes/index.md,line=7,endLine=7,col=1,endColumn=10",
    ]
    assert (folder.parent / "output").read_text() == "code=1\n"
    summary = (folder.parent / "summary.md").read_text()
    assert summary.count("broken-link") == 3
    assert "older mistake" not in summary
    log = json.loads((folder / "out.sarif").read_text())
    states = sorted(result["baselineState"] for result in log["runs"][0]["results"])
    assert states == ["new", "new", "new", "new", "unchanged"]  # the fourth: nobody links the note now
    assert (folder / "out.xml").read_text().count("<failure") == 3


def test_a_pull_request_that_broke_nothing_passes(pull_request: tuple[Path, str]) -> None:
    folder, base = pull_request
    written(folder, {"notes/leaven.md": "---\naliases: [dough]\ndescription: D.\n---\n# On leaven\n\nFor [[bread]].\n"})
    run = check_step(folder, {"SINCE": base})
    assert run.returncode == 0, run.stdout + run.stderr
    assert "::error" not in run.stdout
    assert "nothing new; 1 there before" in run.stdout


def test_nothing_can_be_slipped_into_the_script(pull_request: tuple[Path, str]) -> None:
    folder, _ = pull_request
    run = check_step(folder, {"SINCE": "$(touch a)", "ARGS": "; touch b", "NOTES_PATH": "--help `touch c`"})
    assert run.returncode == 2
    assert not [name for name in "abc" if (folder / name).exists()]
