"""A check that starts from the last one, and a check of a folder that is no site."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from samples import files, written

from cli.sites_on_disk import CHECKS, check, edit, ran, site_on_disk
from rlnotes.cli.course import Course
from rlnotes.cli.looking import Glass, look
from rlnotes.cli.session import opened

VAULT = {
    "vault/Map.md": "[[Dough]], [[Dough#Water]], [flour](/food/Flour.md), [salt](/food/salt.md). @someone did.\n",
    "vault/food/Dough.md": "---\nmood: good\ncssclasses: [wide]\n---\n# Dough\n\n## Water\n\nText. [[Map]]\n",
    "vault/food/Flour.md": "Flour.\n",
    "vault/.obsidian/notes.md": "[[nowhere]]\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return site_on_disk(tmp_path)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.chdir(written(tmp_path / "desk", VAULT))
    return Path("vault")


def read_again(root: Path) -> set[str]:
    """The files that a check parses."""
    harvest = look(Glass(opened(root / "rlnotes.toml"), root, Course())).harvest
    return harvest.fresh if harvest else set()


def test_where_nothing_changed_nothing_is_done(root: Path) -> None:
    first, second = check(root), check(root)
    assert (first.code, first.out) == (second.code, second.out) == (1, first.out)
    assert "[broken-link]" in first.out
    assert read_again(root) == set()


def test_one_note_is_parsed_where_one_changed(root: Path) -> None:
    assert len(read_again(root)) == 5
    edit(root, more="\n[[nowhere at all]]\n")
    assert read_again(root) == {"dough.md"}
    assert check(root).out.count("error[broken-link]") == 2


def test_a_note_that_is_gone_breaks_links_elsewhere(root: Path) -> None:
    check(root)
    (root / "notes/dough.md").unlink()
    again = check(root)
    assert again.out == check(root, "--no-cache").out
    assert "no note 'dough'" in again.out


def test_other_settings_judge_what_is_known(root: Path) -> None:
    check(root)
    written(root, {"rlnotes.toml": 'rules = { broken-link = "off" }\n'})
    assert read_again(root) == set()
    assert "broken-link" not in check(root).out


@pytest.mark.parametrize("keep", [0.5, 0.0])
def test_a_damaged_store_costs_time_and_is_told(root: Path, keep: float) -> None:
    expected = check(root)
    store = root / CHECKS
    os.truncate(store, int(store.stat().st_size * keep))
    again = check(root)
    assert (again.code, again.out) == (expected.code, expected.out)
    assert again.err.startswith("checked anew: the cache was damaged")
    assert check(root).err == ""


def test_a_store_of_another_hand_is_not_believed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RLNOTES_CACHE_KEY", "someone else's")
    check(root)
    monkeypatch.setenv("RLNOTES_CACHE_KEY", "ours")
    assert check(root).err.startswith("checked anew")


def test_a_check_leaves_the_cache_of_builds_alone(root: Path) -> None:
    ran("build", "-f", root / "rlnotes.toml")
    before = files(root / ".rlnotes")["cache.sqlite"]
    check(root)
    assert files(root / ".rlnotes")["cache.sqlite"] == before
    assert ran("build", "-f", root / "rlnotes.toml").is_from_memory


def test_clean_removes_what_checks_keep(root: Path) -> None:
    check(root)
    ran("clean", "-f", root / "rlnotes.toml")
    assert not (root / ".rlnotes").exists()


def test_notes_without_any_link_are_no_success(tmp_path: Path) -> None:
    root = written(tmp_path, {"rlnotes.toml": "", "notes/a.md": "# A\n\nNo link.\n"})
    run = check(root)
    assert run.code == 2
    assert "1 note in" in run.err
    assert "not one link: is this the right folder?" in run.err


def test_a_vault_is_checked_without_configuration_and_left_as_it_is(vault: Path, tmp_path: Path) -> None:
    before = files(tmp_path / "desk")
    run = ran("check", vault)
    assert run.code == 1
    assert run.out.splitlines()[:-1] == [
        "vault/Map.md:1:54: error[broken-link] no note '/food/salt.md'",
    ]
    assert files(tmp_path / "desk") == before
    assert (tmp_path / "caches").is_dir()
    assert ran("check", vault).out == run.out


def test_a_part_of_a_vault_is_a_vault_and_links_out_of_it_are_told(vault: Path) -> None:
    assert "no note 'Map'" in ran("check", vault / "food").out


def test_root_says_what_a_slash_means(vault: Path) -> None:
    assert "'/food/Flour.md'" in ran("check", "vault", "--root", "vault/food").out
    shutil.move(vault / "food" / "Flour.md", vault / "food" / "food")
    (vault / "food" / "food").rename(vault / "food" / "Flour.md")
    assert "Flour" not in ran("check", "vault/food", "--root", "vault").out
    refused = ran("check", "vault", "--root", ".")
    assert refused.code in {0, 1}
    assert ran("check", "vault/food", "--root", "vault/.obsidian").code == 2


def test_a_folder_beside_the_notes_of_a_site_is_a_tree_of_its_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(root, {"docs/a.md": "[b](b.md) [c](c.md)\n", "docs/b.md": "---\nanything: goes\n---\nB\n"})
    monkeypatch.chdir(root)
    run = ran("check", "docs")
    assert run.out.splitlines()[0] == "docs/a.md:1:11: error[broken-link] no note 'c.md'"
    assert len(run.out.splitlines()) == 2


def test_a_note_of_a_site_is_found_from_anywhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = ran("check", root / "notes" / "baking.md")
    assert "project/notes/baking.md:8:3: error[broken-link] no note 'nothing'" in run.out
    assert ran("check", root / "notes" / "dough.md").code == 0


def test_the_words_of_others_for_our_keys_are_their_affair(vault: Path) -> None:
    written(vault, {"a.md": "---\nstatus: Completed\ndate: soon\n---\n[[Map]]\n", "b.md": "---\na: [\n---\n[[Map]]\n"})
    run = ran("check", vault)
    assert "vault/a.md" not in run.out
    assert "vault/b.md:3:1: warning[bad-front-matter]" in run.out


def test_a_folder_without_notes_is_told_what_else_can_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run = ran("check")
    assert run.code == 2
    assert "`rlnotes check FOLDER` checks any folder of Markdown" in run.err
