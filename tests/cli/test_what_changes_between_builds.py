"""What an author, an editor and the clock do between two builds: what is built is what a build from nothing builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from samples import files, written

from cli.sites_on_disk import SITE, STORE, build, built_like_its_copy, cold, edit, ran, rightly_built, site_on_disk
from rlnotes.cli.course import Course
from rlnotes.cli.incremental import built
from rlnotes.cli.inputs import Inputs, inputs_of
from rlnotes.cli.remembering import close
from rlnotes.cli.session import Session, opened
from rlnotes.cli.verifying import verified
from rlnotes.shell.failure import CannotRun
from rlnotes.shell.lock import lock

Change = Callable[[Path], object]
NOTE = "notes/dough.md"
OTHER_TEXT = "# Dough\n\nSourdough [[sourdough]].\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that was built."""
    made = site_on_disk(tmp_path)
    build(made)
    return made


def with_times(path: Path, seconds: float) -> None:
    os.utime(path, (seconds, seconds))


def written_again(root: Path) -> None:
    text = (root / NOTE).read_bytes()
    (root / NOTE).unlink()
    (root / NOTE).write_bytes(text)


def other_content_same_size_same_time(root: Path) -> None:
    before = (root / NOTE).stat()
    text = (root / NOTE).read_bytes()
    (root / NOTE).write_bytes(text.replace(b"Flour", b"Yeast"))
    os.utime(root / NOTE, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced_by_an_older_file(root: Path) -> None:
    written(root.parent, {"older.md": OTHER_TEXT})
    with_times(root.parent / "older.md", 1_000_000_000)
    (root.parent / "older.md").replace(root / NOTE)


def written_in_the_future(root: Path) -> None:
    edit(root)
    with_times(root / NOTE, time.time() + 100_000)


def written_before_the_epoch(root: Path) -> None:
    edit(root)
    with_times(root / NOTE, -5)


def renamed(root: Path) -> None:
    (root / NOTE).rename(root / "notes/levain.md")


def renamed_in_letter_case(root: Path) -> None:
    (root / NOTE).rename(root / "notes/Dough.md")


def renamed_in_unicode_form(root: Path) -> None:
    written(root, {"notes/pa\u0302te.md": "# Pâte\n"})
    build(root)
    (root / "notes/pa\u0302te.md").rename(root / "notes/p\u00e2te.md")


def swapped(root: Path) -> None:
    (root / NOTE).rename(root / "notes/x")
    (root / "notes/sourdough.md").rename(root / NOTE)
    (root / "notes/x").rename(root / "notes/sourdough.md")


def became_a_folder(root: Path) -> None:
    (root / NOTE).unlink()
    written(root, {f"{NOTE}/inside.md": "# Inside\n"})


def became_a_link(root: Path) -> None:
    (root / NOTE).unlink()
    (root / NOTE).symlink_to("sourdough.md")


def became_a_link_to_elsewhere(root: Path) -> None:
    (root / NOTE).rename(root.parent / "dough.md")
    (root / NOTE).symlink_to(root.parent / "dough.md")


def became_unreadable_text(root: Path) -> None:
    (root / NOTE).write_bytes(b"# Dough \xff\xfe\x00")


def became_empty(root: Path) -> None:
    (root / NOTE).write_bytes(b"")


def deleted(root: Path) -> None:
    (root / NOTE).unlink()


def swap_files_beside_notes(root: Path) -> None:
    beside = ("notes/.dough.md.swp", "notes/dough.md~", "notes/#dough.md#", "notes/.#dough.md", "notes/4913")
    written(root, dict.fromkeys(beside, OTHER_TEXT))


def another_attachment(root: Path) -> None:
    written(root, {"notes/crumb.png": b"another", "notes/spare.png": b"spare"})


def no_attachment(root: Path) -> None:
    (root / "notes/crumb.png").unlink()


def another_bibliography(root: Path) -> None:
    edit(root, "notes/works.bib", "@misc{more, title={More}}\n")


def no_bibliography(root: Path) -> None:
    (root / "notes/works.bib").unlink()


def an_attachment_that_became_a_bibliography(root: Path) -> None:
    written(root, {"notes/more.json": "{}"})
    build(root)
    written(root, {"notes/more.json": '[{"id": "hamelman2004", "type": "book", "title": "Other"}]'})


def a_template(root: Path) -> None:
    written(root, {"templates/note.html.jinja": "<!DOCTYPE html><title>{{ view.title }}</title>"})


def a_broken_template(root: Path) -> None:
    written(root, {"templates/note.html.jinja": "{% if %}"})


def a_template_that_fails_on_some_pages(root: Path) -> None:
    written(root, {"templates/hub.html.jinja": "{{ view.nothing }}"})
    build(root)
    written(root, {"templates/note.html.jinja": "<!DOCTYPE html><title>{{ view.title }}</title>"})


def words_within_notes(root: Path) -> None:
    edit(root, NOTE, "> [!tip]\n> Wait[^1].\n\n[^1]: A day.\n")
    build(root)
    written(root, {"templates/words/en.toml": '[callout]\ntip = "Hint"\n[footnote]\nback = "Up"\n'})


def another_language(root: Path) -> None:
    edit(root, NOTE, "> [!tip]\n> Wait[^1].\n\n[^1]: A day.\n")
    build(root)
    edit(root, "rlnotes.toml", 'language = "de"\n')


def words_of_pages(root: Path) -> None:
    written(root, {"templates/words/en.toml": '[page]\nsearch = "Find"\n'})
    assert build(root).is_from_memory


def a_style(root: Path) -> None:
    written(root, {"templates/static/own.css": "a { color: red }"})
    build(root)
    written(root, {"templates/static/own.css": "a { color: tan }"})


def settings_of_a_vault(root: Path) -> None:
    written(root, {"notes/a/curve.png": "1", "notes/b/curve.png": "2"})
    edit(root, NOTE, "\n![[curve.png]]\n")
    build(root)
    written(root, {"notes/.obsidian/app.json": '{"attachmentFolderPath": "b"}'})


def configured(more: str) -> Change:
    """A change of the configuration."""

    def configure(root: Path) -> None:
        edit(root, "rlnotes.toml", more)

    configure.__name__ = more.strip()
    return configure


def an_output_page_altered(root: Path) -> None:
    edit(root, "build/dough.html", "by hand")


def an_output_page_altered_with_its_times(root: Path) -> None:
    before = (root / "build/dough.html").stat()
    text = (root / "build/dough.html").read_bytes()
    (root / "build/dough.html").write_bytes(text.replace(b"Flour", b"Yeast"))
    os.utime(root / "build/dough.html", ns=(before.st_atime_ns, before.st_mtime_ns))


def output_files_deleted(root: Path) -> None:
    for name in ("dough.html", "crumb.png", "sitemap.xml"):
        (root / "build" / name).unlink()


def an_output_folder_deleted(root: Path) -> None:
    shutil.rmtree(root / "build/static")


def all_output_deleted(root: Path) -> None:
    shutil.rmtree(root / "build")


def output_made_older(root: Path) -> None:
    for path in (root / "build").rglob("*"):
        with_times(path, 1)


def copied_elsewhere_and_back(root: Path) -> None:
    shutil.copytree(root, root.parent / "copy")
    shutil.rmtree(root)
    (root.parent / "copy").rename(root)


CHANGES: tuple[Change, ...] = (
    written_again,
    other_content_same_size_same_time,
    replaced_by_an_older_file,
    written_in_the_future,
    written_before_the_epoch,
    renamed,
    renamed_in_letter_case,
    renamed_in_unicode_form,
    swapped,
    became_a_folder,
    became_a_link,
    became_a_link_to_elsewhere,
    became_unreadable_text,
    became_empty,
    deleted,
    swap_files_beside_notes,
    another_attachment,
    no_attachment,
    another_bibliography,
    no_bibliography,
    an_attachment_that_became_a_bibliography,
    a_template,
    a_broken_template,
    a_template_that_fails_on_some_pages,
    a_style,
    words_within_notes,
    another_language,
    words_of_pages,
    configured('url_style = "directory"\n'),
    configured('html = "trusted"\n'),
    configured('exclude = ["dough.md"]\n'),
    configured('bibliography = ["works.bib"]\n'),
    configured('citation_style = "ieee"\n'),
    configured('citation_style = "none-such"\n'),
    configured("related_count = 0\n"),
    configured("drafts = true\n"),
    configured('dialects = ["admonitions", "kramdown", "myst"]\n'),
    settings_of_a_vault,
    configured('[math_macros]\n"\\\\R" = "\\\\mathbb{R}"\n'),
    an_output_page_altered,
    an_output_page_altered_with_its_times,
    output_files_deleted,
    an_output_folder_deleted,
    all_output_deleted,
    output_made_older,
    copied_elsewhere_and_back,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_and_its_undoing_the_site_is_right(root: Path, change: Change) -> None:
    before = files(root)
    change(root)
    first = rightly_built(root)
    site = files(root / "build")
    assert build(root).code == first.code
    assert files(root / "build") == site
    edit(root, "notes/index.md")
    rightly_built(root)
    for name in ("notes", "templates"):
        shutil.rmtree(root / name, ignore_errors=True)
    written(root, {name: content for name, content in before.items() if name.startswith(("notes/", "rlnotes.toml"))})
    built_like_its_copy(root)
    assert first.is_from_memory or "other settings" in first.err


def test_nothing_done_is_nothing_to_do(root: Path) -> None:
    build(root)
    before = files(root)
    assert ": 0 parsed, 0 rendered; 0 written" in rightly_built(root).out
    assert files(root) == before


def test_other_marks_are_looked_at_once(root: Path) -> None:
    for path in (root / "notes").iterdir():
        with_times(path, 1_400_000_000)
    time.sleep(0.03)  # longer than a tick of the clock
    assert ": 0 parsed, 0 rendered; 0 written" in rightly_built(root).out
    renewed = (root / STORE).read_bytes()
    assert ": 0 parsed, 0 rendered; 0 written" in rightly_built(root).out
    assert (root / STORE).read_bytes() == renewed


def test_two_edits_within_one_tick_are_two_edits(root: Path) -> None:
    for number in range(100, 130):
        (root / NOTE).write_text(f"# Dough\n\nNumber {number}.\n", "utf-8")
        assert build(root, "-q").code == 1
        assert f"Number {number}.".encode() in (root / "build/dough.html").read_bytes()


def test_a_notes_folder_that_disappears_stops_the_build_and_comes_back(root: Path) -> None:
    site = files(root / "build")
    (root / "notes").rename(root / "gone")
    assert build(root).code == 2
    (root / "notes").mkdir()
    assert build(root).code == 2
    assert files(root / "build") == site
    (root / "notes").rmdir()
    (root / "gone").rename(root / "notes")
    run = rightly_built(root)
    assert run.is_from_memory
    assert " 0 parsed" in run.out


def test_what_another_hand_put_into_the_output_stays(root: Path) -> None:
    written(root, {"build/CNAME": "bread.example", "build/own/page.html": "mine"})
    edit(root)
    build(root)
    expected = {**cold(root)[1], "CNAME": b"bread.example", "own/page.html": b"mine"}
    assert files(root / "build") == expected
    written(root, {"notes/own/page.md": "# In the way\n"})
    assert build(root).code == 2
    (root / "build/own/page.html").unlink()
    (root / "build/CNAME").unlink()
    rightly_built(root)


def test_another_folder_and_other_options_are_other_sites(root: Path) -> None:
    written(root, {"notes/plan.md": "---\ndraft: true\n---\n# Plan\n\n[[dough]]\n"})
    for options in ((), ("--drafts",), ("-u", "https://other.example"), ("--drafts",), ()):
        edit(root)
        assert rightly_built(root, *options).is_from_memory
        other = build(root, "-o", root.parent / "other", *options)
        assert other.is_from_memory
        assert files(root.parent / "other") == files(root / "build")


def test_another_folder_of_notes_is_another_collection(root: Path) -> None:
    written(root, {"more/dough.md": "# Other dough\n", "more/index.md": "# More\n"})
    for _ in range(2):
        for notes in ("more", "notes"):
            edit(root, f"{notes}/dough.md", "\nMore.\n")
            assert rightly_built(root, "--notes", str(root / notes)).is_from_memory


def test_another_configuration_is_another_site(root: Path) -> None:
    written(root, {"other.toml": 'title = "Other"\nbase_url = "https://o.example"\ncitation_style = "none"\n'})
    for _ in range(2):
        for name in ("other.toml", "rlnotes.toml"):
            run = ran("build", "-f", root / name)
            expected = ran("build", "-f", root / name, "--no-cache", "-o", root.parent / "cold")
            assert run.is_from_memory
            assert run.out.rpartition("\nbuilt")[0] == expected.out.rpartition("\nbuilt")[0]
            assert files(root / "build") == files(root.parent / "cold")


def git(root: Path, *arguments: str, day: str = "2020-01-01") -> None:
    names = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "HOME": str(root)}
    settings = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True, env=os.environ | names)


def test_dates_from_git_come_and_go(root: Path) -> None:
    written(root, {".gitignore": "build\n", "more/dough.md": "# Other\n"})
    edit(root, "rlnotes.toml", "dates_from_git = true\n")
    rightly_built(root)
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "a")
    rightly_built(root)
    edit(root)
    git(root, "commit", "-a", "-m", "b", day="2021-02-03")
    rightly_built(root)
    rightly_built(root, "--notes", str(root / "more"))
    rightly_built(root)
    text = (root / "rlnotes.toml").read_text()
    (root / "rlnotes.toml").write_text(text.replace("dates_from_git = true", "dates_from_git = false"))
    rightly_built(root)
    (root / "rlnotes.toml").write_text(text)
    rightly_built(root)
    shutil.rmtree(root / ".git")
    rightly_built(root)


def test_a_file_that_changes_while_it_is_read_is_read_again(root: Path) -> None:
    """Someone writes without pause; the build after the last word is right."""
    is_over = threading.Event()

    def write() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            (root / NOTE).write_text(f"# Dough\n\n{number} [[index]] " * 500, "utf-8")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            assert build(root, "-q").code in {0, 1}
    finally:
        is_over.set()
        writer.join()
    rightly_built(root)


def test_the_second_of_two_builds_into_one_folder_is_refused_and_harms_nothing(root: Path) -> None:
    edit(root)
    with lock(root / "build"):
        run = build(root)
    assert (run.code, run.err) == (2, "rlnotes: another rlnotes is writing to build/; wait until it is done\n")
    assert not [*(root / ".rlnotes").glob("cache.sqlite.*")]
    assert rightly_built(root).is_from_memory


def test_builds_at_once_into_several_folders_harm_nothing(root: Path) -> None:
    """Each takes up where the last build ended; one at least is remembered, whichever."""
    for number in range(4):
        edit(root)
        children = [started(root, f"out{place}") for place in range(3)]
        for child in children:
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
        expected = cold(root)[1]
        for place in range(3):
            assert files(root.parent / f"out{place}") == expected, number
        assert rightly_built(root).is_from_memory


def started(root: Path, name: str) -> int:
    child = os.fork()
    if not child:
        code = 99
        try:
            code = build(root, "-o", root.parent / name).code
        finally:
            os._exit(code)
    return child


def begun(root: Path) -> tuple[Session, Inputs]:
    """A build that has read its input and no more."""
    session = opened(root / "rlnotes.toml")
    return session, inputs_of(session, is_cached=True)


def test_a_build_that_began_earlier_does_not_write_over_a_later_one(root: Path) -> None:
    """While one build is under way, a build from nothing puts its own store in the place of the one that is used."""
    edit(root)
    _, inputs = begun(root)
    edit(root, "notes/index.md")
    build(root, "--clean")
    later = (root / STORE).read_bytes()
    built(inputs, Course(), is_cached=True)
    close(inputs.memory)
    assert (root / STORE).read_bytes() == later
    rightly_built(root)


def test_what_differs_from_a_build_from_nothing_is_told_and_forgotten(root: Path) -> None:
    edit(root)
    session, inputs = begun(root)
    outcome = built(inputs, Course(), is_cached=True)
    close(inputs.memory)
    count = len(files(root / "build")) - 1  # without the list of these files
    assert verified(session, inputs, outcome) == f"verified: {count} files equal a build from nothing"
    edit(root, "build/dough.html", "by mistake")
    (root / "build/crumb.png").unlink()
    told = replace(outcome, findings=())
    with pytest.raises(CannotRun) as refusal:
        verified(session, inputs, told)
    assert str(refusal.value).splitlines()[:-1] == [
        "the site differs from a build from nothing in 3 places:",
        "  crumb.png",
        "  dough.html",
        "  the findings",
    ]
    assert not (root / STORE).exists()
    rightly_built(root)


def test_what_changed_meanwhile_can_not_be_verified(root: Path) -> None:
    edit(root)
    session, inputs = begun(root)
    outcome = built(inputs, Course(), is_cached=True)
    close(inputs.memory)
    edit(root)
    with pytest.raises(CannotRun, match="the notes changed while the site was built"):
        verified(session, inputs, outcome)
    assert (root / STORE).exists()


MISTAKES: Mapping[str, str] = {
    "notes/dough.md": "# Dough\n\n[[nowhere]]\n",
    "notes/index.md": str(SITE["notes/index.md"]),
}


def test_findings_are_told_again_when_nothing_changed(root: Path) -> None:
    written(root, dict(MISTAKES))
    first, again = rightly_built(root), rightly_built(root)
    assert "no note 'nowhere'" in again.out
    assert first.out.splitlines()[:-1] == again.out.splitlines()[:-1]
