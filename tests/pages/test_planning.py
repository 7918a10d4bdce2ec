"""How pages are planned: each alone, from its subject and from what it looks up."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from whole_collections import collections

from pages.sites_in_text import edition, pages, style_texts
from rlnotes.app.pipeline import link
from rlnotes.config.site import Config
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import Edition, edition_of
from rlnotes.pages.plan import EMITTERS, Sheet, outline, plan_page, plan_pages

HOST = Config(title="S", base_url="https://example.org")
EDITIONS = collections().map(
    lambda found: edition_of(link(found, HOST).site, HOST, Style(style_texts()["apa"]), ("static/rlnotes.css",))
)
_WHOLE = "a whole mapping was asked for"


class ByKey(Mapping[Any, Any]):
    """A mapping that answers for one key at a time."""

    def __init__(self, inner: Mapping[Any, Any]) -> None:
        self.inner = inner

    def __getitem__(self, key: Any) -> Any:
        return self.inner[key]

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError(_WHOLE)

    def __len__(self) -> int:
        raise AssertionError(_WHOLE)


def by_key(whole: Any) -> Any:
    """`whole` with each of its mappings asked by key alone."""
    mappings = {field.name: getattr(whole, field.name) for field in fields(whole)}
    return replace(whole, **{name: ByKey(found) for name, found in mappings.items() if isinstance(found, Mapping)})


@settings(max_examples=40)
@given(EDITIONS)
def test_every_page_is_planned_alone_by_looking_up_keys(made: Edition) -> None:
    parts = {name: by_key(getattr(made, name)) for name in ("site", "addresses", "atlas")}
    guarded = replace(by_key(made), **parts)
    planned = {page.path: page for page in plan_pages(made)}
    for sheet in reversed(outline(made)):
        assert plan_page(guarded, sheet) == planned[sheet.path]


def test_a_sheet_names_the_page_its_emitter_and_its_subject() -> None:
    found = outline(edition({"a.md": "---\ntags: [T]\n---\n", "w.bib": "@book{k, title={K}}"}))
    subjects = {sheet.path: (EMITTERS[sheet.emitter].plan.__name__, sheet.subject) for sheet in found}
    assert list(subjects) == sorted(subjects)
    assert subjects["a.html"] == ("plan_note", "a.md")
    assert subjects["sources/k.html"] == ("plan_source", "k")
    assert subjects["tags/t.html"] == ("plan_tag", "t")
    assert found[1] == Sheet("a.html", found[1].emitter, "a.md")


def test_a_hub_stands_before_the_list_whose_address_it_has() -> None:
    made = pages({"posts/index.md": "---\nkind: hub\n---\n", "p.md": "---\nkind: post\n---\n"})
    assert made["posts/index.html"].template == "hub.html.jinja"


def test_an_edition_can_travel_to_another_process() -> None:
    made = edition(
        {"h.md": "---\nkind: hub\ntags: [t]\n---\n- [[a]]\n", "a.md": "[@k]", "w.bib": "@book{k, title={K}}"}
    )
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - written a moment ago


def test_a_page_depends_on_others_by_what_they_show_of_themselves() -> None:
    """Another text in a linked note is no reason to plan a page anew; another title is."""
    before = edition({"a.md": "Says [[b]].", "b.md": "One."})
    after, renamed = (edition({"a.md": "Says [[b]].", "b.md": text}) for text in ("Two.", "# Bee"))
    assert before.faces == after.faces
    assert before.faces["b.md"] != renamed.faces["b.md"]
    assert before.faces["a.md"] == renamed.faces["a.md"]
