"""A small project on disk, built again and again in this process, and compared with a build from nothing."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samples import files, written

from rlnotes.cli.main import exit_code

SITE: Mapping[str, str | bytes] = {
    "rlnotes.toml": 'title = "Bread"\nbase_url = "https://bread.example"\n',
    "notes/index.md": "# Bread\n\nSee [[dough]] and [[Sourdough#Feeding]].\n",
    "notes/dough.md": "---\ntags: [basics]\n---\n# Dough\n\nFlour and water: [@hamelman2004, p. 3]. ![](crumb.png)\n",
    "notes/sourdough.md": "# Sourdough\n\n## Feeding\n\nDaily. Then make [[dough]].\n",
    "notes/baking.md": "---\nkind: hub\n---\n# Baking\n\n- [[dough]]\n- [[sourdough]]\n- [[nothing]]\n",
    "notes/works.bib": "@book{hamelman2004, title={Bread}, author={Hamelman, Jeffrey}, year={2004}}\n",
    "notes/crumb.png": b"\x89PNG\r\n\x1a\n of a kind",
}
"""Every kind of input: notes, a hub, a link that leads nowhere, a bibliography, an attachment."""

STORE = ".rlnotes/cache.sqlite"
CHECKS = ".rlnotes/check.sqlite"


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: exit code, and the two streams."""

    code: int
    out: str
    err: str

    @property
    def is_from_memory(self) -> bool:
        """Whether the build took up where the last one ended, and can be taken up."""
        return "built anew" not in self.err and "not kept" not in self.err


def ran(*arguments: str | Path) -> Run:
    """A run of the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = exit_code([*map(str, arguments)])
    assert "internal error" not in err.getvalue(), err.getvalue()
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Run(code, out.getvalue(), err.getvalue())


def site_on_disk(folder: Path, content: Mapping[str, str | bytes] = SITE) -> Path:
    """A project in `folder`, whose files are older than any tick of a clock."""
    for path in (root := written(folder / "project", content)).rglob("*"):
        os.utime(path, (1_500_000_000, 1_500_000_000.5))
    return root


def build(root: Path, *options: str | Path) -> Run:
    """A build of the project."""
    return ran("build", "-f", root / "rlnotes.toml", *options)


def check(root: Path, *options: str | Path) -> Run:
    """A check of the project."""
    return ran("check", "-f", root / "rlnotes.toml", *options)


def edit(root: Path, path: str = "notes/dough.md", more: str = "\nMore [[baking]].\n") -> None:
    """Add to a note."""
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(more)


def cold(root: Path, *options: str) -> tuple[Run, dict[str, bytes]]:
    """A build of the project from nothing into another folder, and its files."""
    other = root.parent / "cold"
    shutil.rmtree(other, ignore_errors=True)
    run = build(root, "--no-cache", "-o", other, *options)
    return run, files(other)


def rightly_built(root: Path, *options: str) -> Run:
    """A build of the project, the output of which is what a build from nothing makes, byte for byte."""
    run = build(root, *options)
    expected, site = cold(root, *options)
    assert_same(root, run, expected, site)
    return run


def built_like_its_copy(root: Path) -> Run:
    """As `rightly_built`, for a project of plain files: each state of it is built from nothing but once."""
    run = build(root)
    inputs = [*(root / "notes").rglob("*.*"), root / "rlnotes.toml"]
    texts = tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in sorted(inputs) if path.is_file())
    assert_same(root, run, *_copy_built(texts))
    return run


@lru_cache(maxsize=256)
def _copy_built(texts: tuple[tuple[str, bytes], ...]) -> tuple[Run, dict[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return cold(written(Path(folder) / "project", dict(texts)))


def assert_same(root: Path, run: Run, expected: Run, site: Mapping[str, bytes]) -> None:
    """Nothing, where a build came to what a build from nothing came to."""
    assert run.code == expected.code, (run, expected)
    assert findings(run) == findings(expected)
    found = files(root / "build")
    assert sorted(found) == sorted(site)
    for path, content in site.items():
        assert found[path] == content, path


def findings(run: Run) -> list[str]:
    """What a run found, one a line, without the folder in which it found it."""
    lines = [line for line in run.out.splitlines() if "]" in line and ": " in line]
    return [line.split("/project/", 1)[-1] for line in lines]
