"""`rlnotes import` on disk: what it reads, what it writes, and that no link is lost on the way."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpora.places import CORPORA
from shell.folders import planted

from rlnotes.cli.main import exit_code, rlnotes
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.moving_in import write_new

HOME_PAGE = Path(__file__).parents[1] / "corpora" / "home_page"


def imported(program: str, source: Path, destination: Path, *options: str) -> str:
    result = CliRunner().invoke(rlnotes, ["import", program, str(source), str(destination), *options])
    assert result.exit_code == 0, result.output
    return result.output


def findings(notes: Path, settings: Path) -> Counter[tuple[str, str]]:
    """What a check says of the notes, with the settings of the new site: the rules and what they are about."""
    arguments = ["check", "--notes", str(notes), "-f", str(settings), "--format", "json", "--no-cache", "--all"]
    result = CliRunner().invoke(rlnotes, arguments)
    return Counter((each["rule"], each["subject"]) for each in json.loads(result.output)["findings"])


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.mark.parametrize(
    ("program", "source"),
    [("jekyll", HOME_PAGE), ("obsidian", CORPORA / "kepano-obsidian"), ("jekyll", CORPORA / "foam-docs")],
    ids=lambda each: each if isinstance(each, str) else each.name,
)
def test_the_new_site_has_no_finding_that_the_old_folder_had_not(program: str, source: Path, tmp_path: Path) -> None:
    if not source.is_dir():
        pytest.skip(f"{source.name} is not beside the repository; RLNOTES_CORPORA names its folder")
    shutil.copytree(source, tmp_path / "old")
    imported(program, tmp_path / "old", tmp_path / "new")
    settings = tmp_path / "new" / "rlnotes.toml"
    assert findings(tmp_path / "new" / "notes", settings) - findings(tmp_path / "old", settings) == Counter()


def test_a_dry_run_prints_the_report_and_writes_nothing(tmp_path: Path) -> None:
    said = imported("jekyll", HOME_PAGE, tmp_path / "new", "--dry-run")
    assert said.startswith("# Import of `home_page` from Jekyll\n")
    assert not (tmp_path / "new").exists()
    imported("jekyll", HOME_PAGE, tmp_path / "new")
    assert (tmp_path / "new" / "import-report.md").read_text("utf-8") == said


def test_the_old_folder_is_not_touched(tmp_path: Path) -> None:
    shutil.copytree(HOME_PAGE, tmp_path / "old")
    before = state(tmp_path / "old")
    imported("jekyll", tmp_path / "old", tmp_path / "new")
    imported("obsidian", tmp_path / "old", tmp_path / "other")
    assert state(tmp_path / "old") == before


def test_nothing_outside_of_the_old_folder_is_read(tmp_path: Path) -> None:
    planted(tmp_path, {"secret.md": "secret", "settings/app.json": '{"attachmentFolderPath": "secret"}'})
    planted(tmp_path / "old", {"a.md": "---\nkind: page\n---\n[[secret]] ![](x.png)"})
    (tmp_path / "old" / "secret.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "old" / "x.png").symlink_to(tmp_path / "secret.md")
    (tmp_path / "old" / ".obsidian").symlink_to(tmp_path / "settings")
    imported("obsidian", tmp_path / "old", tmp_path / "new")
    assert [path.name for path in (tmp_path / "new" / "notes").iterdir()] == ["a.md"]
    assert "secret" not in (tmp_path / "new" / "rlnotes.toml").read_text("utf-8")
    assert "`secret.md`: `the symbolic link leads out of the notes`" in (tmp_path / "new/import-report.md").read_text()


@pytest.mark.parametrize("destination", ["old", "old/new", ".", "full", "file", "link"])
def test_a_folder_that_is_not_free_is_refused(destination: str, tmp_path: Path) -> None:
    planted(tmp_path, {"old/a.md": "a", "full/x": "mine", "file": "mine"})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    before = state(tmp_path)
    assert exit_code(["import", "jekyll", str(tmp_path / "old"), str(tmp_path / destination)]) == 2
    assert state(tmp_path) == before


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    imported("jekyll", HOME_PAGE, tmp_path / "new")
    assert (tmp_path / "new" / "rlnotes.toml").is_file()


def test_a_file_that_is_gone_meanwhile_stops_the_import_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="the import is not whole: no such file or directory; empty new/"):
        write_new(tmp_path / "new", [("a.md", b"a")], [("b.png", str(tmp_path / "gone.png"))])


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/x", "a//x", ".git/config", "a/.x"])
def test_nothing_is_written_outside_or_hidden(path: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="can't be named"):
        write_new(tmp_path / "new", [(path, b"x")], [])
    assert not list(tmp_path.rglob("x"))


def test_a_file_that_exists_is_never_overwritten(tmp_path: Path) -> None:
    planted(tmp_path, {"a.md": "mine"})
    with pytest.raises(CannotRun, match="the import is not whole: file exists"):
        write_new(tmp_path, [("a.md", b"a")], [])
    assert (tmp_path / "a.md").read_text("utf-8") == "mine"
