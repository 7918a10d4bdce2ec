"""Note collections of other people, written for other programs: built without a traceback, a hang or a dead link.

They are no part of the project. They are looked for in `shared/corpora` beside the repository, or where RLNOTES_CORPORA
says.
"""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from judges.sitewide import complaints, dead_references, lychee, repeated_ids
from samples import Run, built, files, pages

from corpora.places import CORPORA, NAMES

SECONDS = 60

# What the Nu checker says of the authors' own words and raw HTML, which rlnotes passes on.
_OF_THE_AUTHORS = re.compile(
    r"appears to be written in|Unicode Normalization Form C|skipping \d+ heading level|obsolete"
    r"|“width” on element “img”|An “img” element must have an “alt”|“source” is missing|URL includes credentials"
)

pytestmark = pytest.mark.xdist_group("corpora")


@pytest.fixture(scope="module", params=NAMES)
def collection(request: pytest.FixtureRequest) -> Path:
    found = CORPORA / str(request.param)
    if not found.is_dir():
        pytest.skip(f"{found.name} is not beside the repository; RLNOTES_CORPORA names its folder")
    return found


@pytest.fixture(scope="module")
def run(collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The collection, built from a copy in which each note ends in a word of its own."""
    folder = tmp_path_factory.mktemp(collection.name)
    shutil.copytree(collection, folder / "notes")
    for number, note in enumerate(notes_of(collection)):
        with (folder / "notes" / note).open("ab") as end:
            end.write(f"\n\n{last_word(number)}\n".encode())
    return built(folder / "build", "--notes", "notes", cwd=folder, timeout=5 * SECONDS)


def notes_of(collection: Path) -> list[str]:
    return [path.relative_to(collection).as_posix() for path in sorted(collection.rglob("*.md"))]


def last_word(number: int) -> str:
    return f"zyxw{number:05d}wxyz"


def test_it_builds_or_reports_without_a_traceback(run: Run) -> None:
    assert "Traceback" not in run.said
    assert run.code in (0, 1), run.said


def test_it_builds_within_a_minute(collection: Path, tmp_path: Path) -> None:
    shutil.copytree(collection, tmp_path / "notes")
    started = time.monotonic()
    built(tmp_path / "build", "--notes", "notes", cwd=tmp_path, timeout=SECONDS)
    assert time.monotonic() - started < SECONDS


def test_every_note_is_on_the_site_or_in_the_report(collection: Path, run: Run) -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in pages(run.site))
    reported = {finding.path.removeprefix("notes/") for finding in run.findings}
    missing = [note for number, note in enumerate(notes_of(collection)) if last_word(number) not in shown]
    drafts = {note for note in missing if "\ndraft: true\n" in (collection / note).read_text(encoding="utf-8")}
    templates = {note for note in missing if note.lower().startswith("templates/")}  # left out, as the docs say
    assert set(missing) - drafts - templates - reported == set()


def test_its_pages_have_no_dead_link(run: Run) -> None:
    assert dead_references(run.site) == []
    assert lychee(run.site, run.site) == {}


def test_its_pages_are_valid(run: Run) -> None:
    assert repeated_ids(run.site) == []
    assert [each for each in complaints(run.site) if not _OF_THE_AUTHORS.search(each)] == []


def test_its_attachments_are_where_the_pages_name_them(collection: Path, run: Run) -> None:
    pictures = [path for path in collection.rglob("*") if path.suffix in (".png", ".svg", ".jpg", ".gif")]
    published = {Path(name).name.casefold() for name in files(run.site)}
    linked = {name for name in published if name.endswith((".png", ".svg", ".jpg", ".gif"))}
    assert not pictures or linked
