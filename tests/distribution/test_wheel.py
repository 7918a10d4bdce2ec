"""The wheel: built, installed in an empty place, and at work there."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from samples import ROOT, files

pytestmark = pytest.mark.xdist_group("distribution")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network by the backend that pyproject.toml names."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel in it; what the wheel depends on is lent by this one."""
    folder = tmp_path_factory.mktemp("venv") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)
    here = folder / "bin" / "python"
    place = Path(run(here, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    run(sys.executable, "-m", "pip", "--python", here, "install", "-q", "--no-deps", "--no-index", wheel, cwd=folder)
    # A path file's line is put behind the folder that holds the wheel, so the wheel's rlnotes is the one that is found.
    (place / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return here


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says; it has to succeed."""
    finished = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def test_the_wheel_carries_templates_styles_and_types(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    own = [path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert own
    assert {f"rlnotes/{name}" for name in own} <= set(names)
    assert {"rlnotes/py.typed", "rlnotes/words/en.toml", "rlnotes/words/de.toml", "rlnotes/words/ar.toml"} <= set(names)
    assert "rlnotes/fonts/source-serif-4-subhead-semibold.otf" in names
    assert "rlnotes/fonts/LICENSE.md" in names
    assert not [name for name in names if name.startswith(("tests", "notes/", "bench", "tools"))]


def test_the_wheel_and_no_other_rlnotes_is_at_work(python: Path, tmp_path: Path) -> None:
    where = run(python, "-c", "import rlnotes; print(rlnotes.__file__)", cwd=tmp_path)
    assert where.startswith(str(python.parent.parent))


def test_a_starter_site_builds_without_a_finding(python: Path, tmp_path: Path) -> None:
    command = python.parent / "rlnotes"
    run(command, "init", cwd=tmp_path)
    run(command, "build", "--strict", cwd=tmp_path)
    site = files(tmp_path / "build")
    assert len([name for name in site if name.endswith(".html")]) >= 8
    assert [name for name in site if name.endswith(".css")]
    assert b"<h1>" in site["index.html"]


def test_a_starter_site_has_a_hub_three_notes_a_line_and_a_source(python: Path, tmp_path: Path) -> None:
    command = python.parent / "rlnotes"
    run(command, "init", "--ci", "github", cwd=tmp_path)
    written = files(tmp_path)
    assert "rlnotes.toml" in written
    assert ".gitignore" in written
    assert [name for name in written if name.startswith(".github/workflows/")]
    kinds = [kind for kind in ("hub", "line") for text in written.values() if f"kind: {kind}\n".encode() in text]
    assert kinds == ["hub", "line"]
    assert len([name for name in written if name.endswith(".md") and name.startswith("notes/")]) >= 5
    assert [name for name in written if name.endswith((".bib", ".json"))]
