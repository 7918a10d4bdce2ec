"""A small project on disk, built again and again in this process, and compared with a build from nothing."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
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
    assert run.code == expected.code, (run, expected)
    assert findings(run) == findings(expected)
    found = files(root / "build")
    assert sorted(found) == sorted(site)
    for path, content in site.items():
        assert found[path] == content, path
    return run


def findings(run: Run) -> list[str]:
    """What a run found, one a line."""
    return [line for line in run.out.splitlines() if "]" in line and ": " in line]
