"""Builds that start from what is known: how little they do, and that workers make the same of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app.warm_builds import Disk, Warm, cold, reopen, update

from rlnotes.app.known import UNITS
from rlnotes.shell.workers import in_processes


def disk(count: int = 60) -> Disk:
    """Notes in a ring, each linking the next, with a hub that lists the first ten."""
    notes = {
        f"n{number:02}.md": f"---\ntags: [t]\n---\n# N{number}\n\nSee [[n{(number + 1) % count:02}]].\n"
        for number in range(count)
    }
    notes["hub.md"] = "---\nkind: hub\n---\n# Hub\n\n" + "".join(f"- [[n{number:02}]]\n" for number in range(10))
    return Disk(notes)


@pytest.mark.parametrize("is_reopened", [False, True])
def test_a_word_more_in_a_body_makes_one_page_again(is_reopened: bool) -> None:
    site, warm = disk(), Warm()
    site.notes["n05.md"] += f"\n{'Words. ' * 100}\n"
    update(warm, site)
    if is_reopened:
        reopen(warm)
    site.notes["n05.md"] += "\nA word more.\n"
    update(warm, site)
    assert (warm.parsed, warm.count.planned, warm.count.rendered) == (
        1,
        7,
        6,
    )  # with its Markdown, its preview, the texts for language models, and what search finds it by
    assert warm.pages == cold(site)[0]


def test_a_word_more_in_a_body_is_nothing_to_the_page_of_a_source_that_it_does_not_cite() -> None:
    site, warm = disk(), Warm()
    site.works["w.bib"] = "".join(f"@misc{{k{number}, title={{T{number}}}, year=2020}}\n" for number in range(9))
    site.notes["n05.md"] += "\nAs [@k1] says.\n"
    update(warm, site)
    before = warm.count.planned
    site.notes["n05.md"] += "\nA word more.\n"
    update(warm, site)
    assert before > 50
    assert warm.count.planned < 15
    assert warm.pages == cold(site)[0]


def test_nothing_changed_makes_nothing() -> None:
    site, warm = disk(), Warm()
    update(warm, site)
    update(warm, site)
    assert (warm.parsed, warm.count.planned, warm.count.rendered) == (0, 0, 0)


def test_a_new_link_makes_the_pages_again_that_tell_of_it() -> None:
    site, warm = disk(), Warm()
    update(warm, site)
    site.notes["n05.md"] += "\nSee also [[n40]].\n"
    update(warm, site)
    assert warm.parsed == 1
    assert {"n05.html", "n40.html"} <= warm.pages.keys()
    assert 2 <= warm.count.rendered < 20
    assert warm.pages == cold(site)[0]


def test_a_new_title_makes_only_the_pages_again_that_show_it() -> None:
    site, warm = disk(), Warm()
    update(warm, site)
    site.notes["n45.md"] = site.notes["n45.md"].replace("# N45", "# Another")
    update(warm, site)
    assert warm.count.rendered < 25
    assert warm.pages == cold(site)[0]


def test_a_template_of_one_kind_of_page_makes_pages_of_this_kind_again() -> None:
    site, warm = disk(), Warm()
    update(warm, site)
    site.templates["hub.html.jinja"] = '{% extends "default/hub.html.jinja" %}'
    update(warm, site)
    assert warm.count.rendered == 1


def test_workers_make_the_same_pages() -> None:
    site, warm, other = disk(300), Warm(), Warm()
    assert update(warm, site) == update(other, site, in_processes)
    assert warm.pages == other.pages
    assert warm.known.units == other.known.units
    site.notes["n05.md"] += "\nSee also [[n40]].\n"
    update(other, site, in_processes)
    assert other.pages == cold(site)[0]
    assert len(other.known.tables[UNITS]) == len(other.known.units)


def test_another_language_or_another_word_makes_every_page_again_that_says_it() -> None:
    site, warm = disk(20), Warm()
    update(warm, site)
    site.config = replace(site.config, language="ar")
    update(warm, site)
    assert warm.pages == cold(site)[0]
    assert 'dir="rtl"' in warm.pages["n05.html"].decode()
    site.templates = {"words/ar.toml": '[page]\nexplore_related = "قريب"\n[kind]\nhub = "مركز"\n'}
    update(warm, site)
    assert warm.pages == cold(site)[0]
    assert "قريب" in warm.pages["n05.html"].decode()
    reopen(warm)
    site.templates = {}
    site.config = replace(site.config, language="en")
    update(warm, site)
    assert warm.pages == cold(site)[0]
    assert "static/words.js" not in warm.pages
