"""The collections that the benchmark makes up, and what it changes in them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest
from bench import dialects
from bench.collection import HOME, LINKS_PER_NOTE, Cite, LinkTo, Note, Notes, Plan, made_up_notes
from bench.dialects import Dialect, bibliography, text, write_notes
from bench.edits import EDITS

from rlnotes.app.pipeline import check
from rlnotes.config.site import Config
from rlnotes.model.collection import Collection
from rlnotes.model.place import Source
from rlnotes.model.rules import ADVICE

PLAN = Plan(size=120)
NOTES = made_up_notes(PLAN)
ALL_DIALECTS = [
    dialects.WIKI,
    dialects.MARKDOWN,
    dialects.HUGO,
    dialects.HUGO_LINKED,
    dialects.ZOLA,
    dialects.MKDOCS,
    dialects.PELICAN,
    dialects.ELEVENTY,
]


def links(note: Note) -> list[LinkTo]:
    return [piece for piece in note.body if isinstance(piece, LinkTo)]


def ordinary(notes: Notes) -> list[Note]:
    return [note for note in notes.values() if note.slug != HOME and not note.is_hub]


def everything(notes: Notes, dialect: Dialect) -> str:
    return "\n".join(text(note, dialect) for note in notes.values())


def findings(notes: Notes, dialect: Dialect, more: str = "") -> list[str]:
    sources = tuple(
        Source("index.md" if note.slug == HOME else f"{note.slug}.md", text(note, dialect)) for note in notes.values()
    )
    bibliographies = (Source("sources.bib", more),) if more else ()
    given = Collection(sources, bibliographies, frozenset(), {}, {})
    found = check(given, Config())
    return [f"{each.rule}: {each.message}" for each in found if each.rule not in ADVICE]


def test_the_same_seed_gives_the_same_notes_and_another_gives_others() -> None:
    assert made_up_notes(PLAN) == NOTES
    assert made_up_notes(replace(PLAN, seed=2)) != NOTES


def test_a_note_stays_what_it_was_in_later_versions() -> None:
    first = ordinary(NOTES)[0]
    assert (first.slug, first.date.isoformat(), first.tags) == (
        "if-could-way-0",
        "2017-09-18",
        ("planning", "diversity", "mathematics"),
    )


def test_the_plan_counts_notes_and_hubs_but_not_the_home_page() -> None:
    assert len(NOTES) == PLAN.size + 1
    assert sum(note.is_hub for note in NOTES.values()) == PLAN.hubs == 2


def test_a_note_has_about_two_and_a_half_kilobytes_and_six_links() -> None:
    assert 2300 < mean(len(text(note, dialects.WIKI)) for note in ordinary(NOTES)) < 2700
    assert {len(links(note)) for note in ordinary(NOTES)} == {LINKS_PER_NOTE}


def test_some_notes_have_code_and_some_have_tables() -> None:
    texts = [text(note, dialects.WIKI) for note in ordinary(NOTES)]
    assert 0.15 < mean("```python" in each for each in texts) < 0.35
    assert 0.1 < mean("| --- |" in each for each in texts) < 0.3


def test_every_note_is_in_one_hub_and_every_hub_on_the_home_page() -> None:
    listed = [link.slug for note in NOTES.values() if note.is_hub for link in links(note)]
    assert sorted(listed) == sorted(note.slug for note in ordinary(NOTES))
    assert [link.slug for link in links(NOTES[HOME])] == [note.slug for note in NOTES.values() if note.is_hub]


def test_formulas_and_citations_come_only_where_they_are_wanted() -> None:
    assert "$" not in everything(NOTES, dialects.WIKI)
    assert not any(isinstance(piece, Cite) for note in NOTES.values() for piece in note.body)


@pytest.mark.parametrize("dialect", [dialects.WIKI, dialects.MARKDOWN], ids=["wiki", "markdown"])
def test_rlnotes_finds_nothing_to_complain_about(dialect: Dialect) -> None:
    assert findings(NOTES, dialect) == []


def test_not_in_formulas_and_citations_either() -> None:
    plan = Plan(size=60, has_citations=True, has_math=True)
    assert findings(made_up_notes(plan), dialects.WIKI, bibliography(plan.sources)) == []


@pytest.mark.parametrize("scenario", EDITS)
def test_a_change_changes_something_and_breaks_no_link(scenario: str) -> None:
    once = EDITS[scenario](NOTES, 1)
    twice = EDITS[scenario](once, 2)
    assert NOTES != once != twice
    assert findings(twice, dialects.WIKI) == []


def test_changes_touch_what_their_names_say() -> None:
    def touched(scenario: str) -> list[Note]:
        return [note for slug, note in EDITS[scenario](NOTES, 1).items() if NOTES.get(slug) != note]

    (body,), (title,), (hub,), (added,) = map(touched, ("body", "title", "hub", "added"))
    assert body.title == NOTES[body.slug].title
    assert title.body == NOTES[title.slug].body
    assert hub.is_hub
    assert added.slug not in NOTES
    assert len(EDITS["deleted"](NOTES, 1)) == len(NOTES) - 1
    assert len(EDITS["renamed"](NOTES, 1)) == len(NOTES)


@pytest.mark.parametrize("dialect", ALL_DIALECTS)
def test_every_dialect_says_the_same_words(dialect: Dialect) -> None:
    note = ordinary(NOTES)[5]
    written = text(note, dialect)
    assert note.title in written
    assert note.date.isoformat() in written
    assert all(tag in written for tag in note.tags)
    assert all(piece in written for piece in note.body if isinstance(piece, str))
    assert all(link.slug in written for link in links(note))


@pytest.mark.parametrize(
    ("dialect", "written"),
    [
        (dialects.WIKI, "[[a-1#Evidence|words]]"),
        (dialects.MARKDOWN, "[words](a-1.md#evidence)"),
        (dialects.HUGO, "[words](/a-1/#evidence)"),
        (dialects.ZOLA, "[words](@/a-1.md#evidence)"),
        (dialects.PELICAN, "[words]({filename}a-1.md#evidence)"),
    ],
)
def test_a_link_is_written_as_the_tool_wants_it(dialect: Dialect, written: str) -> None:
    assert dialect.link(LinkTo("a-1", "words", "Evidence")) == written


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    assert write_notes(tmp_path, dialects.WIKI, {}, NOTES) == len(NOTES)
    assert write_notes(tmp_path, dialects.WIKI, NOTES, EDITS["body"](NOTES, 1)) == 1
    assert write_notes(tmp_path, dialects.WIKI, NOTES, NOTES) == 0


def test_files_on_disk_are_the_notes_after_any_change(tmp_path: Path) -> None:
    notes = NOTES
    write_notes(tmp_path, dialects.MARKDOWN, {}, notes)
    for edit in EDITS.values():
        edited = edit(notes, 1)
        write_notes(tmp_path, dialects.MARKDOWN, notes, edited)
        notes = edited
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "notes").iterdir()}
    assert on_disk == {f"{note.slug}.md": text(note, dialects.MARKDOWN) for note in notes.values()}


def test_a_tool_that_makes_its_own_home_page_gets_none(tmp_path: Path) -> None:
    write_notes(tmp_path, dialects.PELICAN, {}, NOTES)
    assert not re.search("index", " ".join(path.name for path in (tmp_path / "content").iterdir()))
