"""`CITATION.cff` is valid to cffconvert, the judge of the Citation File Format."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from samples import TOOLS, built, written

_JUDGE = "from cffconvert.cli.cli import cli; cli()"
_SITES = {
    "full": 'title = "Notes: # on <learning>"\nauthor = "Ada Lovelace"\nbase_url = "https://example.org/kb"\n'
    'license = "CC-BY-4.0"\ndescription = "What I \\"know\\",\\nso far."\n',
    "bare": 'title = "1"\nauthor = "Kimi"\n',
    "license of another kind": 'title = "Notes"\nauthor = "Lovelace, Ada"\nlicense = "GPL-3.0-only"\n',
    "license in words": 'title = "Notes"\nauthor = "Ada Lovelace"\nlicense = "Ask me"\n',
}


@pytest.mark.parametrize("name", _SITES)
def test_the_citation_file_of_a_site_is_valid(name: str, tmp_path: Path) -> None:
    folder = written(tmp_path, {"rlnotes.toml": _SITES[name], "notes/a.md": "---\ndate: 2026-01-02\n---\n# A\n"})
    file = built(folder / "site", "-f", folder / "rlnotes.toml").site / "CITATION.cff"
    done = subprocess.run(
        [sys.executable, "-c", _JUDGE, "--validate", "-i", file],
        env=os.environ | {"PYTHONPATH": str(TOOLS / "cffconvert")},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert "valid according to schema version 1.2.0" in done.stdout, done.stderr
