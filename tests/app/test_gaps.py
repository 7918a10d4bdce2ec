"""What a collection lacks."""

from __future__ import annotations

from collections_in_prose import Case, collection_of

from rlnotes.app.gaps import Gap, gaps
from rlnotes.cli.gaps import gaps_json, gaps_text

COLLECTION = Case(
    "gaps",
    "a small collection",
    {
        "map.md": "---\nkind: hub\n---\n- [[ppo]]\n- [[ppo]]\n",
        "ppo.md": "See [[GAE]], [[deep/gae.md#x]] and [[trust regions]]. [@xu2025] ![](lost.png)",
        "alone.md": "# Alone\n\n[[gae]] [[alone]]",
        "home.md": "---\nkind: page\n---\nNothing.",
        "works.bib": "@article{shao2024, title = {A}}\n\n@book{xu2025, title = {B}}",
    },
    frozenset(),
    {},
)


def found(name: str) -> list[Gap]:
    return [gap for each in gaps(*collection_of(COLLECTION)) if each.name == name for gap in each.gaps]


def test_notes_not_yet_written_are_counted_under_one_name_however_it_is_spelt() -> None:
    assert found("wanted") == [Gap("GAE", "", 3, ("alone.md", "ppo.md")), Gap("trust regions", "", 1, ("ppo.md",))]


def test_notes_without_sources_are_those_that_should_have_some() -> None:
    assert found("unsourced") == [Gap("alone.md", "Alone")]


def test_sources_without_notes_are_told_by_their_key() -> None:
    assert found("uncited") == [Gap("shao2024", "A")]


def test_a_hub_that_lists_one_note_twice_has_one_member() -> None:
    assert found("small-hubs") == [Gap("map.md", "Map", 1)]


def test_a_note_that_links_itself_is_linked_by_nobody() -> None:
    assert found("unlinked") == [Gap("alone.md", "Alone"), Gap("map.md", "Map")]


def test_lines_say_how_many_there_are_beyond_the_limit() -> None:
    first, second, *_ = gaps_text(gaps(*collection_of(COLLECTION)), 1).split("\n\n")
    assert first == "notes that are linked but not written: 2\n  GAE\t3\talone.md, ppo.md\n  and 1 more"
    assert second == "notes that cite no source: 1\n  alone.md\tAlone"


def test_json_holds_them_all() -> None:
    assert '"wanted": [\n    {\n      "name": "GAE",' in gaps_json(gaps(*collection_of(COLLECTION)))
