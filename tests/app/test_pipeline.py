"""The pipeline: files in, the site and its findings out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from collections_in_prose import WHOLE_NOTE_RULES
from pages.sites_in_text import collection, style_texts, theme

from rlnotes.app.pipeline import build, check, citation_style, link, locale_of
from rlnotes.config.site import Config
from rlnotes.graph.site import Dates
from rlnotes.model.collection import History
from rlnotes.model.diagnostic import Diagnostic, at_top
from rlnotes.model.page import Artifact, Copy
from rlnotes.model.place import Source
from rlnotes.model.reference import Name, Reference
from rlnotes.pages.csl.processor import Cited, Style, reference_html

FILES = {
    "a.md": "---\ncolour: red\n---\n# A\n\n[[b]] $\\frac{1}$ <b onclick='x'>$\\KL$</b> ![](x.png)",
    "works.bib": "@article{x, title = {X}}\n\n@article{x, title = {Y}}",
}
EARLY = at_top("z.md", "not-utf8", "the file is not UTF-8")
COLLECTION = replace(collection(FILES, frozenset({"x.png", "y.png"})), diagnostics=(EARLY,))


def rules(found: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.rule for finding in found]


def test_the_findings_of_reading_parsing_and_linking_come_together_in_order_of_place() -> None:
    expected = ["unknown-key", "broken-link", "bad-math", "bad-math", "duplicate-source", "not-utf8"]
    assert [rule for rule in rules(check(COLLECTION, Config())) if rule not in WHOLE_NOTE_RULES] == expected
    assert link(COLLECTION, Config()).diagnostics == check(COLLECTION, Config())


def test_macros_and_trust_come_from_the_configuration() -> None:
    config = Config(html="trusted", math_macros={"KL": "\\mathrm{KL}"})
    assert rules(check(COLLECTION, config)).count("bad-math") == 1
    assert "onclick" in link(COLLECTION, config).site.bodies["a.md"].html
    assert "onclick" not in link(COLLECTION, Config()).site.bodies["a.md"].html


def test_dates_come_from_front_matter_and_else_from_history() -> None:
    history = {path: History(date(2026, 1, 2), date(2026, 3, 4)) for path in ("a.md", "b.md", "c.md", "gone.md")}
    files = {"a.md": "", "b.md": "---\ndate: 2025-01-01\n---\n", "c.md": "---\nupdated: 2026-05-06\n---\n", "d.md": ""}
    site = link(replace(collection(files), history=history), Config()).site
    assert site.dates == {
        "a.md": Dates(date(2026, 1, 2), date(2026, 3, 4)),
        "b.md": Dates(date(2025, 1, 1), date(2026, 3, 4)),
        "c.md": Dates(date(2026, 1, 2), date(2026, 5, 6)),
        "d.md": Dates(None, None),
    }


def test_a_site_is_its_pages_its_assets_and_the_attachments_it_uses() -> None:
    made = build(COLLECTION, theme(), Config())
    paths = [artifact.path for artifact in made.artifacts]
    assert paths == sorted(paths)
    assert {"a.html", "sources/x.html", "index.html", *theme().assets} <= {*paths}
    assert made.copies == (Copy("x.png", "x.png"),)
    assert made.diagnostics == check(COLLECTION, Config())
    assert made.site.notes.keys() == {"a.md"}


def test_an_asset_is_taken_as_it_is() -> None:
    made = build(COLLECTION, replace(theme(), assets={"static/mine.css": b"\xff"}), Config())
    assert Artifact("static/mine.css", b"\xff") in made.artifacts


def test_stylesheets_are_linked_in_the_order_of_the_theme() -> None:
    assets = {"static/theme.css": b"", "static/mine.css": b""}
    page = next(file for file in build(COLLECTION, replace(theme(), assets=assets), Config()).artifacts)
    html = page.content.decode()
    assert html.index("static/theme.css") < html.index("static/mine.css")


def test_a_template_that_fails_is_a_finding_and_the_default_one_stands_in() -> None:
    broken = replace(theme(), site_templates={"note.html.jinja": "\n{{ view.colour }}", "x.html.jinja": "{% if %}"})
    made = build(COLLECTION, broken, Config())
    found = [finding for finding in made.diagnostics if finding.rule == "bad-template"]
    assert [(finding.path, finding.span.line) for finding in found] == [("note.html.jinja", 2), ("x.html.jinja", 1)]
    assert made.artifacts == build(COLLECTION, theme(), Config()).artifacts


def test_a_part_of_templates_that_fails_costs_only_the_pages_that_use_it() -> None:
    broken = replace(theme(), site_templates={"partials/text.html.jinja": "{% if %}"})
    paths = {artifact.path for artifact in build(COLLECTION, broken, Config()).artifacts}
    assert "a.html" not in paths
    assert "robots.txt" in paths


def test_a_template_that_a_note_asks_for_in_vain_is_a_finding_at_its_line() -> None:
    note = Source("b.md", "---\ntemplate: essay\n---\nText\n")
    made = build(replace(COLLECTION, notes=(*COLLECTION.notes, note)), theme(), Config())
    (found,) = [finding for finding in made.diagnostics if finding.rule == "bad-template"]
    assert (found.path, found.span.line, found.message) == ("b.md", 2, "no template 'essay.html.jinja'")
    assert "b.html" in {artifact.path for artifact in made.artifacts}


def test_a_note_has_the_template_it_asks_for() -> None:
    note = Source("b.md", "---\ntemplate: essay\n---\nText\n")
    own = replace(theme(), site_templates={"essay.html.jinja": "an essay: {{ view.title }}"})
    made = build(replace(COLLECTION, notes=(*COLLECTION.notes, note)), own, Config())
    assert Artifact("b.html", b"an essay: B") in made.artifacts


def test_the_citation_style_is_the_configured_one_in_the_language_of_the_site() -> None:
    style, found = citation_style(style_texts(), "ieee", "de")
    assert (style.xml, style.locale, found) == (style_texts()["ieee"], "de-DE", ())


def test_a_language_without_terms_leaves_the_terms_in_english() -> None:
    style, found = citation_style(style_texts(), "apa", "tlh")
    works = Reference("k", "book", "T", (Name("A"), Name("B")), editors=(Name("C"),))
    assert found == ()
    assert reference_html(style, Cited(works)) == reference_html(Style(style.xml, "en-US"), Cited(works))
    assert reference_html(style, Cited(works)) != reference_html(Style(style.xml, "de-DE"), Cited(works))


def test_apa_stands_in_for_a_style_that_cannot_be_used() -> None:
    styles = {**style_texts(), "mine.csl": "<style"}
    style, (finding,) = citation_style(styles, "mine.csl", "en")
    assert style.xml == styles["apa"]
    assert (finding.path, finding.rule) == ("mine.csl", "bad-configuration")
    assert finding.message.startswith("not a usable CSL style: ")


def test_a_style_that_is_not_there_was_told_of_by_reading() -> None:
    style, found = citation_style(style_texts(), "nature", "en")
    assert (style.xml, found) == (style_texts()["apa"], ())


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en-US"), ("de", "de-DE"), ("pt-BR", "pt-BR"), ("pt-br", "pt-BR"), ("ja", "ja-JP"), ("DA", "da-DK")],
)
def test_a_language_has_a_locale(language: str, locale: str) -> None:
    assert locale_of(language) == locale
