"""`rlnotes build --executor`: the same site, made elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import built, files, rlnotes, written
from shell.clusters import address_of, local_cluster

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def _notes(folder: Path) -> Path:
    embed = ("", "![[n1]]\n")
    notes = {f"notes/n{n}.md": f"# Note {n}\n\nSee [[n{n * 7 % 700}]].\n\n{embed[n % 2 == 0]}" for n in range(700)}
    return written(folder, {"rlnotes.toml": 'title = "Many"\n', **notes})


def test_a_site_built_on_a_cluster_is_the_same_to_the_byte_and_to_the_last_word(tmp_path: Path) -> None:
    site = _notes(tmp_path / "notes")
    alone = built(tmp_path / "alone", "--clean", cwd=site)
    with local_cluster(2) as cluster:
        together = built(tmp_path / "together", "--clean", "--executor", address_of(cluster), cwd=site)
        profiled = built(tmp_path / "together", "--clean", "--profile", "--executor", address_of(cluster), cwd=site)
    assert (alone.code, together.code, profiled.code) == (0, 0, 0), together.said
    assert files(together.site) == files(alone.site)
    assert together.findings == alone.findings
    assert "distributed" not in together.said
    assert "pressing" not in profiled.said


def test_what_is_no_address_is_a_wrong_option(tmp_path: Path) -> None:
    run = rlnotes("build", "--executor", "ssh://host", cwd=_notes(tmp_path))
    assert run.returncode == 2
    assert "no address of a cluster: 'ssh://host'; it has the form dask://HOST:PORT" in run.stderr
    assert not (tmp_path / "build").exists()
