"""The configuration of a site: one frozen tree that holds every default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from rlnotes.model.diagnostic import Severity
from rlnotes.model.dialect import Dialect

UrlStyle: TypeAlias = Literal["file", "directory"]
HtmlTrust: TypeAlias = Literal["sanitize", "trusted"]


@dataclass(frozen=True, slots=True)
class RulesFor:
    """Severities for the notes whose path fits one of the globs in `files`."""

    files: tuple[str, ...]
    rules: Mapping[str, Severity]


@dataclass(frozen=True, slots=True)
class Config:
    """What `rlnotes.toml` may say; docs/reference/configuration.md describes each key.

    `notes`, `output`, `templates`, `social_card_font` and the path of a citation style are relative to the
    configuration file; `exclude`, `bibliography`, `link_root`, `attachment_folder` and the globs of `rules_for` to the
    notes folder.
    `base_url` and `repository_url` have no slash at their end.
    """

    title: str = ""
    description: str = ""
    base_url: str = ""
    language: str = "en"
    author: str = ""
    license: str = ""
    url_style: UrlStyle = "file"
    notes: str = "notes"
    output: str = "build"
    templates: str = "templates"
    exclude: tuple[str, ...] = ()
    link_root: str = ""
    external_exclude: tuple[str, ...] = ()
    search: bool = True
    markdown_pages: bool = True
    social_cards: bool = False
    social_card_font: str = ""
    external_private: bool = False
    html: HtmlTrust = "sanitize"
    dialects: tuple[Dialect, ...] = ()
    attachment_folder: str = ""
    citation_style: str = "apa"
    bibliography: tuple[str, ...] = ()
    related_count: int = 6
    newest_count: int = 6
    drafts: bool = False
    strict: bool = False
    dates_from_git: bool = True
    repository_url: str = ""
    repository_branch: str = "main"
    history_url: str = ""
    math_macros: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inventories: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rules: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    rules_for: tuple[RulesFor, ...] = ()
