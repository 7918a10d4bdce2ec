"""The quick way to render gives what Jinja gives, or leaves the page to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup
from override_cases import OverrideCase, override_cases
from rendering import DEFAULT, STANDARD, theme
from sample_views import MINIMAL, RICH

from rlnotes.model.note import Status
from rlnotes.render.quick import QuickMacro, escaped

CASES = [case for case in override_cases() if not case.expected("problem")]


def page(environment: Environment, name: str, view: object) -> str:
    return environment.get_template(name).render(view=view)


@pytest.mark.parametrize("name", sorted(RICH))
@pytest.mark.parametrize("views", [RICH, MINIMAL], ids=["rich", "minimal"])
def test_no_page_of_the_theme_is_left_to_jinja(name: str, views: dict[str, Any]) -> None:
    assert page(STANDARD.quick, name, views[name]) == page(STANDARD.environment, name, views[name])


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_site_s_own_page_is_what_jinja_makes_or_is_left_to_it(case: OverrideCase) -> None:
    templates, view = theme(case.templates), MINIMAL["note.html.jinja"]
    name = next(iter(case.expected("template")), "note.html.jinja")
    try:
        html = page(templates.quick, name, view)
    except (AttributeError, UndefinedError):
        html = page(templates.environment, name, view)
    assert html == page(templates.environment, name, view)


@pytest.mark.parametrize("value", [None, True, 7, 2.5, Status.DRAFT, ("<",), ["&"], Markup("<b>")], ids=repr)
def test_a_value_is_escaped_as_by_markupsafe(value: object) -> None:
    assert escaped(value) == markupsafe.escape(value)


@given(st.text() | st.text().map(Markup))
def test_a_text_is_escaped_as_by_markupsafe(text: str) -> None:
    assert escaped(text) == markupsafe.escape(text)


def test_a_value_that_knows_its_html_is_asked_for_it() -> None:
    @dataclass(frozen=True)
    class Bold:
        def __html__(self) -> str:
            return "<b>"

    assert escaped(Bold()) == "<b>"


def test_a_name_that_is_not_there_is_no_text() -> None:
    with pytest.raises(UndefinedError, match="'titel' is undefined"):
        escaped(StrictUndefined(name="titel"))


@pytest.mark.parametrize("name", sorted(name for name in DEFAULT if name.startswith("partials/")))
def test_every_macro_of_the_theme_is_called_the_quick_way(name: str) -> None:
    module = STANDARD.quick.get_template(name).module
    macros = [macro for macro in vars(module).values() if isinstance(macro, QuickMacro)]
    assert macros
    assert all(macro.left_out for macro in macros)
