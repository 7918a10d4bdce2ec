"""Work grows with the site, not with its square."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

import pytest

from pages.sites_in_text import edition, style_texts
from rlnotes.config.site import Config
from rlnotes.graph.site import Site
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import edition_of
from rlnotes.pages.plan import plan_pages


def hub(count: int) -> dict[str, str]:
    """A hub written as a body that lists every note."""
    listed = "".join(f"- [[n{number}]] – [@k]\n" for number in range(count))
    notes = {f"n{number}.md": "" for number in range(count)}
    return notes | {"hub.md": f"---\nkind: hub\n---\n{listed}", "w.bib": "@book{k, title={T}}"}


def posts(count: int) -> dict[str, str]:
    return {f"p{number}.md": "---\nkind: post\ndate: 2026-01-01\ntags: [t]\n---\n" for number in range(count)}


def lines(count: int) -> dict[str, str]:
    return {f"l{n}.md": f"---\nkind: line\n---\nFrom [[n{n}]]." for n in range(count)} | {
        f"n{n}.md": "" for n in range(count)
    }


@pytest.mark.parametrize("files", [hub, posts, lines])
def test_four_times_the_notes_make_about_as_many_more_calls(files: Callable[[int], dict[str, str]]) -> None:
    config = Config(title="S", related_count=0)
    sites = [edition(files(count), config).site for count in (60, 240)]
    style = Style(style_texts()["apa"])
    small, large = (calls(partial(pages_of, site, config, style)) for site in sites)
    assert large < 4 * small * 1.35


def pages_of(site: Site, config: Config, style: Style) -> None:
    plan_pages(edition_of(site, config, style, ()))


def calls(work: Callable[[], object]) -> int:
    """How many calls of Python functions `work` makes: a measure of time that is the same on every machine."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted
