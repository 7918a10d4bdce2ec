"""The stylesheet: nothing from elsewhere, and colours that can be read in both themes."""

from __future__ import annotations

import re
from itertools import product

import pytest
from rendering import TEMPLATES

CSS = (TEMPLATES / "static" / "rlnotes.css").read_text(encoding="utf-8")
MAP_CSS = (TEMPLATES / "static" / "on-demand" / "map.css").read_text(encoding="utf-8")
COLOURS = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS)
LIGHT = {name: light for name, light, _ in COLOURS}
DARK = {name: dark for name, _, dark in COLOURS}
TEXT_ROLES = ("ink", "ink-soft", "accent", "missing", "note", "tip", "warning", "danger", "question", "quote")
CODE_ROLES = ("ink", "code-comment", "code-keyword", "code-string", "code-number", "code-name", "code-type", "danger")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_level_aa(theme: dict[str, str]) -> None:
    pairs = [*product(TEXT_ROLES, ("paper",)), *product(CODE_ROLES, ("paper-sunk",)), ("ink", "highlight")]
    assert {
        pair: contrast(theme[pair[0]], theme[pair[1]])
        for pair in pairs
        if contrast(theme[pair[0]], theme[pair[1]]) < 4.5
    } == {}


def test_every_colour_of_the_page_has_its_value_in_both_themes() -> None:
    roles = CSS[CSS.index(":root {") : CSS.index("/* What a reader chose")]
    assert re.findall(r"--[a-z-]+: #[0-9a-f]+;", roles) == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"url\((?!\"fonts/)|@import|https?:", CSS)


def test_every_property_that_is_used_is_set() -> None:
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS)) <= set(re.findall(r"--([a-z0-9-]+):", CSS))


def test_every_class_of_the_templates_is_styled_or_named_here_as_a_handle_for_sites() -> None:
    handles = {
        "page",
        "page-article",
        "page-home",
        "page-line",
        "site-note",
        "as-cards",
        "previous",
        "menu-button",
        "list-tools",
        "list-field",
        "list-told",
        "search-here",
        "search-word",
    }
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.jinja"))
    names = " ".join(re.findall(r'class="([^"{]+)"', templates)).split()
    assert {name for name in names if f".{name}" not in CSS + MAP_CSS} - handles == set()


@pytest.mark.parametrize(("paper", "column"), [(LIGHT["paper"], 1), (DARK["paper"], 2)], ids=["light", "dark"])
def test_the_colours_of_communities_are_seen_against_the_page(paper: str, column: int) -> None:
    hues = re.findall(r"--(hue-\d): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", MAP_CSS)
    assert len(hues) == 8
    assert {hue[0]: contrast(hue[column], paper) for hue in hues if contrast(hue[column], paper) < 3} == {}
