"""`rlnotes check --fix` and `--diff`, on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from samples import files, written

from cli.sites_on_disk import ran

NOTES: dict[str, str | bytes] = {
    "rlnotes.toml": "",
    "notes/new/ppo.md": "---\naliases: [clip]\n---\n# PPO\n\n## The clipped loss\n\nSee [[a]].\n",
    "notes/a.md": (
        b"\xef\xbb\xbfSee [[new/PPO]]\r\nand [x](old/ppo.md#the-cliped-loss)\rand\xc2\xa0[[clip]] [[nothing]]"
    ),
    "notes/b.md": "Nothing [[a]] to mend.\n",
}
MENDED = b"\xef\xbb\xbfSee [[new/ppo]]\r\nand [x](new/ppo.md#the-clipped-loss)\rand\xc2\xa0[[ppo|clip]] [[nothing]]"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(written(tmp_path, NOTES))
    return tmp_path


def test_only_the_bytes_of_links_change_and_what_is_left_is_reported(folder: Path) -> None:
    (folder / "notes/a.md").chmod(0o640)
    before = files(folder / "notes")
    run = ran("check", "--fix")
    after = files(folder / "notes")
    assert after == before | {"a.md": MENDED}
    assert (folder / "notes/a.md").stat().st_mode & 0o777 == 0o640
    assert run.code == 1
    assert run.out.splitlines()[0].startswith("notes/a.md:3:18: error[broken-link] no note 'nothing'")
    assert run.err == "mended 3 links in 1 file\nmended 1 link in 1 file\n"
    again = ran("check", "--fix")
    assert (again.out, again.err) == (run.out, "")
    assert files(folder / "notes") == after


def test_a_diff_shows_what_would_change_and_changes_nothing(folder: Path) -> None:
    before = files(folder / "notes")
    run = ran("check", "--diff")
    assert run.code == 1
    assert files(folder / "notes") == before
    assert run.out.splitlines() == [
        "--- a/notes/a.md",
        "+++ b/notes/a.md",
        "@@ -1,3 +1,3 @@",
        "-See [[new/PPO]]",
        "-and [x](old/ppo.md#the-cliped-loss)",
        "-and\xa0[[clip]] [[nothing]]",
        "\\ No newline at end of file",
        "+See [[new/ppo]]",
        "+and [x](new/ppo.md#the-cliped-loss)",
        "+and\xa0[[ppo|clip]] [[nothing]]",
        "\\ No newline at end of file",
    ]
    assert run.err == "would mend 3 links in 1 file\n"


def test_where_nothing_is_certain_nothing_is_shown(folder: Path) -> None:
    ran("check", "--fix")
    run = ran("check", "--diff")
    assert (run.code, run.out, run.err) == (0, "", "would mend 0 links in 0 files\n")


def test_only_what_is_asked_for_is_mended(folder: Path) -> None:
    ran("check", "--fix", "--rule", "case-mismatch")
    content = (folder / "notes/a.md").read_bytes()
    assert b"[[new/ppo]]" in content
    assert b"[[clip]]" in content
    assert b"old/ppo.md" in content


def test_what_is_ignored_or_out_of_scope_is_not_mended(folder: Path) -> None:
    written(folder, {"notes/b.md": "[[new/PPO]] <!-- rlnotes: ignore case-mismatch -->\n"})
    before = files(folder / "notes")
    ran("check", "notes/b.md", "--fix")
    assert files(folder / "notes") == before


def test_a_file_that_is_not_utf8_is_left(folder: Path) -> None:
    written(folder, {"notes/a.md": b"[[new/PPO]] \xff\n"})
    before = files(folder / "notes")
    assert "case-mismatch" in ran("check", "--fix").out
    assert files(folder / "notes") == before


def test_a_link_in_the_tree_is_mended_where_it_leads_and_stays_a_link(folder: Path) -> None:
    written(folder, {"notes/real/c.md": "[[new/PPO]]\n"})
    (folder / "notes" / "d.md").symlink_to("real/c.md")
    ran("check", "--fix")
    assert (folder / "notes/d.md").is_symlink()
    assert (folder / "notes/real/c.md").read_bytes() == b"[[new/ppo]]\n"


def test_no_text_of_a_note_steers_the_terminal_in_a_diff(folder: Path) -> None:
    written(folder, {"notes/b.md": "\x1b[31m [[new/PPO]]\tx\n"})
    assert "+\\x1b[31m [[new/ppo]]\tx" in ran("check", "notes/b.md", "--diff").out.splitlines()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_must_not_be_written_is_told(folder: Path) -> None:
    (folder / "notes/a.md").chmod(0o444)
    run = ran("check", "--fix")
    assert run.code == 2
    assert run.err.endswith("rlnotes: can't write a.md: permission denied\n")


def test_a_stale_neighbour_is_told_and_left(folder: Path) -> None:
    (folder / "notes/a.md.rlnotes-mended").write_text("someone's", encoding="utf-8")
    run = ran("check", "--fix")
    assert run.code == 2
    assert "can't write a.md" in run.err
    assert (folder / "notes/a.md.rlnotes-mended").exists()


def test_mentions_are_looked_for_when_they_are_asked_for(folder: Path) -> None:
    written(folder, {"notes/b.md": "On the clipped loss. [[a]]\n", "notes/loss.md": "# The clipped loss\n\n[[b]]\n"})
    assert "unlinked-mention" not in ran("check").out
    found = (
        "notes/b.md:1:4: warning[unlinked-mention] 'the clipped loss' is the name of 'loss.md', which is linked nowhere"
    )
    assert ran("check", "--rule", "unlinked-mention").out.startswith(found)
    written(folder, {"rlnotes.toml": '[rules]\nunlinked-mention = "warning"\n'})
    assert found in ran("check").out
    ran("check", "--rule", "unlinked-mention", "--fix")
    assert (folder / "notes/b.md").read_text("utf-8") == "On [[loss|the clipped loss]]. [[a]]\n"
    assert "unlinked-mention" not in ran("check").out


def test_a_mention_that_is_ignored_is_not_linked(folder: Path) -> None:
    text = "On the clipped loss. <!-- rlnotes: ignore unlinked-mention -->\n"
    written(folder, {"notes/b.md": text, "notes/loss.md": "# The clipped loss\n\n[[b]]\n"})
    assert "unused-ignore" not in ran("check").out
    run = ran("check", "--rule", "unlinked-mention", "--rule", "unused-ignore", "--fix")
    assert "unlinked-mention" not in run.out
    assert "unused-ignore" not in run.out
    assert (folder / "notes/b.md").read_text("utf-8") == text
