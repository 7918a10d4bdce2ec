"""`rlnotes check --fix` and `--diff`, on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import files, written

from cli.sites_on_disk import ran
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.mending import write_mended

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
    assert "notes/a.md:3:18: error[broken-link] no note 'nothing'" in run.out
    assert run.err == "mended 3 links in 1 file\n"
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
        "+and [x](new/ppo.md#the-clipped-loss)",
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


def test_a_file_that_must_not_be_written_is_told_and_what_was_done_before(folder: Path) -> None:
    written(folder, {"notes/b.md": "[[new/PPO]]\n"})
    (folder / "notes/b.md").chmod(0o444)
    run = ran("check", "--fix")
    assert run.code == 2
    assert run.err == "mended 3 links in 1 file\nrlnotes: can't write notes/b.md: permission denied\n"
    assert (folder / "notes/a.md").read_bytes() == MENDED
    assert (folder / "notes/b.md").read_text("utf-8") == "[[new/PPO]]\n"


def test_a_file_that_changes_meanwhile_is_not_written_over(folder: Path) -> None:
    place = folder / "notes/b.md"
    with pytest.raises(CannotRun, match=r"^notes/b\.md was changed while it was mended; run it again$"):
        write_mended(str(place), "notes/b.md", "what was read before", "what should stand there")
    assert place.read_text("utf-8") == NOTES["notes/b.md"]


def test_nothing_is_left_where_no_neighbour_can_be_put_in_place(tmp_path: Path) -> None:
    content = b"\xed\xb3\xbf"
    (tmp_path / "a.md").write_bytes(b"a")
    with pytest.raises(UnicodeEncodeError):
        write_mended(str(tmp_path / "a.md"), "a.md", "a", content.decode(errors="surrogatepass"))
    assert files(tmp_path) == {"a.md": b"a"}


def test_what_can_not_be_edited_for_certain_is_counted(folder: Path) -> None:
    written(folder, {"notes/b.md": "<a href=old/ppo.md>x</a> [[new/PPO]]\n"})
    told = "; 1 link left, which can't be edited for certain\n"
    assert ran("check", "notes/b.md", "--diff").err == f"would mend 1 link in 1 file{told}"
    assert ran("check", "notes/b.md", "--fix").err == f"mended 1 link in 1 file{told}"
    assert (folder / "notes/b.md").read_text("utf-8") == "<a href=old/ppo.md>x</a> [[new/ppo]]\n"
    assert ran("check", "notes/b.md", "--fix").err == f"mended 0 links in 0 files{told}"


def test_a_link_to_another_note_is_left_to_that_note(folder: Path) -> None:
    text = "[t](../old/ppo.md) [t](old/ppo.md)\n"
    written(folder, {"notes/real/c.md": text})
    (folder / "notes" / "d.md").symlink_to("real/c.md")
    ran("check", "--fix")
    assert (folder / "notes/real/c.md").read_text("utf-8") == "[t](../new/ppo.md) [t](../new/ppo.md)\n"


def test_a_line_like_the_head_of_a_diff_is_a_line(folder: Path) -> None:
    written(folder, {"notes/b.md": "-- [[new/PPO]]"})
    told = ["--- [[new/PPO]]", "\\ No newline at end of file", "+-- [[new/ppo]]", "\\ No newline at end of file"]
    assert ran("check", "notes/b.md", "--diff").out.splitlines()[3:] == told


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
