"""What a site's own templates can do, and what becomes of the mistakes in them."""

from __future__ import annotations

import pytest
from override_cases import OverrideCase, override_cases
from rendering import problem, rendered, theme
from sample_views import MINIMAL

from rlnotes.render.page import template_problems
from rlnotes.render.problem import TemplateProblem

CASES = override_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_site_overrides(case: OverrideCase) -> None:
    templates = theme(case.templates)
    name = next(iter(case.expected("template")), "note.html.jinja")
    view = MINIMAL["note.html.jinja"]
    for wrong in case.expected("problem"):
        found = problem(name, view, templates)
        assert f"{found.name}:{found.line}: {found.message}" == wrong
    if not case.expected("problem"):
        html = rendered(name, view, templates)
        assert [text for text in case.expected("shows") if text not in html] == []
        assert [text for text in case.expected("hides") if text in html] == []


def test_syntax_errors_are_found_in_templates_that_no_page_uses() -> None:
    site = {
        "b.html.jinja": "fine",
        "c.html.jinja": "\n{% nonsense %}",
        "a.html.jinja": "{{ view.title",
        "d.jinja": "{% if %}",
    }
    assert template_problems(theme(site)) == (
        TemplateProblem("a.html.jinja", 1, "unexpected end of template, expected 'end of print statement'."),
        TemplateProblem("c.html.jinja", 2, "Encountered unknown tag 'nonsense'."),
        TemplateProblem("d.jinja", 1, "Expected an expression, got 'end of statement block'"),
    )


def test_an_error_without_words_is_named_by_its_type() -> None:
    class Wordless:
        @property
        def title(self) -> str:
            raise KeyError

    assert problem("x", Wordless(), theme({"x": "\n{{ view.title }}"})) == TemplateProblem("x", 2, "KeyError")
