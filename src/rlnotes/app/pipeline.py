"""The pipeline as plain calls on values: what was read in, the site and its findings out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rlnotes.app.lettering import card_letters
from rlnotes.app.templating import rendered, template_findings, unknown_templates
from rlnotes.checks.ignoring import NEVER_IN_A_BUILD, heeded
from rlnotes.checks.links import Subject
from rlnotes.checks.run import findings
from rlnotes.config.site import Config
from rlnotes.graph.link import Shelf, link_notes
from rlnotes.graph.site import Site
from rlnotes.model.collection import Collection, Theme
from rlnotes.model.diagnostic import Diagnostics, at_top, sorted_diagnostics
from rlnotes.model.page import Artifact, Copy
from rlnotes.pages.csl.check import style_problem
from rlnotes.pages.csl.processor import Style
from rlnotes.pages.edition import edition_of, lettered
from rlnotes.pages.plan import plan_pages, used_files
from rlnotes.pages.urls import addresses_of
from rlnotes.parse.bibliography import parse_bibliography
from rlnotes.parse.note import ParseOptions, parse_note
from rlnotes.render.bytecode import KeptBytecode
from rlnotes.render.environment import templates_of
from rlnotes.render.page import template_problems
from rlnotes.words.in_notes import OwnWords, own_words
from rlnotes.words.reading import words_findings
from rlnotes.words.table import words_for


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


def link(collection: Collection, config: Config, words: OwnWords = ()) -> Linked:
    """The site of a collection and all findings short of rendering; `words` are those of its own within notes."""
    options = ParseOptions(
        html_is_trusted=config.html == "trusted",
        math_macros=tuple(sorted(config.math_macros.items())),
        has_terms=config.search,
        dialects=config.dialects,
        language=config.language,
        words=words,
    )
    notes = [parse_note(source, options) for source in sorted(collection.notes, key=lambda source: source.path)]
    records = [parse_bibliography(source) for source in collection.bibliographies]
    shelf = Shelf(
        tuple(parsed.note for parsed in notes),
        tuple(reference for parsed in records for reference in parsed.references),
        {parsed.note.path: parsed.body for parsed in notes},
        {parsed.note.path: parsed.mentions for parsed in notes},
        collection.files,
        collection.history,
        config.link_root,
        config.attachment_folder,
        collection.elsewhere,
        config.language,
    )
    site = link_notes(shelf, with_drafts=config.drafts)
    subject = Subject(site, addresses_of(site, config.url_style, config.base_url))
    found = [*findings(subject), *(finding for parsed in notes for finding in parsed.diagnostics)]
    found += [finding for parsed in records for finding in parsed.diagnostics]
    ignores = {parsed.note.path: parsed.ignores for parsed in notes if parsed.ignores}
    counting = heeded(found, ignores, NEVER_IN_A_BUILD, ignores.keys() - site.notes.keys())
    return Linked(site, sorted_diagnostics((*collection.diagnostics, *counting)))


def check(collection: Collection, config: Config) -> Diagnostics:
    """The findings of a collection, those of its templates and citation style aside."""
    return link(collection, config).diagnostics


def build(collection: Collection, theme: Theme, config: Config, bytecode: KeptBytecode | None = None) -> Built:
    """The files of the site and all findings; templates compiled before are taken from `bytecode`, if it is given."""
    linked = link(collection, config, own_words(theme.site_templates))
    style, found = citation_style(collection.styles, config.citation_style, config.language)
    words = words_for(config.language, theme.site_templates)
    letters, unusable = card_letters(config, theme)
    edition = lettered(edition_of(linked.site, config, style, tuple(theme.assets), words=words), letters)
    templates = templates_of(theme, bytecode, words)
    files = [rendered(page, templates) for page in plan_pages(edition)]
    problems = [*template_problems(templates), *(problem for _, met in files for problem in met)]
    found += (
        *unusable,
        *unknown_templates(linked.site, theme),
        *words_findings(theme.site_templates),
        *template_findings(problems, theme),
    )
    artifacts = [file for file, _ in files if file]
    artifacts += [Artifact(path, content) for path, content in theme.assets.items()]
    copies = used_files(edition)
    return Built(
        linked.site,
        tuple(sorted(artifacts, key=lambda artifact: artifact.path)),
        copies,
        sorted_diagnostics((*linked.diagnostics, *found)),
    )


def citation_style(styles: Mapping[str, str], name: str, language: str) -> tuple[Style, Diagnostics]:
    """The CSL style `name` with the terms of `language`; APA in its place, with a finding, where it is none."""
    style = style_named(styles, name, language)
    if name not in styles or not (problem := style_problem(style)):  # reading has told that it is not there
        return style, ()
    finding = at_top(name, "bad-configuration", f"not a usable CSL style: {problem}", "APA is used until it is mended")
    return style_named(styles, "", language), (finding,)


def style_named(styles: Mapping[str, str], name: str, language: str) -> Style:
    """The CSL style `name` as it is, APA where there is none of that name."""
    return Style(styles[name], locale_of(language)) if name in styles else Style(styles["apa"])


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
