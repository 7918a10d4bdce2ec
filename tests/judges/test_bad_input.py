"""What authors get wrong: each mistake is one finding at its place, and the rest of the site is built and sound."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from samples import Run, built, pages, written

from judges.sitewide import complaints, dead_references

pytestmark = pytest.mark.xdist_group("bad input")

GOOD = "---\ntitle: A good note\ndate: 2024-01-02\n---\nNothing is wrong with *this one*.\n"

DEEP_LIST = "".join(f"{'  ' * level}- level {level}\n" for level in range(200))

WHOLE = "@article{whole,\n  title = {A whole entry},\n  author = {Doe, Jane},\n  year = {2024}\n}\n"

Expected = tuple[str, int, int, str]  # path, line, column, rule


@dataclass(frozen=True, slots=True)
class Mistake:
    """A small collection with one mistake in it, and the finding that tells where."""

    name: str
    files: dict[str, str | bytes]
    finding: Expected
    code: int = 1


MISTAKES = (
    Mistake(
        "a note that is not UTF-8",
        {"notes/latin.md": b"---\ntitle: Latin\n---\nOne line.\n\nA caf\xe9.\n"},
        ("notes/latin.md", 6, 6, "not-utf8"),
    ),
    Mistake(
        "front matter that is not YAML",
        {"notes/broken.md": "---\ntitle: Why: because\n---\nText.\n"},
        ("notes/broken.md", 2, 11, "bad-front-matter"),
    ),
    Mistake(
        "front matter with a list that never closes",
        {"notes/unclosed.md": "---\ntitle: A title\ntags: [one, two\n---\nText.\n"},
        ("notes/unclosed.md", 3, 7, "bad-front-matter"),
    ),
    Mistake(
        "two notes that embed each other",
        {"notes/a.md": "Before.\n\n![[b]]\n", "notes/b.md": "Before.\n\n![[a]]\n"},
        ("notes/a.md", 3, 1, "embed-cycle"),
    ),
    Mistake(
        "a note that embeds itself",
        {"notes/self.md": "# Self\n\nText.\n\n![[self]]\n"},
        ("notes/self.md", 5, 1, "embed-cycle"),
    ),
    Mistake(
        "the 31st of February",
        {"notes/date.md": "---\ntitle: A date\ndate: 2024-02-31\n---\nText.\n"},
        ("notes/date.md", 3, 7, "bad-date"),
    ),
    Mistake(
        "a list 200 levels deep",
        {"notes/deep.md": "# Deep\n\n" + DEEP_LIST},
        ("notes/deep.md", 0, 0, "nesting-too-deep"),
        code=0,
    ),
    Mistake(
        "a title with NUL in it",
        {"notes/nul.md": "---\ntitle: One\0two\n---\nText.\n"},
        ("notes/nul.md", 2, 11, "bad-character"),
    ),
    Mistake(
        "two files whose addresses differ in case only",
        {"notes/Twice.md": "# One\n", "notes/twice.md": "# Other\n"},
        ("notes/twice.md", 1, 1, "duplicate-address"),
    ),
    Mistake(
        "two files whose addresses differ in composition only",
        {"notes/caf\u00e9.md": "# One\n", "notes/cafe\u0301.md": "# Other\n"},
        ("notes/caf\u00e9.md", 1, 1, "duplicate-address"),
    ),
    Mistake(
        "two notes that claim one permalink",
        {"notes/a.md": "---\npermalink: /same/\n---\n# A\n", "notes/b.md": "---\npermalink: /same/\n---\n# B\n"},
        ("notes/b.md", 2, 12, "duplicate-address"),
    ),
    Mistake(
        "a bibliography that is not there",
        {"rlnotes.toml": 'title = "Notes"\nbibliography = ["gone.bib"]\n'},
        ("rlnotes.toml", 2, 1, "missing-bibliography"),
    ),
    Mistake(
        "a BibTeX entry cut in half at the end",
        {"notes/sources.bib": WHOLE + "\n@article{half,\n  title = {A half ent"},
        ("notes/sources.bib", 7, 1, "bad-bibliography"),
    ),
    Mistake(
        "a BibTeX entry cut in half before another",
        {"notes/sources.bib": "@article{half,\n  title = {A half ent\n\n" + WHOLE},
        ("notes/sources.bib", 1, 1, "bad-bibliography"),
    ),
)

# Unusual, but an author may mean it: shown as written.
TITLES = ("Does <script>alert(1)</script> run?", "Where ]]> ends", "Tom & \"Jerry\" <b>'x'</b>", "{{ 7 * 7 }}")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Every mistake, built in a folder of its own below one folder."""
    folder = tmp_path_factory.mktemp("mistakes")
    return {mistake.name: _built(folder / str(number), mistake.files) for number, mistake in enumerate(MISTAKES)}


def _built(folder: Path, files: dict[str, str | bytes]) -> Run:
    written(folder, {"notes/good.md": GOOD, **files})
    return built(folder / "build", cwd=folder, timeout=60)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_mistake_is_one_finding_at_its_place(runs: dict[str, Run], mistake: Mistake) -> None:
    run = runs[mistake.name]
    found = [(each.path, each.line, each.column, each.rule) for each in run.findings]
    path, line, column, rule = mistake.finding
    if line == 0:
        assert [(each[0], each[3]) for each in found] == [(path, rule)], run.said
    else:
        assert found == [(path, line, column, rule)], run.said
    assert run.findings[0].message
    assert (run.code, "Traceback" in run.said) == (mistake.code, False)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_rest_of_the_site_is_built_with_every_link_alive(runs: dict[str, Run], mistake: Mistake) -> None:
    site = runs[mistake.name].site
    assert b"<em>this one</em>" in (site / "good.html").read_bytes()
    assert b"good.html" in (site / "all-notes.html").read_bytes()
    assert dead_references(site) == []


def test_the_pages_of_every_site_are_valid(runs: dict[str, Run]) -> None:
    assert complaints(next(iter(runs.values())).site.parent.parent) == []


def test_every_mistake_is_an_error_when_warnings_are_too(runs: dict[str, Run]) -> None:
    folders = [run.site.parent for run in runs.values()]
    assert {built(folder / "strict", "--strict", cwd=folder).code for folder in folders} == {1}


def _titled(text: str) -> str:
    return f"---\ntitle: {text}\ndescription: {text}\naliases: [{text}]\n---\nSee [[good]].\n"


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Notes with odd titles, linked by a hub, with tags and aliases as odd."""
    folder = tmp_path_factory.mktemp("titles")
    notes = {f"notes/t{number}.md": _titled(json.dumps(text)) for number, text in enumerate(TITLES)}
    hub = "---\nkind: hub\ntitle: Hub\n---\n## Odd\n\n" + "".join(f"- [[t{number}]]\n" for number in range(len(TITLES)))
    written(folder, {"notes/good.md": GOOD, "notes/hub.md": hub, **notes})
    return built(folder / "build", "-u", "https://example.org/", cwd=folder)


def test_an_odd_title_is_shown_as_written_and_never_runs(titled: Run) -> None:
    assert "Traceback" not in titled.said
    for number, text in enumerate(TITLES):
        page = (titled.site / f"t{number}.html").read_text(encoding="utf-8")
        heading = page.split("<h1>")[1].split("</h1>")[0]
        assert html.unescape(heading) == text
    everything = "".join(path.read_text(encoding="utf-8") for path in pages(titled.site))
    assert "<script>" not in everything.lower()
    assert not re.search(
        r"<script(?! type=\"application/ld\+json\">\{| (?:defer )?src=\"/?(?:\.\./)*static/[\w/-]+\.js\"></script>)",
        everything,
    )
    assert "<b>" not in everything


def test_pages_and_files_with_odd_titles_are_valid(titled: Run) -> None:
    assert complaints(titled.site) == []
    assert dead_references(titled.site) == []
    for path in titled.site.rglob("*.xml"):
        etree.parse(path)


@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        ({"rlnotes.toml": "title = \n"}, []),
        ({"rlnotes.toml": 'titel = "Notes"\n'}, []),
        ({}, ["--no-such-option"]),
        ({}, ["--notes", "no-such-folder"]),
        ({}, ["-f", "no-such-file.toml"]),
        ({"rlnotes.toml": b"\xff\xfe\x00"}, []),
        ({"build/mine.txt": "not rlnotes's"}, []),
    ],
    ids=["not TOML", "unknown key", "unknown option", "no folder", "no file", "not text", "someone else's output"],
)
def test_what_cannot_run_says_why_and_exits_2(
    tmp_path: Path, files: dict[str, str | bytes], arguments: list[str]
) -> None:
    written(tmp_path, {"notes/good.md": GOOD, **files})
    run = built(tmp_path / "build", *arguments, cwd=tmp_path)
    assert (run.code, "Traceback" in run.said) == (2, False), run.said
    assert run.said.strip()
    assert not (tmp_path / "build" / "good.html").exists()


def test_a_configuration_with_two_mistakes_reports_both_with_a_suggestion(tmp_path: Path) -> None:
    written(tmp_path, {"notes/good.md": GOOD, "rlnotes.toml": 'titel = "Notes"\nurl_style = 7\n'})
    run = built(tmp_path / "build", cwd=tmp_path)
    assert run.code == 2
    assert "rlnotes.toml:1:" in run.said
    assert "rlnotes.toml:2:" in run.said
    assert "did you mean 'title'" in run.said


def test_the_output_folder_may_not_be_the_notes(tmp_path: Path) -> None:
    written(tmp_path, {"notes/good.md": GOOD})
    for output in ("notes", "notes/inside", "."):
        run = built(tmp_path / output, cwd=tmp_path)
        assert run.code == 2, output
    assert (tmp_path / "notes" / "good.md").read_text(encoding="utf-8") == GOOD


def test_a_symlink_that_leaves_the_notes_is_refused(tmp_path: Path) -> None:
    written(tmp_path, {"notes/good.md": GOOD, "secret.md": "# Secret words\n"})
    (tmp_path / "notes" / "out.md").symlink_to(tmp_path / "secret.md")
    run = built(tmp_path / "build", cwd=tmp_path)
    assert [(each.path, each.rule) for each in run.findings] == [("notes/out.md", "outside-tree")], run.said
    assert not any(b"Secret words" in path.read_bytes() for path in pages(run.site))


def test_a_reader_of_the_report_may_close_it_early(tmp_path: Path) -> None:
    written(tmp_path, {f"notes/n{number}.md": "[[nowhere]]\n" * 50 for number in range(50)})
    script = '"$0" -m rlnotes build 2>&1 | head -n 1'
    finished = subprocess.run(
        ["sh", "-c", script, sys.executable], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in finished.stdout + finished.stderr
