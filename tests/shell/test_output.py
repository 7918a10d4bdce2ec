"""The output folder: brought up to date, and nothing in it touched that is not ours."""

from __future__ import annotations

import json
import os
import signal
import sys
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.page import Artifact, Copy
from rlnotes.shell.addresses import checked_paths
from rlnotes.shell.disk import TEMPORARY
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.lock import LOCK_NAME, _take, lock
from rlnotes.shell.manifest import JOURNAL_NAME, MANIFEST_NAME
from rlnotes.shell.origins import real_path
from rlnotes.shell.output import Destination, Written, clean, write_site
from shell.dying import Death, files_limited_to, is_reached
from shell.folders import planted, site_in, tree


def artifacts(**files: str) -> list[Artifact]:
    """Artifacts by name, with `__` for a slash and `_html` for the ending."""
    return [Artifact(name.replace("__", "/").replace("_html", ".html"), text.encode()) for name, text in files.items()]


def published(site: Destination) -> dict[str, bytes]:
    """The output without the manifest."""
    return {name: content for name, content in tree(site.output).items() if name != MANIFEST_NAME}


@pytest.fixture
def site(tmp_path: Path) -> Destination:
    return site_in(tmp_path)


def test_a_first_build_writes_every_file(site: Destination) -> None:
    written = write_site(site, artifacts(index_html="home", hubs__a_html="hub"), ())
    assert written == Written(written=("hubs/a.html", "index.html"))
    assert published(site) == {"hubs/a.html": b"hub", "index.html": b"home"}


def test_a_second_build_of_the_same_site_touches_nothing(site: Destination) -> None:
    write_site(site, artifacts(index_html="home"), ())
    before = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
    assert write_site(site, artifacts(index_html="home"), ()) == Written(unchanged=("index.html",))
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == before


def test_only_what_changed_is_written_and_what_is_stale_goes_with_its_empty_folders(site: Destination) -> None:
    write_site(site, artifacts(index_html="home", same_html="same", old__deep__a_html="x"), ())
    written = write_site(site, artifacts(index_html="new", same_html="same"), ())
    assert written == Written(("index.html",), ("same.html",), ("old/deep/a.html",), ())
    assert published(site) == {"index.html": b"new", "same.html": b"same"}


def test_a_copy_has_the_bytes_of_its_origin(site: Destination) -> None:
    planted(site.notes, {"img/a.png": b"\x89PNG"})
    write_site(site, (), [Copy("img/a.png", "img/a.png")])
    assert published(site) == {"img/a.png": b"\x89PNG"}
    assert write_site(site, (), [Copy("img/a.png", "img/a.png")]).unchanged == ("img/a.png",)


def test_a_copy_is_found_under_a_decomposed_name(site: Destination) -> None:
    planted(site.notes, {"Cafe\u0301/me\u0301nu.pdf": "menu"})
    write_site(site, (), [Copy("menu.pdf", "Caf\u00e9/m\u00e9nu.pdf")])
    assert published(site) == {"menu.pdf": b"menu"}
    assert real_path(site.notes, "gone/x.pdf") == site.notes / "gone/x.pdf"


def test_a_copy_whose_origin_vanished_is_said_in_words(site: Destination) -> None:
    with pytest.raises(CannotRun, match=r"can't write build/ \(gone.png\): no such file"):
        write_site(site, (), [Copy("gone.png", "gone.png")])


def test_files_of_the_user_survive_builds_and_clean(site: Destination) -> None:
    write_site(site, artifacts(index_html="home", a__b_html="b"), ())
    theirs = {"CNAME": b"example.org", ".nojekyll": b"", "a/mine.txt": b"mine"}
    planted(site.output, theirs)
    write_site(site, artifacts(index_html="new"), ())
    assert published(site) == {"index.html": b"new", **theirs}
    clean(site)
    assert published(site) == theirs
    write_site(site, artifacts(index_html="again"), ())
    assert published(site) == {"index.html": b"again", **theirs}


def test_a_stale_file_that_another_hand_changed_is_kept_and_told_each_time(site: Destination) -> None:
    write_site(site, artifacts(index_html="home", a_html="a"), ())
    planted(site.output, {"a.html": "edited"})
    for _ in range(2):
        assert write_site(site, artifacts(index_html="home"), ()).kept == ("a.html",)
    assert clean(site).kept == ("a.html",)
    assert published(site) == {"a.html": b"edited"}
    assert write_site(site, artifacts(a_html="a"), ()).written == ("a.html",)


def test_a_file_of_ours_that_another_hand_changed_is_written_again(site: Destination) -> None:
    write_site(site, artifacts(index_html="home"), ())
    planted(site.output, {"index.html": "edited"})
    assert write_site(site, artifacts(index_html="home"), ()).written == ("index.html",)


@pytest.mark.parametrize("path", ["CNAME", "a/b.html", "a"])
def test_a_file_of_the_user_is_never_written_over(site: Destination, path: str) -> None:
    write_site(site, artifacts(index_html="home"), ())
    planted(site.output, {path: "mine"})
    wanted = Artifact({"a": "a/b.html", "a/b.html": "a"}.get(path, path), b"ours")
    before = tree(site.output)
    with pytest.raises(CannotRun, match=f"build/{path} was not written by rlnotes"):
        write_site(site, [wanted], ())
    assert tree(site.output) == before


def test_a_file_may_become_a_folder_and_a_folder_a_file(site: Destination) -> None:
    for files in ({"a": "file"}, {"a__b__c": "deep"}, {"a": "file"}):
        write_site(site, artifacts(**files), ())
        assert [*published(site).values()] == [text.encode() for text in files.values()]


def test_clean_removes_the_folder_when_all_of_it_was_ours(site: Destination) -> None:
    write_site(site, artifacts(index_html="home", a__b_html="b"), ())
    assert clean(site) == Written(removed=("a/b.html", "index.html"))
    assert not site.output.exists()
    assert clean(site) == Written()


def test_a_folder_that_holds_anything_and_no_manifest_is_refused(site: Destination) -> None:
    planted(site.output, {"thesis.tex": "years of work"})
    with pytest.raises(CannotRun, match="holds files that rlnotes did not write"):
        write_site(site, (), ())
    with pytest.raises(CannotRun, match="holds files that rlnotes did not write"):
        clean(site)
    assert tree(site.output) == {"thesis.tex": b"years of work"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"marker": 1, "format": 1}', "\ud800", "[" * 100_000])
def test_a_manifest_that_is_damaged_or_foreign_stops_the_build(site: Destination, text: str) -> None:
    planted(site.output, {MANIFEST_NAME: text.encode(errors="surrogatepass"), "x": "x"})
    with pytest.raises(CannotRun, match=r"damaged|another version"):
        write_site(site, (), ())


def test_a_manifest_can_not_send_the_broom_outside(site: Destination) -> None:
    write_site(site, artifacts(index_html="home"), ())
    manifest = site.output / MANIFEST_NAME
    content = json.loads(manifest.read_text())
    content["files"]["../notes/a.md"] = ["559aead08264d5795d3909718cdd05abd49572e84fe55590eef31a88a08fdffd"]
    manifest.write_text(json.dumps(content))
    write_site(site, artifacts(index_html="home"), ())
    assert (site.notes / "a.md").exists()


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("notes", "among the notes"),
        ("notes/out", "among the notes"),
        (".", "hold the notes"),
        ("home", "hold the home folder"),
        ("..", "hold the notes"),
    ],
)
def test_an_output_that_meets_notes_or_home_is_refused(tmp_path: Path, output: str, word: str) -> None:
    with pytest.raises(CannotRun, match=word):
        write_site(site_in(tmp_path / "project", output), (), ())


def test_an_output_that_holds_the_repository_is_refused(tmp_path: Path) -> None:
    planted(tmp_path, {"repository/.git/HEAD": "", "repository/docs/x": ""})
    project = tmp_path / "repository/docs"
    site = Destination(tmp_path / "repository", tmp_path / "elsewhere", project, tmp_path / "home")
    with pytest.raises(CannotRun, match="hold the repository"):
        write_site(site, (), ())


def test_an_output_that_is_a_file_or_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    site = site_in(tmp_path / "project")
    site.output.write_text("x")
    with pytest.raises(CannotRun, match="is a file"):
        write_site(site, (), ())
    site.output.unlink()
    site.output.symlink_to(planted(tmp_path / "outside", {}))
    with pytest.raises(CannotRun, match="symbolic link that leaves the project"):
        write_site(site, (), ())


def test_nothing_is_written_through_a_link_in_the_output(site: Destination, tmp_path: Path) -> None:
    write_site(site, artifacts(index_html="home"), ())
    (site.output / "hubs").symlink_to(planted(tmp_path / "outside", {}))
    with pytest.raises(CannotRun, match="symbolic link"):
        write_site(site, artifacts(hubs__a_html="a"), ())
    (site.output / "index.html").unlink()
    (site.output / "index.html").symlink_to(planted(tmp_path / "outside", {"x": "theirs"}) / "x")
    write_site(site, artifacts(index_html="home"), ())
    assert tree(tmp_path / "outside") == {"x": b"theirs"}
    assert not (site.output / "index.html").is_symlink()


@pytest.mark.parametrize(
    "path",
    [
        *("", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a\\b", "C:x", "a\0b", "nul.html", "a.", "a "),
        *("x" * 256, MANIFEST_NAME, "a/.rlnotes-tmp", "a\nb", chr(0xD800), "COM1"),
    ],
)
def test_a_path_that_is_no_plain_file_name_is_refused(site: Destination, path: str) -> None:
    with pytest.raises(CannotRun, match="can't be the address"):
        write_site(site, [Artifact(path, b"")], ())
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("a.html", "a.html", "two files"),
        ("A.html", "a.html", "same file"),
        ("caf\u00e9", "cafe\u0301", "same file"),
        ("stra\u00dfe", "STRASSE", "same file"),
        ("a", "A/b", "a folder"),
    ],
)
def test_paths_that_collide_on_some_system_are_refused_on_all(
    site: Destination, first: str, second: str, word: str
) -> None:
    with pytest.raises(CannotRun, match=word):
        write_site(site, [Artifact(first, b"1"), Artifact(second, b"2")], ())


@given(st.lists(st.text(max_size=20), max_size=4))
def test_any_text_as_a_path_is_fit_or_refused_and_never_leaves(paths: list[str]) -> None:
    try:
        checked_paths(paths)
    except CannotRun:
        return
    for path in paths:
        assert not Path(path).is_absolute()
        assert ".." not in path.split("/")


BEFORE = artifacts(index_html="old", same_html="same", gone__a_html="gone", a="file")
AFTER = artifacts(index_html="new", same_html="same", fresh__b_html="fresh", a__c="folder")
COPIES = (Copy("img/a.md", "a.md"),)
WORDS = {b"old", b"new", b"same", b"gone", b"fresh", b"file", b"folder", b"mine", b"# A"}


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork")
@pytest.mark.parametrize("death", Death)
def test_a_build_killed_at_any_step_and_run_again_equals_a_clean_one(tmp_path: Path, death: Death) -> None:
    clean_site = site_in(tmp_path / "clean")
    write_site(clean_site, AFTER, COPIES)
    for step in count():
        site = site_in(tmp_path / f"{step}")
        write_site(site, BEFORE)
        planted(site.output, {"CNAME": "mine"})
        was_reached = is_reached(site.output, step, death, partial(write_site, site, AFTER, COPIES))
        for path, content in published(site).items():
            assert (
                content in WORDS or path.rpartition("/")[2] in {TEMPORARY, LOCK_NAME, JOURNAL_NAME} or path[-1] == "/"
            )
        assert not write_site(site, AFTER, COPIES).kept
        assert tree(site.output) == {**tree(clean_site.output), "CNAME": b"mine"}
        if not was_reached:
            assert step > 20
            return


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork")
@pytest.mark.parametrize("death", Death)
@pytest.mark.parametrize("is_first", [False, True])
def test_a_killed_build_leaves_nothing_that_a_build_of_other_notes_does_not_know_as_ours(
    tmp_path: Path, is_first: bool, death: Death
) -> None:
    clean_site = site_in(tmp_path / "clean")
    write_site(clean_site, BEFORE)
    for step in count():
        site = site_in(tmp_path / f"{step}")
        if not is_first:
            write_site(site, BEFORE)
        was_reached = is_reached(site.output, step, death, partial(write_site, site, AFTER, COPIES))
        assert not write_site(site, BEFORE).kept
        assert tree(site.output) == tree(clean_site.output)
        if not was_reached:
            assert step > 15
            return


@pytest.mark.skipif(sys.platform == "win32", reason="dies by fork")
def test_a_clean_killed_at_any_step_and_run_again_leaves_nothing(tmp_path: Path) -> None:
    for step in count():
        site = site_in(tmp_path / f"{step}")
        write_site(site, BEFORE)
        was_reached = is_reached(site.output, step, Death.BEFORE_IT, partial(clean, site))
        assert not clean(site).kept
        assert not site.output.exists()
        if not was_reached:
            assert step > 8
            return


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_full_disk_is_said_in_words(site: Destination) -> None:
    before = write_site(site, artifacts(index_html="home"))
    with files_limited_to(500), pytest.raises(CannotRun, match=r"can't write build/ \(deep\): file too large"):
        write_site(site, artifacts(index_html="home", deep__a_html="x" * 501))
    assert published(site)["index.html"] == b"home"
    assert TEMPORARY not in published(site)
    assert write_site(site, artifacts(index_html="home")).unchanged == before.written


def test_two_builds_at_once_do_not_interleave(site: Destination) -> None:
    site.output.mkdir()
    with lock(site.output), pytest.raises(CannotRun, match="another rlnotes is writing to build/"):
        write_site(site, artifacts(index_html="home"), ())
    write_site(site, artifacts(index_html="home"), ())
    assert LOCK_NAME not in tree(site.output)


def test_a_lock_whose_file_was_taken_away_is_no_lock(site: Destination) -> None:
    path = planted(site.output, {LOCK_NAME: ""}) / LOCK_NAME
    descriptor = os.open(path, os.O_RDWR)
    path.unlink()
    with pytest.raises(CannotRun, match="another rlnotes"):
        _take(descriptor, path)
    planted(site.output, {LOCK_NAME: ""})
    with pytest.raises(CannotRun, match="another rlnotes"):
        _take(descriptor, path)
    os.close(descriptor)


def test_a_lock_left_behind_by_a_killed_build_does_not_stop_the_next(site: Destination) -> None:
    planted(site.output, {LOCK_NAME: ""})
    assert write_site(site, artifacts(index_html="home"), ()).written == ("index.html",)


@pytest.mark.skipif(sys.platform == "win32", reason="dies by signal")
def test_a_lock_dies_with_its_holder(site: Destination) -> None:
    site.output.mkdir()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with lock(site.output):
            os.write(writer, b"held")
            signal.pause()
    assert os.read(reader, 4) == b"held"
    with pytest.raises(CannotRun, match="another rlnotes"):
        write_site(site, artifacts(index_html="home"), ())
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert write_site(site, artifacts(index_html="home"), ()).written == ("index.html",)
