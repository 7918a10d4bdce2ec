"""The pipeline as plain calls on values: what was read in, the site and its findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from rlnotes.checks.links import Subject
from rlnotes.checks.run import findings
from rlnotes.config.site import Config
from rlnotes.graph.link import Shelf, link_notes
from rlnotes.graph.site import Site
from rlnotes.model.collection import Collection, Theme
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.note import position_of
from rlnotes.model.page import Artifact, Copy, Page
from rlnotes.model.place import Span
from rlnotes.pages.csl import Style, style_problem
from rlnotes.pages.edition import edition_of
from rlnotes.pages.plan import plan_pages, used_files
from rlnotes.pages.text import own_template
from rlnotes.pages.urls import addresses_of
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note
from rlnotes.render.environment import DEFAULT_PREFIX, Templates, templates_of
from rlnotes.render.page import render_page, template_problems
from rlnotes.render.problem import TemplateProblem


@dataclass(frozen=True, slots=True)
class Linked:
    """A site with the findings of reading, parsing and linking it."""

    site: Site
    diagnostics: Diagnostics


@dataclass(frozen=True, slots=True)
class Built:
    """A whole site: its files, what is copied along, and every finding."""

    site: Site
    artifacts: tuple[Artifact, ...]
    copies: tuple[Copy, ...]
    diagnostics: Diagnostics


def link(collection: Collection, config: Config) -> Linked:
    """The site of a collection and all findings short of rendering."""
    options = ParseOptions(
        html_is_trusted=config.html == "trusted", math_macros=tuple(sorted(config.math_macros.items()))
    )
    notes = [parse_note(source, options) for source in collection.notes]
    records = [parse_bibliography(source) for source in collection.bibliographies]
    shelf = Shelf(
        tuple(parsed.note for parsed in notes),
        tuple(reference for parsed in records for reference in parsed.references),
        collection.files,
        collection.history,
    )
    site = link_notes(shelf, with_drafts=config.drafts)
    subject = Subject(site, addresses_of(site, config.url_style, config.base_url))
    found = [*collection.diagnostics, *findings(subject)]
    found += [finding for parsed in notes for finding in parsed.diagnostics]
    found += [finding for parsed in records for finding in parsed.diagnostics]
    return Linked(site, sorted_diagnostics(found))


def check(collection: Collection, config: Config) -> Diagnostics:
    """The findings of a collection, those of its templates and citation style aside."""
    return link(collection, config).diagnostics


def build(collection: Collection, theme: Theme, config: Config) -> Built:
    """The files of the site and all findings."""
    linked = link(collection, config)
    style, found = citation_style(collection.styles, config.citation_style, config.language)
    edition = edition_of(linked.site, config, style, tuple(theme.assets))
    templates = templates_of(theme)
    files = [_rendered(page, templates) for page in plan_pages(edition)]
    unknown, missing = _unknown_templates(linked.site, theme)
    problems = {problem for _, met in files for problem in met} | set(template_problems(templates))
    found += (*unknown, *(_template_finding(problem) for problem in problems if problem.name not in missing))
    artifacts = [file for file, _ in files if file]
    artifacts += [Artifact(path, content) for path, content in theme.assets.items()]
    copies = used_files(edition)
    return Built(
        linked.site,
        tuple(sorted(artifacts, key=lambda artifact: artifact.path)),
        copies,
        sorted_diagnostics((*linked.diagnostics, *found)),
    )


def _rendered(page: Page, templates: Templates) -> tuple[Artifact | None, tuple[TemplateProblem, ...]]:
    """The page by the first template that can make it, its own, the site's or the default; what is wrong before."""
    problems: list[TemplateProblem] = []
    for name in filter(None, dict.fromkeys((page.own_template, page.template, DEFAULT_PREFIX + page.template))):
        made = render_page(replace(page, template=name), templates)
        if isinstance(made, Artifact):
            return made, tuple(problems)
        problems.append(made)
    return None, tuple(problems)


def _unknown_templates(site: Site, theme: Theme) -> tuple[Diagnostics, frozenset[str]]:
    """A finding for each note that asks for a template which is not there, and the names of those."""
    known = theme.default_templates.keys() | theme.site_templates.keys()
    asking = [(note, name) for note in site.notes.values() if (name := own_template(note)) and name not in known]
    way_out = "write it into the templates folder; until then the page has the template of its kind"
    found = tuple(
        Diagnostic(note.path, position_of(note.front, "template"), "bad-template", f"no template '{name}'", way_out)
        for note, name in asking
    )
    return found, frozenset(name for _, name in asking)


def _template_finding(problem: TemplateProblem) -> Diagnostic:
    place = Span(problem.line, 1, problem.line, 1)
    return Diagnostic(
        problem.name, place, "bad-template", problem.message, "the default template was used in its place"
    )


def citation_style(styles: Mapping[str, str], name: str, language: str) -> tuple[Style, Diagnostics]:
    """The CSL style `name` with the terms of `language`; APA in its place, with a finding, where it is none."""
    fallback = Style(styles["apa"])
    if name not in styles:
        return fallback, ()  # reading has told that it is not there
    style = Style(styles[name], locale_of(language))
    if not (problem := style_problem(style)):
        return style, ()
    finding = at_top(name, "bad-configuration", f"not a usable CSL style: {problem}", "APA is used until it is mended")
    return fallback, (finding,)


def locale_of(language: str) -> str:
    """The CSL locale for a language tag: "en" is "en-US", "de" is "de-DE", "pt-br" is "pt-BR".

    The citation processor writes English where it has no locale of that name.
    """
    name, _, region = language.lower().partition("-")
    return f"{name}-{region.upper() or _REGIONS.get(name) or name.upper()}"


# The primary dialects of the CSL locales repository, where a language is not called like its country.
_PRIMARY: Final = """af-ZA ca-AD cs-CZ cy-GB da-DK el-GR en-US et-EE fa-IR gl-ES he-IL hi-IN hy-AM ja-JP km-KH ko-KR
ms-MY nb-NO nn-NO sl-SI sv-SE uk-UA vi-VN zh-CN"""
_REGIONS: Final[Mapping[str, str]] = dict(pair.split("-") for pair in _PRIMARY.split())
