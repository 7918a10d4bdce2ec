"""Rosters: a line for each of all notes, in a few files, for the script that filters and sorts them."""

from __future__ import annotations

from typing import Any

import msgspec

from pages.sites_in_text import pages
from rlnotes.pages.paging import MOST_CARDS

FEW = {f"n/{number:03}.md": "" for number in range(MOST_CARDS)}
MANY = {
    **{f"n/{number:03}.md": f"---\ndate: 2020-01-01\n---\n# Note {number}\n" for number in range(3 * MOST_CARDS)},
    "index.md": "# Home",
    "h.md": "---\nkind: hub\nstatus: in-progress\n---\n# Hub\n",
    "l.md": "---\nkind: line\nstate: partial\n---\n# Line\n",
    "d.md": "---\ndraft: true\n---\n",
    "u.md": "---\nunlisted: true\n---\n",
    "w.bib": "@book{k, title={K}, year=2020}",
}


def rosters(files: dict[str, str]) -> dict[str, dict[str, Any]]:
    made = {path: page.view for path, page in pages(files).items() if path.startswith("rosters/")}
    return {path: msgspec.json.decode(str(view.json)) for path, view in made.items()}


def test_a_list_on_one_page_needs_no_roster() -> None:
    assert rosters(FEW) == {}
    assert pages(FEW)["all-notes.html"].view.roster_count == 0


def test_what_stands_on_the_pages_of_all_notes_stands_in_the_rosters_once() -> None:
    made, found = pages(MANY), rosters(MANY)
    lists = [page.view for path, page in made.items() if path.startswith("all-notes")]
    parts = [part for view in lists for part in view.sections]
    shown = sorted((card.title, card.href, part.title) for part in parts for card in part.cards)
    lines = sorted((note[0], note[1], each["kinds"][note[2]]) for each in found.values() for note in each["notes"])
    assert lines == shown
    assert {view.roster_count for view in lists} == {len(found)}
    assert sorted(found) == ["rosters/0.json", "rosters/1.json"]


def test_a_line_has_the_date_and_the_facts_of_a_note() -> None:
    lines = {note[0]: note[3:] for each in rosters(MANY).values() for note in each["notes"]}
    assert lines["Note 7"] == ["2020-01-01", []]
    assert lines["Hub"] == ["", ["in progress"]]
    assert lines["Line"] == ["", ["partial"]]


def test_a_new_note_changes_one_roster() -> None:
    before, after = rosters(MANY), rosters(MANY | {"n/new.md": "# New\n"})
    assert len([path for path in before if before[path] != after[path]]) == 1
