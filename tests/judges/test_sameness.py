"""The same notes give the same bytes, whatever the day, the order of files and the hash seed."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from samples import ROOT, Run, built, files

pytestmark = pytest.mark.xdist_group("sameness")


def copied(folder: Path, seed: int) -> Path:
    """The sample's notes and settings in `folder`, each file created in an order of its own."""
    origins = [path for path in (ROOT / "notes").rglob("*") if path.is_file()]
    origins += [path for path in [ROOT / "rlnotes.toml"] if path.exists()]
    random.Random(seed).shuffle(origins)  # noqa: S311 - an order, not a secret
    for origin in origins:
        copy = folder / origin.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, copy)
        os.utime(copy, (seed, seed))
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = copied(tmp_path_factory.mktemp("first"), 1)
    return built(folder / "site", cwd=folder, PYTHONHASHSEED="1")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def test_another_hash_seed_another_order_of_files_and_other_times_give_the_same_bytes(
    first: Run, tmp_path: Path
) -> None:
    folder = copied(tmp_path / "elsewhere" / "deeper", 1_000_000)
    second = built(folder / "site", cwd=folder, PYTHONHASHSEED="4242", TZ="Pacific/Kiritimati", LANG="C")
    assert len(files(first.site)) > 280
    assert differing(files(first.site), files(second.site)) == []


def test_no_path_of_the_machine_stands_in_the_output(first: Run) -> None:
    here = str(first.site.parent).encode()
    assert [
        name for name, content in files(first.site).items() if here in content or str(ROOT).encode() in content
    ] == []


def test_building_again_writes_nothing(first: Run) -> None:
    def times() -> dict[str, int]:
        return {path.as_posix(): path.stat().st_mtime_ns for path in first.site.rglob("*") if path.is_file()}

    before = times()
    again = built(first.site, cwd=first.site.parent, PYTHONHASHSEED="7")
    assert again.code == 0, again.said
    assert {name: when for name, when in times().items() if before.get(name) != when} == {}


def test_a_note_edited_and_edited_back_gives_the_same_bytes(first: Run) -> None:
    before = files(first.site)
    note = first.site.parent / "notes" / "notes" / "sparse-updates.md"
    text = note.read_bytes()
    note.write_bytes(text + b"\nOne more sentence.\n")
    built(first.site, cwd=first.site.parent)
    assert b"One more sentence." in files(first.site)["notes/sparse-updates.html"]
    note.write_bytes(text)
    built(first.site, cwd=first.site.parent)
    assert differing(before, files(first.site)) == []


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"], ids=["CRLF", "CR"])
def test_line_endings_and_a_byte_order_mark_change_no_page(first: Run, tmp_path: Path, ending: bytes) -> None:
    folder = copied(tmp_path / "copy", 2)
    for path in folder.rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ending))
    second = built(folder / "site", cwd=folder)
    assert second.code == 0, second.said
    shown = [name for name in differing(files(first.site), files(second.site)) if name.endswith((".html", ".xml"))]
    assert shown == []
