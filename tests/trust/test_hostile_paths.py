"""Notes that name what lies outside: whatever they name, nothing comes from outside and nothing goes there."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from samples import Run, built, files, written

SECRET = b"the secret of the house"
WAYS = (
    "../secret",
    "../../secret",
    "..\\secret",
    "%2e%2e/secret",
    "%2e%2e%2fsecret",
    "%252e%252e%252fsecret",
    "/../secret",
    "a/../../secret",
    "./../secret",
    "..;/secret",
    "\uff0e\uff0e/secret",
    "..%c0%afsecret",
    "..\0/secret",
    "file:///{0}/secret",
    "{0}/secret",
    "C:\\secret",
    "\\\\host\\secret",
    "~/secret",
    "$HOME/secret",
    "link/secret",
    "in/link/secret",
    "in/../link/secret",
)
ENDINGS = (".md", ".png", "", ".md#Part", ".bib")


def _note(place: str, way: str) -> str:
    names = [way + ending for ending in ENDINGS]
    links = "\n\n".join(
        f"![[{name}]]\n\n[[{name}]] [a](<{name}>) ![b](<{name}>)\n\n<img src='{name}'>" for name in names
    )
    keys = (
        "slug",
        "permalink",
        "image",
        "cover",
        "paperurl",
        "related",
        "parent",
        "bibliography",
        "csl",
        "template",
        "layout",
    )
    front = "".join(f"{key}: {json.dumps(way.format(place) + '/x')}\n" for key in keys)
    lists = f"redirect_from: {json.dumps(names)}\naliases: {json.dumps(names)}\ntags: {json.dumps(names)}\n"
    return f"---\n{front}{lists}---\n# {way}\n\n{links.replace('{0}', place)}\n"


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    folder = tmp_path_factory.mktemp("attacked")
    outside = {f"secret{ending}": SECRET for ending in (".md", ".png", "", ".bib")}
    written(folder, {f"{place}{name}": text for place in ("", "project/") for name, text in outside.items()})
    notes: dict[str, str | bytes] = {
        f"project/notes/{place}w{number}.md": _note(str(folder), way)
        for place in ("", "deep/er/")
        for number, way in enumerate(WAYS)
    }
    written(folder, {"project/rlnotes.toml": 'title = "Attacked"\n', "project/notes/in/a.md": "# A\n", **notes})
    for link, target in (("link", folder), ("in/link", folder), ("in/secret.md", folder / "secret.md")):
        (folder / "project" / "notes" / link).symlink_to(target)
    (folder / "project" / "notes" / "loop").symlink_to(folder / "project" / "notes")
    (folder / "project" / "notes" / "in" / "again").symlink_to(folder / "project" / "notes" / "in" / "again")
    return folder, built(folder / "project" / "build", cwd=folder / "project")


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def test_nothing_from_outside_is_published(attacked: tuple[Path, Run]) -> None:
    _, run = attacked
    assert (run.code, "Traceback" in run.said, "internal error" in run.said) == (1, False, False)
    assert [name for name, content in files(run.site).items() if SECRET in content] == []


def test_nothing_is_written_outside(attacked: tuple[Path, Run]) -> None:
    folder, run = attacked
    there = {path.relative_to(folder).as_posix() for path in folder.iterdir()}
    assert there == {"project", "secret.md", "secret.png", "secret", "secret.bib"}
    project = {path.name for path in (folder / "project").iterdir()} - {".rlnotes"}
    assert project == {"build", "notes", "rlnotes.toml", "secret.md", "secret.png", "secret", "secret.bib"}
    assert not any(part in {"..", "~"} for path in run.site.rglob("*") for part in path.relative_to(run.site).parts)


def test_links_that_leave_the_tree_are_told(attacked: tuple[Path, Run]) -> None:
    _, run = attacked
    told = {found.path for found in run.findings if found.rule == "outside-tree"}
    assert {"notes/link", "notes/in/link", "notes/in/secret.md"} <= told


@pytest.mark.parametrize("output", ["link/site", "notes/../notes/site", "link"])
def test_an_output_behind_a_link_to_the_notes_is_refused(tmp_path: Path, output: str) -> None:
    folder = written(tmp_path, {"notes/a.md": "# A\n"})
    (folder / "link").symlink_to(folder / "notes")
    run = built(folder / output, cwd=folder)
    assert (run.code, "Traceback" in run.said) == (2, False), run.said
    assert files(folder / "notes") == {"a.md": b"# A\n"}


CONTROLS = (
    "".join(map(chr, (*range(1, 32), 0x7F, 0x85, 0x2028, 0xFFFE, 0xFFFF, 0x1FFFE, 0xFDD0))) + "]]><!--&amp;\ud800"
)


def test_files_of_xml_are_well_formed_whatever_stands_in_names(tmp_path: Path) -> None:
    from lxml import etree  # noqa: PLC0415 - published without types

    text = CONTROLS.encode(errors="surrogatepass")
    name = "a\x01\x0b\x1f]]>&<\ufffe"
    folder = written(tmp_path, {"rlnotes.toml": 'title = "S"\nbase_url = "https://example.org/"\n'})
    written(folder, {"notes/a.md": b"# " + text + b"\n\n" + text, f"notes/{name}.md": "# B\n"})
    escaped = json.dumps(CONTROLS.replace("\ud800", ""))
    written(
        folder,
        {
            "notes/c.md": f"---\ntitle: {escaped}\npermalink: {escaped}\n---\n",
            "notes/b.bib": b"@book{a, title={" + text + b"}}",
        },
    )
    run = built(folder / "site", cwd=folder)
    assert "Traceback" not in run.said
    found = [etree.parse(path) for path in run.site.rglob("*.xml")]
    assert found
    for path in run.site.rglob("*.json"):
        json.loads(path.read_bytes())


@pytest.mark.parametrize(
    "config",
    [
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 5_000,
        "[" + "a." * 50_000 + "a]",
        'title = "' + "x" * 1_000_000,
        "\0" * 1000,
        "title = 9" + "9" * 10_000,
        "exclude = ['" + "*" * 5_000 + "']",
        "exclude = ['" + "**/" * 200 + "x']",
    ],
    ids=["brackets", "tables", "dots", "string", "NUL", "number", "stars", "folders"],
)
def test_a_configuration_beyond_measure_is_refused_or_read_at_once(tmp_path: Path, config: str) -> None:
    folder = written(tmp_path, {"notes/a/b/c/d/e/f.md": "# A\n", "rlnotes.toml": config})
    run = built(folder / "site", cwd=folder, timeout=20)
    assert run.code in {0, 1, 2}
    assert "Traceback" not in run.said
    assert "internal error" not in run.said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.bib", "@article{a, title = " + "{" * 300_000 + "}" * 300_000 + "}"),
        ("b.bib", "@article{a, title = {" + "{\\'" * 100_000),
        ("b.bib", "@" * 300_000),
        ("b.bib", "@article{" * 50_000),
        ("b.bib", "@string{a = a # a}\n" * 20_000),
        ("b.bib", "".join(f"@string{{s{n + 1} = s{n} # s{n}}}\n" for n in range(200)) + "@book{a, title = s199}"),
        ("b.bib", "@article{a, author = {" + "a and " * 50_000 + "}}"),
        ("b.bib", "@article{a, author = {" + "," * 100_000 + "}}"),
        ("b.csl.json", "[" * 500_000),
        ("b.csl.json", '[{"type": "book", "id": "a", "title": ' + '{"a":' * 100_000),
        ("b.csl.json", '[{"type": "book", "id": "a", "issued": {"date-parts": ' + "[" * 900 + "]" * 900 + "}}]"),
        ("b.csl.json", '[{"type": "book", "id": 1' + "0" * 10_000 + "}]"),
    ],
    ids=[
        "braces",
        "accents",
        "signs",
        "entries",
        "strings",
        "doubling",
        "authors",
        "commas",
        "lists",
        "objects",
        "dates",
        "id",
    ],
)
def test_a_bibliography_that_means_harm_is_told_of_at_once(tmp_path: Path, name: str, text: str) -> None:
    folder = written(tmp_path, {"notes/a.md": "# A\n\n[@a]\n", f"notes/{name}": text})
    run = built(folder / "site", cwd=folder, timeout=20)
    assert (run.code in {0, 1}, "Traceback" in run.said, "internal error" in run.said) == (True, False, False), (
        run.said[:2000]
    )
    assert (run.site / "a.html").is_file()
