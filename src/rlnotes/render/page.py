"""A page to the bytes of its file, or to the problem in the template that kept it from being rendered."""

from __future__ import annotations

from jinja2 import Environment

from rlnotes.model.page import Artifact, Page
from rlnotes.render.environment import DEFAULT_PREFIX, Templates
from rlnotes.render.markup import utf8_without_forbidden
from rlnotes.render.problem import TemplateProblem, problem_of


def render_page(page: Page, templates: Templates) -> Artifact | TemplateProblem:
    """The file of `page` in UTF-8, its template given the one name `view`."""
    try:
        text = _text(page, templates.quick)
    except Exception:  # a template may run any expression, so it may raise anything
        try:
            text = _text(page, templates.environment)
        except Exception as error:
            return problem_of(error, page.template)
    return Artifact(page.path, utf8_without_forbidden(text))


def _text(page: Page, environment: Environment) -> str:
    return environment.get_template(page.template).render(view=page.view)


def template_names(page: Page) -> tuple[str, ...]:
    """The templates that `page` may be made with, the first that can: its own, the site's or the default one."""
    names = (page.own_template, page.template, DEFAULT_PREFIX + page.template)
    return tuple(dict.fromkeys(name for name in names if name))


def template_problems(templates: Templates) -> tuple[TemplateProblem, ...]:
    """The syntax errors in the site's own templates, whether or not a page uses them, by name."""
    found = (_syntax_problem(name, templates) for name in templates.site_names)
    return tuple(problem for problem in found if problem)


def _syntax_problem(name: str, templates: Templates) -> TemplateProblem | None:
    try:
        templates.environment.get_template(name)
    except Exception as error:  # not only syntax: constant expressions are evaluated when compiled
        return problem_of(error, name)
    return None
