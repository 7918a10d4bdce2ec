"""What is read from a notes folder, and how what can't be read is told."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.shell.decoding import decoded
from rlnotes.shell.exclusion import is_hidden
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.reading import _opens_as_csl, _read, read_collection, read_styles
from rlnotes.shell.walk import Found, walk
from shell.folders import planted

CONFIG = Config(dates_from_git=False)


def read(project: Path, config: Config = CONFIG, **files: str | bytes) -> Collection:
    planted(project / "notes", {name.replace("__", "/").replace("_md", ".md"): text for name, text in files.items()})
    return read_collection(project, config)


def told(collection: Collection) -> list[str]:
    """The findings, one a line."""
    found = collection.diagnostics
    return [f"{each.path}:{each.span.line}:{each.span.column} {each.rule}: {each.message}" for each in found]


def test_files_are_told_apart_by_their_names_and_sorted(tmp_path: Path) -> None:
    csl = '[{"id": "k", "type": "article-journal"}]'
    files: dict[str, str | bytes] = {
        "b.md": "b",
        "a.markdown": "a",
        "sub/c.MD": "c",
        "refs.bib": "@misc{k}",
        "img/x.png": b"\x89",
    }
    planted(tmp_path / "notes", files | {"z.json": csl, "t.json": '{"type": "chapter"}', "u.csl.json": "["})
    collection = read_collection(tmp_path, CONFIG)
    assert [source.path for source in collection.notes] == ["a.markdown", "b.md", "sub/c.MD"]
    assert [source.path for source in collection.bibliographies] == ["refs.bib", "u.csl.json", "z.json"]
    assert collection.files == {"img/x.png", "t.json"}
    assert told(collection) == []


def test_hidden_files_and_the_folders_of_tools_are_not_read(tmp_path: Path) -> None:
    hidden = {".obsidian/x.md": "", ".secret.md": "", "a/node_modules/b.md": "", ".venv/c.md": "", "shown.md": ""}
    planted(tmp_path / "notes", hidden)
    assert [source.path for source in read_collection(tmp_path, CONFIG).notes] == ["shown.md"]


def test_ignore_files_leave_out_what_they_name_and_say_so(tmp_path: Path) -> None:
    notes = {
        ".gitignore": "drafts/\n*.tmp.md\n",
        ".rlnotesignore": "!/drafts/\nown.md\n",
        "a.md": "",
        "x.tmp.md": "",
        "own.md": "",
        "drafts/b.md": "",
        "drafts/.gitignore": "*.png",
        "drafts/c.png": "",
        "Templates/daily.md": "{{date}}",
        "deep/templates/d.md": "",
    }
    planted(tmp_path / "notes", notes)
    walked = walk(tmp_path / "notes")
    hidden = {".gitignore", ".rlnotesignore", "drafts/.gitignore"}
    assert [each.path for each in walked.files] == ["a.md", "deep/templates/d.md", "drafts/b.md"]
    assert {each.path: each.why for each in walked.left_out if each.path not in hidden} == {
        "Templates/": "templates folder",
        "drafts/c.png": "drafts/.gitignore",
        "own.md": ".rlnotesignore",
        "x.tmp.md": ".gitignore",
    }


def test_the_repository_that_the_notes_lie_in_has_a_say(tmp_path: Path) -> None:
    files = {
        ".gitignore": "*.log.md\n",
        "docs/.gitignore": "/notes/old/\n",
        "docs/notes/a.md": "",
        "docs/notes/old/b.md": "",
    }
    planted(tmp_path / "repository", {**files, "docs/notes/c.log.md": ""})
    notes = tmp_path / "repository/docs/notes"
    assert len(walk(notes).files) == 3
    (tmp_path / "repository/.git").mkdir()
    assert [each.path for each in walk(notes).files] == ["a.md"]
    (notes / ".git").mkdir()
    assert len(walk(notes).files) == 3


def test_a_link_to_what_an_ignore_file_leaves_out_is_refused(tmp_path: Path) -> None:
    notes = planted(tmp_path / "notes", {".gitignore": "private/\n", "private/a.md": "", "b.md": ""})
    (notes / "c.md").symlink_to(notes / "private/a.md")
    walked = walk(notes)
    assert [each.path for each in walked.files] == ["b.md"]
    assert [(each.path, each.rule) for each in walked.diagnostics] == [("c.md", "outside-tree")]


def test_an_ignore_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    notes = planted(tmp_path / "notes", {"a.md": ""})
    (notes / ".gitignore").mkdir()
    walked = walk(notes)
    assert [each.path for each in walked.files] == ["a.md"]
    assert [(each.path, each.rule) for each in walked.diagnostics] == [(".gitignore", "unreadable-file")]


def test_an_excluded_file_is_not_read_and_an_exclusion_that_matches_nothing_is_told(tmp_path: Path) -> None:
    config = replace(CONFIG, exclude=("private", "nothing"))
    collection = read(tmp_path, config, private__a_md="", b_md="")
    assert [source.path for source in collection.notes] == ["b.md"]
    assert told(collection) == ["rlnotes.toml:1:1 unused-exclude: nothing in the notes matches the exclusion 'nothing'"]


def test_a_missing_notes_folder_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="there is no notes folder 'notes'"):
        read_collection(tmp_path, CONFIG)


@pytest.mark.parametrize(
    ("content", "text", "place"),
    [
        (b"caf\xc3\xa9\r\nb\xe9d", "café\r\nb\ufffdd", "a.md:2:2 not-utf8: byte 0xe9 is not UTF-8"),
        (b"\xef\xbb\xbfa\rb\n\xff", "a\rb\n\ufffd", "a.md:3:1 not-utf8: byte 0xff is not UTF-8"),
        (
            "\ufeffgr\u00fc\u00df".encode("utf-16-le"),
            "grüß",
            "a.md:1:1 not-utf8: the file is UTF-16; it was read as such",
        ),
        ("\ufeffx".encode("utf-16-be"), "x", "a.md:1:1 not-utf8: the file is UTF-16; it was read as such"),
        ("\ufeffx".encode("utf-32-le"), "x", "a.md:1:1 not-utf8: the file is UTF-32; it was read as such"),
    ],
)
def test_text_that_is_not_utf_8_is_told_at_its_first_bad_byte(
    tmp_path: Path, content: bytes, text: str, place: str
) -> None:
    collection = read(tmp_path, a_md=content)
    assert collection.notes[0].text == text
    assert told(collection) == [place]


def test_a_byte_order_mark_is_no_text_and_noncharacters_are_replaced(tmp_path: Path) -> None:
    collection = read(tmp_path, a_md=b"\xef\xbb\xbf# A \xef\xb7\x90")
    assert collection.notes[0].text == "# A \ufffd"
    assert told(collection) == []


@given(st.binary(max_size=60))
def test_any_bytes_are_text_and_at_most_one_finding(content: bytes) -> None:
    source, found = decoded("a.md", content)
    source.text.encode()
    assert len(found) <= 1


def test_names_are_nfc_in_values_and_two_that_differ_only_in_form_are_told(tmp_path: Path) -> None:
    planted(tmp_path / "notes", {"cafe\u0301.md": "1", "caf\u00e9.md": "2"})
    collection = read_collection(tmp_path, CONFIG)
    assert [source.path for source in collection.notes] == ["caf\u00e9.md"]
    assert told(collection) == [
        "caf\u00e9.md:1:1 duplicate-address: two files have this name, in different Unicode forms"
    ]


def test_a_name_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    planted(tmp_path / "notes", {"a.md": ""})
    (tmp_path / "notes" / os.fsdecode(b"b\xff.md")).write_text("")
    assert told(read_collection(tmp_path, CONFIG)) == ["b\ufffd.md:1:1 unreadable-file: the file's name is not UTF-8"]


def test_links_stay_in_the_tree_or_are_refused(tmp_path: Path) -> None:
    notes = planted(tmp_path / "notes", {"a.md": "a", "sub/b.md": "b", ".hidden.md": "h"})
    planted(tmp_path, {"secret.md": "s"})
    links = {"ok.md": "a.md", "leak.md": "../secret.md", "peek.md": ".hidden.md", "gone.md": "nowhere"}
    for name, target in (links | {"loop.md": "loop.md", "sub/up": "..", "out": ".."}).items():
        (notes / name).symlink_to(target)
    collection = read_collection(tmp_path, CONFIG)
    assert [source.path for source in collection.notes] == ["a.md", "ok.md", "sub/b.md"]
    assert [(each.path, each.rule) for each in collection.diagnostics] == [
        ("gone.md", "unreadable-file"),
        ("leak.md", "outside-tree"),
        ("loop.md", "unreadable-file"),
        ("out", "outside-tree"),
        ("peek.md", "outside-tree"),
    ]


def test_what_is_not_a_plain_file_is_told_and_not_opened(tmp_path: Path) -> None:
    notes = planted(tmp_path / "notes", {"a.md": "a"})
    os.mkfifo(notes / "pipe.md")
    collection = read_collection(tmp_path, CONFIG)
    assert [(each.path, each.rule) for each in collection.diagnostics] == [("pipe.md", "unreadable-file")]


def test_named_bibliographies_are_read_from_the_notes_or_the_project(tmp_path: Path) -> None:
    planted(tmp_path, {"notes/a.md": "", "notes/in.bib": "", "notes/other.bib": "", "out.bib": ""})
    config = replace(CONFIG, bibliography=("out.bib", "in.bib", "gone.bib"))
    collection = read_collection(tmp_path, config)
    assert [source.path for source in collection.bibliographies] == ["../out.bib", "in.bib"]
    assert collection.files == {"other.bib"}
    assert told(collection) == ["rlnotes.toml:1:1 missing-bibliography: no bibliography 'gone.bib'"]


def test_a_citation_style_is_known_by_name_or_read_from_a_file(tmp_path: Path) -> None:
    planted(tmp_path, {"own.csl": "<style/>", "bad.csl": b"\xff"})
    known, found = read_styles(tmp_path, "apa")
    assert {"apa", "ieee"} <= known.keys()
    assert found == ()
    assert read_styles(tmp_path, "own.csl")[0]["own.csl"] == "<style/>"
    for name in ("gone.csl", "bad.csl", "chicago"):
        styles, found = read_styles(tmp_path, name)
        assert name not in styles
        assert found[0].message == f"no citation style '{name}'"
        assert found[0].help == "known: apa, ieee, or a .csl file"


def test_what_vanishes_while_it_is_being_read_is_told(tmp_path: Path) -> None:
    gone = Found("a.md", str(tmp_path / "a.md"), tmp_path.stat())
    assert [each.rule for each in _read([gone]).diagnostics] == ["unreadable-file"]
    assert not _opens_as_csl(gone)
    assert [each.message for each in walk(tmp_path / "gone").diagnostics] == [
        "the folder can't be read: no such file or directory"
    ]


def test_an_attachment_that_some_system_can_not_hold_is_told_and_left_out(tmp_path: Path) -> None:
    planted(tmp_path / "notes", {"a.md": "", "what?.png": "", "CON.png": "", "X.png": "1", "x.PNG": "2", "ok.png": ""})
    collection = read_collection(tmp_path, CONFIG)
    assert collection.files == {"X.png", "ok.png"}
    assert told(collection) == [
        "CON.png:1:1 bad-address: the file's name can't be part of an address on every system",
        "what?.png:1:1 bad-address: the file's name can't be part of an address on every system",
        "x.PNG:1:1 duplicate-address: 'x.PNG' and 'X.png' are the same file on some systems",
    ]


def test_hidden_means_any_segment() -> None:
    assert is_hidden("a/.b/c")
    assert not is_hidden("a/b.c")


def test_a_glob_names_the_bibliographies_below_the_notes_that_fit_it(tmp_path: Path) -> None:
    files = {"a.md": "", "reading/one.json": "[]", "reading/two.bib": "", "reading/c.md": "", "other.json": "[]"}
    planted(tmp_path / "notes", files)
    collection = read_collection(tmp_path, replace(CONFIG, bibliography=("reading/*", "*.bib", "none/*.bib")))
    assert [source.path for source in collection.bibliographies] == ["reading/one.json", "reading/two.bib"]
    assert [source.path for source in collection.notes] == ["a.md", "reading/c.md"]
    assert told(collection) == ["rlnotes.toml:1:1 missing-bibliography: no bibliography 'none/*.bib'"]
