"""Rendering with the default theme, and reading what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import html5lib
from lxml import etree

from rlnotes.model.collection import Theme
from rlnotes.model.page import Artifact, Page
from rlnotes.render.environment import Templates, templates_of
from rlnotes.render.page import render_page
from rlnotes.render.problem import TemplateProblem

ROOT: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = ROOT / "templates"
DEFAULT: Final = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.jinja")
}


def theme(site: Mapping[str, str] | None = None) -> Templates:
    return templates_of(Theme(DEFAULT, site or {}, {}))


STANDARD: Final = theme()


def rendered(template: str, view: object, templates: Templates = STANDARD) -> str:
    artifact = render_page(Page("page.html", template, view), templates)
    assert isinstance(artifact, Artifact), artifact
    return artifact.content.decode()


def problem(template: str, view: object, templates: Templates) -> TemplateProblem:
    found = render_page(Page("page.html", template, view), templates)
    assert isinstance(found, TemplateProblem)
    return found


def parsed(html: str) -> Any:
    """The document as a strict HTML parser reads it."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html).getroot()


def parsed_xml(xml: str) -> Any:
    return etree.fromstring(xml.encode())
