"""What a change broke, found between real commits: both sides whole, old findings known again."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlnotes.parse.reading import plain_lines
from rlnotes.shell.past.sides import Present, sides_of, text_now
from rlnotes.shell.reading import MOST_BYTES, inventory_of, read_collection
from shell.folders import planted, tree
from shell.repositories import CONFIG, commit, compared, emptied, git, git_alone, repository


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    git_alone(monkeypatch)


def test_a_deletion_breaks_links_in_files_that_nobody_touched(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[b]] [[gone]]\n", "notes/b.md": "# B\n\n[[a]]\n"})
    (project / "notes/b.md").unlink()
    commit(project)
    found = compared(project)
    assert found.new == ["a.md:3 broken-link"]
    assert "no note 'b'" in [each.message for each in found.split.new]
    assert found.old == ["a.md:3 broken-link"]
    assert found.past.as_now == {"a.md"}
    assert [source.path for source in found.past.notes] == ["b.md"]


def test_a_rename_breaks_links_in_files_that_nobody_touched(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[b]]\n", "notes/b.md": "# Title\n\n[[gone]]\n"})
    git(project, "mv", "notes/b.md", "notes/c.md")
    commit(project)
    found = compared(project)
    assert found.past.renamed == {"b.md": "c.md"}
    assert found.new == ["a.md:3 broken-link"]
    assert found.old == ["c.md:3 broken-link"]
    assert found.past.changed_lines == {"c.md": frozenset()}


def test_a_heading_renamed_breaks_anchors_elsewhere(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[b#Loss]]\n", "notes/b.md": "# B\n\n## Loss\n\n[[a]]\n"})
    planted(project, {"notes/b.md": "# B\n\n## Cost\n\n[[a]]\n"})
    assert compared(project).new == ["a.md:3 broken-anchor"]


def test_a_finding_stays_old_where_its_line_moved_and_its_file_was_renamed_and_edited(tmp_path: Path) -> None:
    text = "\n\n".join(["# B", *(f"Paragraph {number} of a long note." for number in range(20)), "[[gone]]", "[[a]]"])
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[B]]\n", "notes/old/b.md": text})
    (project / "notes/old/b.md").unlink()
    planted(project, {"notes/new/b2.md": text.replace("# B", "# B\n\nA word before. [[gone2]]")})
    planted(project, {"notes/a.md": "# A\n\n[[b2]]\n"})
    commit(project)
    found = compared(project)
    assert found.past.renamed == {"old/b.md": "new/b2.md"}
    assert found.new == ["new/b2.md:3 broken-link"]
    assert found.old == ["new/b2.md:45 broken-link"]
    assert 3 in found.past.changed_lines["new/b2.md"]
    assert 45 not in found.past.changed_lines["new/b2.md"]


def test_what_is_not_committed_counts_as_now_and_what_is_mended_is_gone(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[x]]\n\n[[y]]\n", "notes/b.md": "# B\n\n[[a]]\n"})
    planted(project, {"notes/a.md": "# A\n\n[[x]]\n\n[[b]]\n", "notes/new.md": "# New\n\n[[z]]\n"})
    git(project, "add", "notes/new.md")
    planted(project, {"notes/untracked.md": "# U\n\n[[z]]\n"})
    found = compared(project, "HEAD")
    assert found.new == ["new.md:3 broken-link", "untracked.md:3 broken-link"]
    assert found.old == ["a.md:3 broken-link"]
    assert found.gone == ["a.md:5 broken-link"]


def test_of_equal_findings_the_new_one_is_on_the_changed_line(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[x]] one\n\n[[x]] two\n"})
    planted(project, {"notes/a.md": "# A\n\n[[x]] one\n\n[[x]] between\n\n[[x]] two\n"})
    found = compared(project)
    assert found.new == ["a.md:5 broken-link"]
    assert found.old == ["a.md:3 broken-link", "a.md:7 broken-link"]


def test_changes_on_the_other_branch_are_not_ours(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[b]]\n", "notes/b.md": "# B\n\n[[a]]\n"})
    git(project, "checkout", "main")
    planted(project, {"notes/b.md": "# B\n\n[[a]] [[there]]\n", "notes/there.md": "# There\n\n[[a]]\n"})
    commit(project)
    git(project, "checkout", "work")
    found = compared(project)
    assert (found.new, found.old, found.gone) == ([], [], [])
    assert found.past.commit == git(project, "merge-base", "main", "work")


def test_a_merge_is_compared_with_the_branch_it_goes_into_and_one_in_conflict_as_it_lies_there(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[b]]\n", "notes/b.md": "# Title\n\n[[a]]\n"})
    (project / "notes/b.md").unlink()
    commit(project)
    git(project, "checkout", "main")
    planted(project, {"notes/c.md": "# C\n\n[[gone]]\n"})
    commit(project)
    git(project, "merge", "work", "-m", "m")
    assert compared(project, "HEAD^1").new == ["a.md:3 broken-link"]
    assert compared(project, "HEAD^2").new == ["c.md:3 broken-link"]
    git(project, "reset", "--hard", "HEAD^1")
    planted(project, {"notes/b.md": "# Title\n\n[[a]] [[x]]\n"})
    commit(project)
    with pytest.raises(subprocess.CalledProcessError):
        git(project, "merge", "work", "-m", "m")
    assert compared(project, "HEAD").new == []
    assert compared(project, "HEAD").old == ["b.md:3 broken-link", "c.md:3 broken-link"]


@pytest.mark.parametrize("is_told", [True, False], ids=["with git mv", "by hand"])
def test_a_rename_of_letter_case_alone_is_a_rename(tmp_path: Path, is_told: bool) -> None:
    project = repository(tmp_path, {"notes/Note.md": "# N\n\n[[gone]]\n", "notes/a.md": "# A\n\n[[Note]]\n"})
    if is_told:
        git(project, "mv", "notes/Note.md", "notes/note.md")
    else:
        (project / "notes/Note.md").rename(project / "notes/note.md")
    found = compared(project)
    assert found.past.renamed == {"Note.md": "note.md"}
    assert found.old == ["note.md:3 broken-link"]
    assert found.new == ["a.md:3 case-mismatch"]


def test_a_move_that_git_was_not_told_of_is_known_by_what_the_note_says_or_its_name(tmp_path: Path) -> None:
    texts = {"notes/a.md": "# A\n\n[[gone]]\n", "notes/b.md": "# B\n\n[[gone]]\n", "notes/index.md": "# I\n"}
    texts |= {"notes/1/n.md": "# N1", "notes/2/n.md": "# N2"}
    project = repository(tmp_path, texts)
    for name in texts:
        (project / name).unlink()
    planted(project, {"notes/z.md": "# A\n\n[[gone]]\n", "notes/x/b.md": "# B, edited\n\n[[gone]] here\n"})
    planted(project, {"notes/x/index.md": "# Another\n", "notes/x/n.md": "# One of them"})
    found = compared(project)
    assert found.past.renamed == {"a.md": "z.md", "b.md": "x/b.md"}
    assert found.old == ["x/b.md:3 broken-link", "z.md:3 broken-link"]


def test_other_line_ends_are_no_change(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\r\n\r\n[[gone]]\r\n", "notes/b.md": "# B\n\n[[a]]\n"})
    planted(project, {".gitattributes": "*.md text eol=crlf\n"})
    for name in ("a", "b"):
        planted(project, {f"notes/{name}.md": f"# {name.upper()}\r\n\r\n[[{'gone' if name == 'a' else 'a'}]]\r\n"})
    commit(project)
    found = compared(project)
    assert (found.new, found.old) == ([], ["a.md:3 broken-link"])
    assert found.past.as_now == {"a.md", "b.md"}


def test_what_a_filter_makes_of_a_file_is_what_it_was(tmp_path: Path) -> None:
    project = repository(
        tmp_path, {"notes/b.md": "# B\n", ".gitattributes": "a.md working-tree-encoding=UTF-16LE-BOM\n"}
    )
    planted(project, {"notes/a.md": "\ufeff# A\n\n[[gone]]\n".encode("utf-16-le")})
    commit(project)
    found = compared(project, "HEAD")
    assert found.new == []
    assert "a.md:1 not-utf8" in found.old


def test_text_that_is_no_longer_utf_8_is_new_and_text_that_never_was_is_old(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\ncafé\n", "notes/b.md": b"# B\n\ncaf\xe9\n"})
    planted(project, {"notes/a.md": b"# A\n\ncaf\xe9\n", "notes/b.md": b"# B\n\ncaf\xe9!\n"})
    found = compared(project)
    assert [each for each in found.new if "utf8" in each] == ["a.md:3 not-utf8"]
    assert [each for each in found.old if "utf8" in each] == ["b.md:3 not-utf8"]


def test_a_folder_that_was_not_there_makes_everything_new(tmp_path: Path) -> None:
    project = repository(tmp_path, {"README.md": "# R\n"})
    planted(project, {"notes/a.md": "# A\n\n[[gone]]\n"})
    found = compared(project)
    assert (found.new, found.old) == (["a.md:3 broken-link"], [])
    assert found.then.notes == ()


def test_the_bibliography_may_lie_beside_the_notes_and_its_loss_is_new(tmp_path: Path) -> None:
    config = replace(CONFIG, bibliography=("refs.bib", "more/*.bib"), citation_style="own.csl")
    files = {"notes/a.md": "# A\n\n[@k] [@l]\n", "refs.bib": "@misc{k, title={K}}\n", "own.csl": "<style/>"}
    project = repository(tmp_path, files | {"notes/more/l.bib": "@misc{l, title={L}}\n"})
    assert compared(project, "main", config).past.as_now == {"../refs.bib", "a.md", "more/l.bib"}
    planted(project, {"refs.bib": "@misc{k, title={Changed}}\n"})
    assert compared(project, "main", config).past.changed_lines == {"../refs.bib": {1}}
    for name in ("refs.bib", "own.csl", "notes/more/l.bib"):
        (project / name).unlink()
    found = compared(project, "main", config)
    assert [each for each in found.new if "unused" not in each] == [
        "a.md:3 unknown-citation",
        "a.md:3 unknown-citation",
        "rlnotes.toml:1 bad-configuration",
        "rlnotes.toml:1 missing-bibliography",
        "rlnotes.toml:1 missing-bibliography",
    ]


def test_what_the_configuration_gets_wrong_is_old_since_that_of_now_judges_both_sides(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[a]]\n"})
    config = replace(CONFIG, bibliography=("gone.bib", "../../x.bib"), exclude=("nothing",), citation_style="none")
    found = compared(project, "main", config)
    assert found.new == []
    assert [each for each in found.old if each.startswith("rlnotes.toml")] == [
        "rlnotes.toml:1 bad-configuration",
        "rlnotes.toml:1 missing-bibliography",
        "rlnotes.toml:1 missing-bibliography",
        "rlnotes.toml:1 unused-exclude",
    ]


def test_a_bibliography_outside_of_the_repository_is_taken_as_it_is(tmp_path: Path) -> None:
    config = replace(CONFIG, bibliography=("../refs.bib", "../none.bib"))
    project = repository(tmp_path / "project", {"notes/a.md": "# A\n\n[@k]\n"})
    planted(tmp_path, {"refs.bib": "@misc{k, title={K}}\n"})
    found = compared(project, "main", config)
    assert "../../refs.bib" in found.past.as_now
    assert [each for each in found.new if "missing" not in each] == []


def test_symbolic_links_are_the_files_they_lead_to(tmp_path: Path) -> None:
    project = planted(tmp_path, {"notes/a.md": "# A\n\n[[gone]]\n", "notes/sub/b.md": "# B\n", "secret.md": "s"})
    planted(project, {"notes/.hidden.md": "h"})
    links = {"ok.md": "sub/../a.md", "through.md": "folder/b.md", "folder": "sub", "leak.md": "../secret.md"}
    links |= {"absolute.md": "/nowhere/x.md", "loop.md": "loop.md", "peek.md": ".hidden.md", "dangling.md": "none.md"}
    for name, target in links.items():
        (project / "notes" / name).symlink_to(target)
    git(project, "init", "-b", "main")
    commit(project)
    before = read_collection(project, CONFIG)
    assert compared(project).then == before
    planted(project, {"notes/a.md": "# A, changed\n\n[[gone]]\n"})
    (project / "notes/through.md").unlink()
    (project / "notes/leak.md").unlink()
    (project / "notes/leak.md").symlink_to("a.md")
    found = compared(project)
    assert found.then.notes == before.notes
    assert [each for each in found.new if "broken" not in each] == []
    assert [each for each in found.gone if "tree" in each] == []
    assert [source.path for source in found.past.notes] == ["a.md", "ok.md", "through.md"]


def test_a_link_that_is_turned_out_of_the_tree_is_new(tmp_path: Path) -> None:
    project = planted(tmp_path, {"notes/a.md": "# A\n\n[[ok]]\n", "secret.md": "s"})
    (project / "notes/ok.md").symlink_to("a.md")
    git(project, "init", "-b", "main")
    commit(project)
    (project / "notes/ok.md").unlink()
    (project / "notes/ok.md").symlink_to("../secret.md")
    assert "ok.md:1 outside-tree" in compared(project).new


def test_a_submodule_was_as_it_is(tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner", {"s.md": "# S\n\n[[gone]]\n", "p.png": "1"})
    project = repository(tmp_path / "project", {"notes/a.md": "# A\n\n[[s]]\n"})
    git(project, "submodule", "add", str(inner), "notes/sub")
    commit(project)
    planted(project, {"notes/sub/s.md": "# S, edited\n\n[[gone]]\n"})
    found = compared(project, "HEAD")
    assert (found.new, found.old) == ([], ["sub/s.md:3 broken-link"])
    assert found.past.files == {"sub/p.png"}


def test_a_repository_among_the_notes_is_asked_itself(tmp_path: Path) -> None:
    project = repository(tmp_path, {"README.md": "# R\n"})
    repository(project / "notes", {"a.md": "# A\n\n[[gone]]\n"})
    assert compared(project).old == ["a.md:3 broken-link"]


def test_the_notes_folder_may_be_a_link_or_lie_in_a_work_tree_of_its_own(tmp_path: Path) -> None:
    project = repository(tmp_path / "project", {"docs/a.md": "# A\n\n[[gone]]\n", "refs.bib": "@misc{k, title={K}}\n"})
    (project / "notes").symlink_to("docs")
    config = replace(CONFIG, bibliography=("refs.bib",))
    assert "a.md:3 broken-link" in compared(project, "main", config).old
    git(project, "worktree", "add", "../tree", "main")
    found = compared(tmp_path / "tree", "work", replace(config, notes="docs"))
    assert found.past.as_now == {"a.md", "../refs.bib"}


def test_what_a_hook_leaves_in_the_environment_does_not_mislead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = repository(tmp_path / "project", {"notes/a.md": "# A\n\n[[gone]]\n", "a.md": "# Other\n"})
    for name, value in {
        "GIT_DIR": ".git",
        "GIT_INDEX_FILE": "none",
        "GIT_PREFIX": "x/",
        "GIT_GLOB_PATHSPECS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    assert compared(project).old == ["a.md:3 broken-link"]


def test_a_work_tree_named_beside_its_repository_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = repository(tmp_path / "project", {"notes/a.md": "# A\n\n[[gone]]\n"})
    (project / ".git").rename(tmp_path / "apart.git")
    monkeypatch.chdir(project)
    monkeypatch.setenv("GIT_DIR", "../apart.git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    assert compared(project).old == ["a.md:3 broken-link"]


def test_nothing_in_the_repository_is_written_and_no_program_of_its_choice_run(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[gone]]\n", ".gitattributes": "*.md diff=d\n"})
    for name in ("diff.external", "diff.d.command", "diff.d.textconv", "core.fsmonitor", "core.pager"):
        git(project, "config", name, "touch ran; false")
    planted(project, {"notes/a.md": "# A\n\n[[gone]] [[x]]\n"})
    os.utime(project / ".gitattributes", (1, 1))
    before = tree(project)
    assert compared(project).new == ["a.md:3 broken-link"]
    assert tree(project) == before


def test_an_exclusion_counts_as_used_if_it_kept_something_out_then(tmp_path: Path) -> None:
    config = replace(CONFIG, exclude=("private", "private/deep"))
    project = repository(tmp_path, {"notes/a.md": "# A\n", "notes/private/deep/b.md": "# B\n"})
    assert [each for each in compared(project, "main", config).old if "exclude" in each] == [
        "rlnotes.toml:1 unused-exclude"
    ]
    git(project, "rm", "-r", "notes/private")
    found = compared(project, "main", config)
    assert [each for each in found.new if "exclude" in each] == ["rlnotes.toml:1 unused-exclude"]
    assert [each for each in found.old if "exclude" in each] == ["rlnotes.toml:1 unused-exclude"]


def test_ignore_files_left_out_then_what_they_named_then(tmp_path: Path) -> None:
    files = {"notes/a.md": "# A\n\n[[b]] [[c]]\n", "notes/b.md": "# B\n", "notes/sub/c.md": "# C\n"}
    ignores = {".gitignore": "/notes/b.md\n", "notes/.rlnotesignore": "sub/\n"}
    project = repository(tmp_path, files)
    planted(project, ignores)
    commit(project)
    assert compared(project).new == ["a.md:3 broken-link", "a.md:3 broken-link"]
    assert compared(project, "HEAD").old == ["a.md:3 broken-link", "a.md:3 broken-link"]


def test_what_a_sparse_checkout_leaves_out_was_not_there_either(tmp_path: Path) -> None:
    files = {"notes/a.md": "# A\n\n[[b]] ![](what?.png)\n", "notes/sub/b.md": "# B\n", "notes/what?.png": "1"}
    project = repository(tmp_path, files)
    assert compared(project).past.as_now == {"a.md", "sub/b.md"}
    git(project, "sparse-checkout", "set", "--no-cone", "/notes/*", "!/notes/sub")
    found = compared(project)
    assert found.new == []
    assert "a.md:3 broken-link" in found.old


def test_a_text_that_vanishes_meanwhile_has_no_changed_lines(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n"})
    sides = sides_of(Present(project, CONFIG, inventory_of(project, CONFIG), ()), "main")
    assert text_now(sides, "a.md") == "# A\n"
    (project / "notes/a.md").unlink()
    assert text_now(sides, "a.md") is None


NAMES = st.sampled_from(
    [
        "a.md",
        "A.md",
        "b.markdown",
        "caf\u00e9.md",
        "cafe\u0301.md",
        "sub/c.md",
        "sub/.d.md",
        "node_modules/e.md",
        "private/f.md",
        "refs.bib",
        "csl.json",
        "x.csl.json",
        "p.png",
        "P.png",
        "what?.png",
        "a b \u201cc\u201d\t.md",
        ":(top)x.md",
        "-r.md",
        "sub/\n.md",
    ]
)
TEXTS = st.sampled_from(
    ["", "# A\n\n[[b]]\n", "# A\r\n", '[{"id": "k", "type": "book"}]', '{"type": "book"}', "# \u00e9\n"]
)
TREES = st.dictionaries(NAMES, TEXTS, max_size=6)


@given(TREES, TREES, st.booleans())
@settings(max_examples=50)
def test_the_past_is_what_reading_it_then_gave(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], after: dict[str, str], is_committed: bool
) -> None:
    config = replace(CONFIG, exclude=("private",))
    project = repository(
        tmp_path_factory.mktemp("law"), {"notes/.keep": ""} | {f"notes/{n}": t for n, t in before.items()}
    )
    then = read_collection(project, config)
    planted(emptied(project), {"notes/.keep": ""} | {f"notes/{name}": text for name, text in after.items()})
    if is_committed:
        commit(project)
    found = compared(project, "main", config)
    for side, expected in ((found.then.notes, then.notes), (found.then.bibliographies, then.bibliographies)):
        assert [(each.path, plain_lines(each.text)) for each in side] == [
            (each.path, plain_lines(each.text)) for each in expected
        ]
    assert found.then.files == then.files
    assert [each for each in found.then.diagnostics if each.rule != "unused-exclude"] == [
        each for each in then.diagnostics if each.rule != "unused-exclude"
    ]


def large(text: str) -> str:
    """A text that is too large to be read."""
    return text + " " * MOST_BYTES


def test_files_too_large_to_be_read_were_left_out_then_as_they_are_now(tmp_path: Path) -> None:
    """Whether they stay as they are, are changed, renamed, made smaller, or are gone."""
    names = ("same.md", "edited.md", "renamed.md", "smaller.md", "gone.md", "gone.bib", "items.json", "data.json")
    files = {f"notes/{name}": large(f"# {name}\n\n[[no]]\n") for name in names}
    files["notes/items.json"] = large('[{"type": "book", "id": "a"}')
    project = repository(tmp_path, {"notes/a.md": "# A\n\n[[smaller]] ![](data.json)\n", **files})
    then = read_collection(project, CONFIG)
    git(project, "mv", "notes/renamed.md", "notes/moved.md")
    planted(project, {"notes/edited.md": large("# Edited\n\n\n"), "notes/smaller.md": "# Smaller\n\n[[none]]\n"})
    for name in ("gone.md", "gone.bib", "items.json"):
        (project / "notes" / name).unlink()
    commit(project)
    found = compared(project)
    assert found.then == then
    assert [source.path for source in then.notes] == ["a.md"]
    assert found.new == ["smaller.md:3 broken-link"]
    assert found.old == [f"{name}.md:1 unreadable-file" for name in ("edited", "moved", "same")]


def test_a_link_or_a_list_of_ignored_files_that_is_too_large_is_not_read_either(tmp_path: Path) -> None:
    project = repository(tmp_path, {"notes/a.md": "# A\n", "notes/.gitignore": large("b.md\n")})
    content_id = hashed(project, "x" * (MOST_BYTES + 1))
    git(project, "update-index", "--add", "--cacheinfo", f"120000,{content_id},notes/link.md")
    git(project, "commit", "-m", "c")
    git(project, "branch", "-f", "main")
    assert compared(project).past.notes == ()


def hashed(project: Path, text: str) -> str:
    """The id of a text in the repository."""
    path = planted(project.parent / "elsewhere", {"text": text}) / "text"
    return git(project, "hash-object", "-w", str(path))
