"""The secret that keys what builds keep, and the mark of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli.sites_on_disk import build, site_on_disk
from samples import written

from rlnotes.shell import program
from rlnotes.shell.program import program_mark
from rlnotes.shell.secret import kept_secret, secret_of


def test_a_secret_is_made_once_and_is_the_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "state/rlnotes/cache-key"
    made = kept_secret(path)
    assert len(made) == 32
    assert kept_secret(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_secret_of_another_length_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    (tmp_path / f"key.{os.getpid()}").write_bytes(b"of a run that was killed")
    made = kept_secret(tmp_path / "key")
    assert len(made) == 32
    assert kept_secret(tmp_path / "key") == made


def test_a_secret_is_kept_nowhere_but_below_a_home() -> None:
    with pytest.raises(OSError, match="there is no home folder"):
        kept_secret(Path("~/.local/state/rlnotes/cache-key"))


@pytest.mark.skipif(not hasattr(os, "setuid") or os.geteuid() != 0, reason="only root can become nobody")
def test_without_any_home_a_build_is_a_build(anyones_folder: Path) -> None:
    root = site_on_disk(anyones_folder)
    for path in (root, *root.rglob("*"), anyones_folder):
        path.chmod(0o777)
    build(root, "--no-cache", "-o", anyones_folder / "other")  # what is imported by now need not be readable
    child = os.fork()
    if not child:
        for name in ("HOME", "XDG_STATE_HOME", "RLNOTES_CACHE_KEY"):
            os.environ.pop(name, None)
        os.setuid(12_345)
        run = build(root)
        (anyones_folder / "said").write_text(f"{run.code} {run.err}")
        os._exit(0)
    os.waitpid(child, 0)
    trouble = "the key of the cache can't be kept: there is no home folder; set RLNOTES_CACHE_KEY"
    assert (anyones_folder / "said").read_text() == f"1 not kept for the next build: {trouble}\n"


def test_a_folder_in_its_place_is_no_secret(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        kept_secret(tmp_path)


def test_the_variable_comes_first_unless_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert secret_of({"RLNOTES_CACHE_KEY": "a"}) == secret_of({"RLNOTES_CACHE_KEY": "a"}) != secret_of({})
    assert secret_of({"RLNOTES_CACHE_KEY": ""}) == secret_of({})
    assert len(secret_of({"RLNOTES_CACHE_KEY": "\udc80"})) == 32


def test_two_runs_at_once_agree_or_the_next_does(tmp_path: Path) -> None:
    code = "import pathlib, sys; from rlnotes.shell.secret import *; kept_secret(pathlib.Path(sys.argv[1]))"
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "state/key")]) for _ in range(4)]
    assert [run.wait() for run in runs] == [0] * 4
    assert len((tmp_path / "state/key").read_bytes()) == 32


def marked() -> str:
    program_mark.cache_clear()
    return program_mark()


def test_the_mark_tells_what_the_sources_say_and_not_when(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path(program.__file__).parent.parent
    monkeypatch.setattr(program, "__file__", str(tmp_path / "rlnotes/shell/program.py"))
    copy = shutil.copytree(original, tmp_path / "rlnotes", copy_function=shutil.copy)
    mark = marked()
    for path in copy.rglob("*.py"):
        os.utime(path, (1, 1))
    written(copy, {"__pycache__/x.py": "", "notes.txt": ""})
    assert marked() == mark
    with (copy / "model/link.py").open("a") as file:
        file.write("\n")
    assert marked() != mark
    program_mark.cache_clear()
