"""Pages made with the site's own templates, and findings about those."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from rlnotes.graph.site import Site
from rlnotes.model.collection import Theme
from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.note import position_of
from rlnotes.model.page import Artifact, Page
from rlnotes.model.place import Span
from rlnotes.pages.text import own_template
from rlnotes.pages.views.service import FileView
from rlnotes.pages.views.social import SocialCardView
from rlnotes.render.environment import DEFAULT_PREFIX, Templates
from rlnotes.render.page import render_page, template_names
from rlnotes.render.problem import TemplateProblem


def rendered(page: Page, templates: Templates) -> tuple[Artifact | None, tuple[TemplateProblem, ...]]:
    """The page by the first template that can make it, its own, the site's or the default; what is wrong before."""
    if isinstance(page.view, FileView):
        return Artifact(page.path, page.view.content), ()
    if isinstance(page.view, SocialCardView):
        from rlnotes.render.social_card import drawn_card  # noqa: PLC0415 - brings Pillow, which a site without cards never loads

        return Artifact(page.path, drawn_card(page.view, templates.card_font)), ()
    problems: list[TemplateProblem] = []
    for name in template_names(page):
        made = render_page(replace(page, template=name), templates)
        if isinstance(made, Artifact):
            return made, tuple(problems)
        problems.append(made)
    return None, tuple(problems)


def unknown_templates(site: Site, theme: Theme) -> Diagnostics:
    """A finding for each note that asks for a template which is not there."""
    known = theme.default_templates.keys() | theme.site_templates.keys()
    asking = [(note, name) for note in site.notes.values() if (name := own_template(note)) and name not in known]
    way_out = "write it into the templates folder; until then the page has the template of its kind"
    return tuple(
        Diagnostic(note.path, position_of(note.front, "template"), "bad-template", f"no template '{name}'", way_out)
        for note, name in asking
    )


def template_findings(problems: Iterable[TemplateProblem], theme: Theme) -> Diagnostics:
    """A finding for each problem once; that a template is not there is told where it is asked for."""
    known = theme.default_templates.keys() | theme.site_templates.keys()
    names = known | {DEFAULT_PREFIX + name for name in known}
    return tuple(_finding(problem) for problem in sorted(set(problems)) if problem.name in names)


def _finding(problem: TemplateProblem) -> Diagnostic:
    place = Span(problem.line, 1, problem.line, 1)
    way_out = "the default template was used in its place"
    return Diagnostic(problem.name, place, "bad-template", problem.message, way_out)
