"""The lists of the command line."""

from __future__ import annotations

import pytest
from collections_in_prose import Case, collection_of

from rlnotes.app.listing import LISTS, Listed, listing

COLLECTION = Case(
    "listing",
    "a small collection",
    {
        "home.md": "---\nkind: page\n---\nRead [[ppo]] and [@xu2025].",
        "map.md": "---\nkind: hub\nsections: [{title: One, notes: [ppo, listed]}, {title: Two, notes: [ppo]}]\n---\n",
        "topic.md": "---\nkind: topic\nmembers: {folders: [folder]}\n---\n",
        "folder/gathered.md": "# Gathered",
        "ppo.md": "---\ntitle: PPO\n---\nSee [[ppo]], [@xu2025; @shao2024].",
        "listed.md": "# Listed",
        "alone.md": "# Alone\n\n[[alone]]",
        "shao2024.md": "---\nkind: source\n---\n",
        "works.bib": "@article{shao2024, title = {A}}\n\n@book{xu2025, title = {B}}",
    },
    frozenset(),
    {},
)


def made(what: str) -> tuple[Listed, ...]:
    return listing(what, *collection_of(COLLECTION))


def test_notes_are_listed_with_the_notes_that_link_there() -> None:
    assert [(each.path, each.title, each.kind, each.count) for each in made("notes")] == [
        ("alone.md", "Alone", "note", 0),
        ("folder/gathered.md", "Gathered", "note", 0),
        ("home.md", "Home", "page", 0),
        ("listed.md", "Listed", "note", 1),
        ("map.md", "Map", "hub", 0),
        ("ppo.md", "PPO", "note", 2),
        ("shao2024.md", "Shao2024", "source", 0),
        ("topic.md", "Topic", "topic", 0),
    ]


def test_orphans_are_notes_that_nothing_links_or_lists() -> None:
    assert [each.path for each in made("orphans")] == ["alone.md", "map.md", "topic.md"]


def test_hubs_are_listed_with_the_number_of_their_entries() -> None:
    assert made("hubs") == (Listed("map.md", "Map", "hub", 3),)


def test_sources_are_listed_with_the_notes_that_cite_them() -> None:
    assert made("sources") == (Listed("shao2024.md", "A", "article-journal", 1), Listed("xu2025", "B", "book", 2))


def test_there_is_no_list_of_another_name() -> None:
    assert sorted(LISTS) == ["hubs", "notes", "orphans", "sources"]
    with pytest.raises(KeyError):
        made("colours")
