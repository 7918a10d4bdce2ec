"""When a template changes, the digests of the pages that may show it change, and no others."""

from __future__ import annotations

import pytest
from rendering import DEFAULT
from sample_views import MINIMAL

from rlnotes.model.collection import Theme
from rlnotes.model.page import Page
from rlnotes.render.environment import template_text
from rlnotes.render.page import template_names
from rlnotes.render.reach import page_digest, template_digests, theme_digest

PLAIN = Theme(DEFAULT, {}, {})
BEFORE = template_digests(PLAIN)


def changed(site: dict[str, str], old: dict[str, str] | None = None) -> set[str]:
    """The templates without "default/" whose digest the site's templates change."""
    before, after = template_digests(Theme(DEFAULT, old or {}, {})), template_digests(Theme(DEFAULT, site, {}))
    return {name for name in after if before.get(name) != after[name] and not name.startswith("default/")}


def note(own: str = "") -> Page:
    return Page("a.html", "note.html.jinja", MINIMAL["note.html.jinja"], own)


def test_every_template_has_a_digest_by_its_name_and_by_its_default_name() -> None:
    assert BEFORE.keys() == DEFAULT.keys() | {f"default/{name}" for name in DEFAULT}


def test_a_changed_note_template_concerns_what_extends_it_and_no_hub() -> None:
    assert changed({"note.html.jinja": "mine"}) == {"note.html.jinja", "post.html.jinja", "entry.html.jinja"}


def test_a_changed_base_concerns_every_page_that_has_a_frame() -> None:
    frameless = {
        "chart.json.jinja",
        "export.txt.jinja",
        "feed.json.jinja",
        "feed.xml.jinja",
        "graph.json.jinja",
        "llms_full.txt.jinja",
        "llms.txt.jinja",
        "page.md.jinja",
        "words.js.jinja",
        "previews.json.jinja",
        "redirect.html.jinja",
        "robots.txt.jinja",
        "sitemap.xml.jinja",
        "sitemap_index.xml.jinja",
    }
    partials = {name for name in DEFAULT if name.startswith("partials/")}
    assert changed({"base.html.jinja": "mine"}) == DEFAULT.keys() - frameless - partials


def test_a_changed_partial_concerns_those_who_import_it_directly_or_not() -> None:
    assert "partials/cards.html.jinja" in changed({"partials/links.html.jinja": "mine"})
    assert "hub.html.jinja" in changed({"partials/cards.html.jinja": "mine"})
    assert "note.html.jinja" not in changed({"partials/cards.html.jinja": "mine"})


def test_a_site_s_template_that_extends_the_default_one_is_told_from_it() -> None:
    site = {"note.html.jinja": '{% extends "default/note.html.jinja" %}'}
    assert "note.html.jinja" in changed(site)
    assert template_digests(Theme(DEFAULT, site, {}))["default/note.html.jinja"] == BEFORE["default/note.html.jinja"]


@pytest.mark.parametrize(
    "own",
    [
        '{% include ["one", "two"] %}',
        '{% from "two" import x %}',
        '{% if view %}{% include "one" %}{% endif %}',
        '{% include "one" ignore missing %}',
    ],
)
def test_a_template_depends_on_one_that_is_not_there_yet(own: str) -> None:
    added = {"one": "later", "two": "later"}
    assert "own" in changed({"own": own, **added}, {"own": own})
    assert "other" not in changed({"own": own, "other": "x", **added}, {"own": own, "other": "x"})


@pytest.mark.parametrize(
    "own",
    [
        '{% extends "ba" ~ "se" %}',
        "{% include view.name %}",
        '{% include ["a", view.x] %}',
        "{% if",
        "{{ " + "(" * 9999,
    ],
    ids=["worked out", "from the view", "from the view in a list", "wrong", "too deep"],
)
def test_a_template_that_only_rendering_understands_depends_on_all(own: str) -> None:
    assert "own" in changed({"own": own, "other": "new"}, {"own": own, "other": "old"})
    through = '{% include "own" %}'
    assert "near" in changed(
        {"near": through, "own": own, "other": "new"}, {"near": through, "own": own, "other": "old"}
    )


def test_templates_that_extend_each_other_have_digests() -> None:
    site = {"a": '{% extends "b" %}', "b": '{% extends "a" %}'}
    assert {"a", "b"} < changed({**site, "b": "{# new #}" + site["b"]}, site) | {"c"}


def test_the_digest_of_a_theme_tells_names_texts_and_owners_apart() -> None:
    themes = [
        ({"a": "b"}, {}),
        ({}, {"a": "b"}),
        ({"b": "a"}, {}),
        ({"a": "b", "c": ""}, {}),
        ({"a": "", "b": "c"}, {}),
    ]
    assert len({theme_digest(Theme(default, site, {})) for default, site in themes}) == len(themes)


def test_the_order_of_a_theme_s_files_is_of_no_account() -> None:
    assert theme_digest(Theme(dict(reversed(DEFAULT.items())), {}, {})) == theme_digest(PLAIN)


def test_a_page_may_be_made_with_its_own_template_the_site_s_or_the_default_one() -> None:
    assert template_names(note()) == ("note.html.jinja", "default/note.html.jinja")
    assert template_names(note("essay.html.jinja"))[0] == "essay.html.jinja"
    assert template_names(note("note.html.jinja")) == template_names(note())


def test_the_digest_of_a_page_changes_with_its_view_and_with_each_of_its_templates() -> None:
    digests = template_digests(Theme(DEFAULT, {"essay": "x"}, {}))
    pages = [note(), note("essay"), note("missing"), Page("a", "hub.html.jinja", note().view), Page("a", "x", None)]
    assert len({page_digest(page, digests) for page in pages}) == len(pages)
    assert page_digest(note("essay"), digests) != page_digest(note("essay"), {**digests, "essay": b"another"})
    assert page_digest(note(), digests) == page_digest(note(), {**digests, "essay": b"another"})


def test_a_file_among_the_tables_of_words_is_no_template() -> None:
    theme = Theme(DEFAULT, {"words/x.html": "a"}, {})
    assert template_text("words/x.html", theme) is None
    assert template_text("default/words/x.html", theme) is None
