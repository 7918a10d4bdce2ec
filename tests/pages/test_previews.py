"""Previews: what links show of the pages behind them, in files that a script finds by a page's path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.sites_in_text import pages, view
from rlnotes.pages.groups import fnv_hash, group_count, groups_of
from rlnotes.pages.views.service import PreviewView

LONG = "Words and words. " * 40
NOTES = {
    "a.md": f"---\ndescription: About A.\nstatus: draft\n---\n# A\n\n{LONG}\n\nSee [[b]] and [[hub]].\n",
    "b.md": "---\nclaim: B holds.\n---\n# B\n\nShort, with `code` and [[a|a link]] [@k].\n",
    "hub.md": "---\nkind: hub\n---\n# Hub\n\n- [[a]]\n- [[b]]\n",
    "line.md": "---\nkind: line\nstate: partial\n---\n# L\n",
    "s.md": "---\nkind: source\ntitle: S\n---\nWhat S says.\n",
    "w.bib": "@book{k, title={K}, year=2020, author={Ann Other}}",
}


def previews(files: dict[str, str]) -> dict[str, PreviewView]:
    paths = [path for path in pages(files) if path.startswith("previews/")]
    return {each.path: each for path in paths for each in view(files, path).previews}


def test_a_preview_tells_what_kind_of_page_it_is_and_how_it_begins() -> None:
    found = previews(NOTES)
    a, b = found["a.html"], found["b.html"]
    assert (a.title, a.kind_label, a.status, a.text, a.linking) == ("A", "Note", "draft", "About A.", 2)
    assert a.lines.startswith("Words and words. ")
    assert a.lines.endswith(("Words …", "words …", "and …"))
    assert len(a.lines) <= 262
    assert b.text == "B holds."
    assert b.lines == "Short, with code and a link (Other 2020)."
    assert [link.href for link in a.near] == ["b.html"]
    assert found["hub.html"].member_count == 2
    assert found["line.html"].state == "partial"


def test_a_source_is_previewed_with_its_commentary_or_its_record() -> None:
    found = previews(NOTES)
    assert (found["sources/s.html"].lines, found["sources/s.html"].kind_label) == ("What S says.", "Source")
    assert (found["sources/k.html"].text, found["sources/k.html"].citing) == ("Other 2020", 1)


def test_drafts_have_no_preview_and_every_other_page_of_a_note_has_one() -> None:
    files = {"a.md": "", "d.md": "---\ndraft: true\n---\n", "u.md": "---\nunlisted: true\n---\n", "index.md": ""}
    assert previews(files).keys() == {"a.html", "u.html", "index.html"}


def test_words_without_spaces_are_cut_too() -> None:
    (found,) = previews({"a.md": "漢" * 1000}).values()
    assert found.lines == "漢" * 260 + " …"


@pytest.mark.parametrize(("count", "groups"), [(0, 0), (1, 1), (8, 1), (9, 2), (16, 2), (17, 4), (10_000, 2048)])
def test_groups_are_a_power_of_two_so_that_they_stay_small(count: int, groups: int) -> None:
    assert group_count(count) == groups


def test_the_hash_is_the_one_that_scripts_work_out() -> None:
    assert [fnv_hash(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]  # RFC 9923


@given(st.sets(st.text(st.characters(codec="utf-8"), min_size=1), max_size=60))
def test_every_page_is_in_the_group_of_its_hash(paths: set[str]) -> None:
    count = group_count(len(paths))
    groups = groups_of(((path, path) for path in paths), count)
    assert sorted(path for group in groups.values() for path in group) == sorted(paths)
    assert all(f"previews/{fnv_hash(path) % count:x}.json" == name for name, group in groups.items() for path in group)
