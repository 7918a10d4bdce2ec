"""Writing only what differs: what a survey finds, what is kept unread, and content that arrives while it is made."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rlnotes.model.page import Artifact, Copy
from rlnotes.shell.disk import put_in_place, write_beside
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.manifest import JOURNAL_NAME, MANIFEST_NAME, append_to_journal
from rlnotes.shell.output import Destination, Site, Written, clean, survey, write_site, write_stream
from rlnotes.shell.states import FileState, Remembered, settled
from shell.folders import planted, site_in, tree

NAMES = ("index.html", "a.html", "deep/b.html", "deep/er/c.html", "z")


@pytest.fixture
def site(tmp_path: Path) -> Destination:
    return site_in(tmp_path)


def pages(**texts: str) -> list[Artifact]:
    """Artifacts by stem: `a="x"` is a.html."""
    return [Artifact(f"{name}.html", text.encode()) for name, text in texts.items()]


def test_before_a_first_build_everything_is_unfit_and_nothing_is_made(site: Destination) -> None:
    assert survey(site, {"a.html": "0"}).unfit == ("a.html",)
    assert not site.output.exists()


def test_a_survey_tells_what_is_missing_or_altered(site: Destination) -> None:
    built = write_site(site, pages(a="1", b="2", c="3", d="4"))
    planted(site.output, {"a.html": "x"})
    (site.output / "b.html").unlink()
    (site.output / "c.html").unlink()
    (site.output / "c.html").symlink_to("d.html")
    for remembered in (built.remembered, Remembered()):
        found = survey(site, built.hashes, remembered)
        assert found.unfit == ("a.html", "b.html", "c.html")
        assert found.fit == {"d.html": built.hashes["d.html"]}


def test_a_survey_tells_of_folders_that_are_gone(site: Destination) -> None:
    built = write_site(site, [Artifact("deep/er/a.html", b"1")])
    shutil.rmtree(site.output / "deep")
    assert survey(site, built.hashes, built.remembered).unfit == ("deep/er/a.html",)


def test_a_survey_of_an_output_that_is_not_ours_is_refused(site: Destination) -> None:
    planted(site.output, {"thesis.tex": "years of work"})
    with pytest.raises(CannotRun, match="holds files that rlnotes did not write"):
        survey(site, {})


def test_a_file_whose_state_stands_is_not_read(site: Destination) -> None:
    write_site(site, pages(a="1"))
    found = (site.output / "a.html").stat()
    believed = FileState("believed", found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    assert not survey(site, {"a.html": "believed"}, Remembered({"a.html": believed})).unfit
    (site.output / "a.html").touch()
    assert survey(site, {"a.html": "believed"}, Remembered({"a.html": believed})).unfit == ("a.html",)


def test_a_state_not_older_than_its_moment_is_not_kept() -> None:
    states = {f"{mtime}{ctime}": FileState("", 0, mtime, ctime, 0) for mtime in (4, 5) for ctime in (4, 5)}
    assert [*settled(states, 5)] == ["44"]


def test_what_is_kept_stays_and_only_what_is_new_is_written(site: Destination) -> None:
    built = write_site(site, pages(a="1", b="2", c="3"))
    found = survey(site, {path: built.hashes[path] for path in ("a.html", "b.html")}, built.remembered)
    written = write_stream(site, Site(["c.html"], (), found.fit), pages(c="new"), found)
    assert (written.written, written.unchanged) == (("c.html",), ("a.html", "b.html"))
    assert written.hashes.keys() == {"a.html", "b.html", "c.html"}
    assert not survey(site, written.hashes, written.remembered).unfit


def test_an_announced_page_that_never_comes_is_no_part_of_the_site(site: Destination) -> None:
    write_site(site, pages(a="1", b="2"))
    written = write_stream(site, Site(["a.html", "b.html", "c.html"]), pages(a="1"), survey(site, {}))
    assert (written.unchanged, written.removed) == (("a.html",), ("b.html",))
    assert tree(site.output).keys() == {"a.html", MANIFEST_NAME}


@pytest.mark.parametrize("arriving", [pages(x="1"), pages(a="1") * 2])
def test_a_page_that_was_not_announced_is_a_mistake_of_ours(site: Destination, arriving: list[Artifact]) -> None:
    with pytest.raises(ValueError, match="was not announced, or came twice"):
        write_stream(site, Site(["a.html"]), arriving, survey(site, {}))


def test_a_stranger_is_refused_before_the_first_page_is_made(site: Destination) -> None:
    write_site(site, pages(a="1"))
    planted(site.output, {"b.html": "mine"})

    def made() -> Iterator[Artifact]:
        raise AssertionError
        yield

    with pytest.raises(CannotRun, match=r"build/b.html was not written by rlnotes"):
        write_stream(site, Site(["a.html", "b.html"]), made(), survey(site, {}))


def test_a_stranger_with_the_very_content_is_refused_too(site: Destination) -> None:
    write_site(site, pages(a="1"))
    planted(site.output, {"b.html": "2"})
    with pytest.raises(CannotRun, match=r"build/b.html was not written by rlnotes"):
        write_site(site, pages(a="1", b="2"))


def test_a_build_between_survey_and_writing_is_noticed(site: Destination) -> None:
    built = write_site(site, pages(a="1", b="2"))
    found = survey(site, built.hashes, built.remembered)
    write_site(site, pages(a="other", b="2"))
    with pytest.raises(CannotRun, match=r"build/a.html was changed while the site was built; build again"):
        write_stream(site, Site((), (), found.fit), (), found)
    assert write_stream(site, Site((), (), {"b.html": built.hashes["b.html"]}), (), found).removed == ("a.html",)


def test_pages_are_written_while_later_ones_are_still_made_and_known_when_that_fails(site: Destination) -> None:
    names = [f"{number:03}.html" for number in range(300)]

    def made() -> Iterator[Artifact]:
        for name in names:
            if name == "299.html":
                assert (site.output / "000.html").read_bytes() == b"000.html"
                raise OSError("a worker died")
            yield Artifact(name, name.encode())

    with pytest.raises(OSError, match="a worker died"):
        write_stream(site, Site(names), made(), survey(site, {}))
    assert (site.output / JOURNAL_NAME).exists()
    assert not (site.output / "299.html").exists()
    assert len(write_site(site, pages(a="1")).removed) == 256
    assert tree(site.output).keys() == {"a.html", MANIFEST_NAME}


def test_large_pages_are_not_gathered(site: Destination) -> None:
    half = b"x" * (1 << 22)

    def made() -> Iterator[Artifact]:
        yield from (Artifact("a", half), Artifact("b", half))
        assert (site.output / "b").exists()

    assert write_stream(site, Site(["a", "b"]), made(), survey(site, {})).written == ("a", "b")


def test_an_original_is_read_again_only_when_its_marks_change(site: Destination) -> None:
    copies = [Copy("a.md", "a.md")]
    remembered = write_site(site, (), copies).remembered
    assert remembered.origins == {}  # too young: it could still change within one tick of a clock
    state = (site.notes / "a.md").stat()
    believed = FileState("0" * 64, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    assert write_site(site, (), copies, Remembered({}, {"a.md": believed})).written == ("a.md",)
    assert tree(site.output)["a.md"] == b"# A"
    planted(site.notes, {"a.md": "# B"})
    assert write_site(site, (), copies, Remembered({}, {"a.md": believed})).written == ("a.md",)
    assert tree(site.output)["a.md"] == b"# B"


def test_an_original_that_changes_while_it_is_copied_is_ours_under_what_was_copied(site: Destination) -> None:
    state = (site.notes / "a.md").stat()
    outdated = FileState("0" * 64, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    written = write_site(site, (), [Copy("a.md", "a.md")], Remembered({}, {"a.md": outdated}))
    assert not survey(site, written.hashes).unfit
    assert clean(site).removed == ("a.md",)


@pytest.mark.parametrize("torn", ['["b.html", "2f', "[" * 100_000, '{"b.html": 1}', "\udcff", '["../notes/a.md", "0"]'])
def test_a_journal_line_that_is_torn_or_foreign_is_passed_over(site: Destination, torn: str) -> None:
    built = write_site(site, pages(a="1"))
    (site.output / JOURNAL_NAME).write_text(torn, errors="surrogateescape")
    append_to_journal(str(site.output), [("c.html", built.hashes["a.html"]), ("not/begun.html", "0")])
    planted(site.output, {"c.html": "1"})
    assert write_site(site, pages(a="1")).removed == ("c.html",)
    assert tree(site.output).keys() == {"a.html", MANIFEST_NAME}
    assert (site.notes / "a.md").exists()


def test_a_journal_that_is_a_link_is_neither_read_nor_written_through(site: Destination) -> None:
    write_site(site, pages(a="1"))
    (site.output / JOURNAL_NAME).symlink_to(site.notes / "a.md")
    if hasattr(os, "O_NOFOLLOW"):
        with pytest.raises(CannotRun, match="can't write build/"):
            write_site(site, pages(a="2"))
    assert tree(site.notes) == {"a.md": b"# A"}


def edited(output: Path, name: str, how: str) -> None:
    """Let another hand change one file, in a way that a careless look does not show."""
    place = output / name
    before = place.stat()
    match how:
        case "same size":
            place.write_bytes(place.read_bytes()[::-1])
        case "same size, time set back":
            place.write_bytes(place.read_bytes()[::-1])
            os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
        case "exchanged":
            other = output / NAMES[0]
            place.rename(output / "other")
            other.rename(place)
            (output / "other").rename(other)
        case "gone":
            place.unlink()
        case _:  # touched
            place.touch()


def site_of(texts: Mapping[str, int]) -> list[Artifact]:
    return [Artifact(name, f"{number}{name}".encode()) for name, number in texts.items()]


def test_a_temporary_file_that_another_hand_left_is_replaced_not_followed(site: Destination) -> None:
    write_site(site, [Artifact("deep/a.html", b"1")])
    (site.output / "deep/.rlnotes-tmp").symlink_to(site.notes / "a.md")
    write_site(site, [Artifact("deep/a.html", b"2")])
    assert files(site) == {"deep/a.html": b"2"}
    assert tree(site.notes) == {"a.md": b"# A"}


def test_a_page_that_other_hands_change_at_once_is_found_at_the_next_survey(site: Destination) -> None:
    place = planted(site.output, {}) / "a.html"
    beside = write_beside(str(site.output), (b"1",))
    stranger = planted(site.project, {"other": "2"}) / "other"
    stranger.replace(beside.place)
    assert put_in_place(beside, str(place)) == beside.found


HOW = ("same size", "same size, time set back", "exchanged", "gone", "touched")


@dataclass(frozen=True, slots=True)
class Day:
    """What happens before a build: the site's pages change, other hands edit the output, states are lost."""

    pages: Mapping[str, int]
    edits: Sequence[tuple[str, str]]
    forgotten: Collection[str]


DAYS = st.builds(
    Day,
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), min_size=1),
    st.lists(st.tuples(st.sampled_from(NAMES[1:]), st.sampled_from(HOW)), max_size=3),
    st.sets(st.sampled_from(NAMES)),
)


@pytest.mark.skipif(sys.platform == "win32", reason="the change time is another thing there")
@settings(deadline=None, max_examples=60)
@given(st.lists(DAYS, max_size=4))
def test_whatever_other_hands_do_a_build_of_what_differs_equals_a_whole_one(days: list[Day]) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        site, whole = site_in(Path(folder)), site_in(Path(other))
        built = write_site(site, ())
        for day in days:
            for name, how in day.edits:
                if (site.output / name).exists() and (site.output / NAMES[0]).exists():
                    edited(site.output, name, how)
            built = rebuilt(site, day, built)
            for stale in built.kept:
                (site.output / stale).unlink()
            clean(whole)
            assert write_site(whole, site_of(day.pages)).hashes == built.hashes
            assert files(site) == files(whole)


def rebuilt(site: Destination, day: Day, before: Written) -> Written:
    """The site of a day, of which only what a survey finds unfit is written."""
    wanted = {artifact.path: artifact for artifact in site_of(day.pages)}
    same = {
        path: hashed
        for path, each in wanted.items()
        if (hashed := sha256(each.content).hexdigest()) == before.hashes.get(path)
    }
    outputs = {name: state for name, state in before.remembered.outputs.items() if name not in day.forgotten}
    found = survey(site, same, Remembered(outputs))
    assert {*found.unfit} == {path for path in same if files(site).get(path) != wanted[path].content}
    fresh = {path: artifact for path, artifact in wanted.items() if path not in found.fit}
    return write_stream(site, Site([*fresh], (), found.fit), [*fresh.values()], found)


def files(site: Destination) -> dict[str, bytes]:
    """The files of the output without the manifest."""
    found = tree(site.output) if site.output.exists() else {}
    return {name: content for name, content in found.items() if name != MANIFEST_NAME and not name.endswith("/")}
