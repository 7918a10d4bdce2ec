"""`docs/templates.md` names every template, view, block, macro and filter there is, and none besides."""

from __future__ import annotations

import re

import pytest
from rendering import DEFAULT, ROOT
from sample_views import RICH

from rlnotes.render.words import filters_of
from rlnotes.words.table import ENGLISH

DOCS = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
ROWS = {row.split("`")[1]: row for row in DOCS.splitlines() if re.match(r"\| `[\w/]+\.\w+\.jinja`", row)}


def test_every_template_has_its_row_and_every_row_its_template() -> None:
    assert ROWS.keys() == DEFAULT.keys()


@pytest.mark.parametrize("name", sorted(RICH))
def test_the_row_of_a_template_names_its_view(name: str) -> None:
    assert f"`{type(RICH[name]).__name__}`" in ROWS[name]


@pytest.mark.parametrize("name", sorted(DEFAULT))
def test_the_row_of_a_template_names_what_it_extends_and_the_blocks_and_macros_it_adds(name: str) -> None:
    base = re.search(r'{% extends "(\w+)\.html\.jinja" %}', DEFAULT[name])
    if base and name in RICH:
        assert f"| {base[1]} |" in ROWS[name]
    added = [*(set(_blocks(name)) - set(_inherited(name))), *re.findall(r"{% macro (\w+)", DEFAULT[name])]
    assert [part for part in added if f"`{part}`" not in ROWS[name]] == []


def test_every_filter_is_explained() -> None:
    for name in filters_of(ENGLISH):
        assert f"| {name}" in DOCS.replace("\\|", "|")


def _blocks(name: str) -> list[str]:
    return re.findall(r"{% block (\w+)", DEFAULT[name])


def _inherited(name: str) -> list[str]:
    base = re.search(r'{% extends "([\w.]+)" %}', DEFAULT[name])
    return [*_blocks(base[1]), *_inherited(base[1])] if base else []
