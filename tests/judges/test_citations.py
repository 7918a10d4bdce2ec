"""Entries and citations are those of citeproc-js, the reference processor of CSL; others are listed with a reason."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from samples import ROOT, TOOLS

from rlnotes.model.place import Source
from rlnotes.model.reference import Reference
from rlnotes.pages.csl.processor import Cited, Mention, Style, citation_html, reference_html
from rlnotes.pages.records.csl_json import csl_item
from rlnotes.parse.bibliography import parse_bibliography

HERE = Path(__file__).parent
STYLES = {
    "apa": ROOT / "src" / "rlnotes" / "styles" / "apa.csl",
    "ieee": ROOT / "src" / "rlnotes" / "styles" / "ieee.csl",
    "nature": HERE / "styles" / "nature.csl",
}
LOCATOR = "3-5"
_FRAME = re.compile(r'<div class="csl-left-margin">.*?</div>|</?(?:a|div|span)\b[^>]*>', re.DOTALL)


@cache
def sample() -> tuple[Reference, ...]:
    """The sources of the sample."""
    text = (ROOT / "notes" / "sources.bib").read_text(encoding="utf-8")
    return parse_bibliography(Source("sources.bib", text)).references


def explained() -> list[dict[str, Any]]:
    """The reasons for which entries differ, with the keys of those that do by style."""
    text = (HERE / "citations_apart.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text).values())


def words_of(markup: str) -> str:
    """What readers see of an entry or citation, italics included, without its links and its number."""
    return " ".join(html.unescape(_FRAME.sub("", markup)).split())


def as_ours(style: Style) -> dict[str, list[str]]:
    return {reference.key: [words_of(each) for each in _ours(style, Cited(reference))] for reference in sample()}


def _ours(style: Style, cited: Cited) -> tuple[str, str]:
    mention = Mention(cited, "#", locator=LOCATOR, locator_label="page")
    return reference_html(style, cited), citation_html(style, (mention,))


def as_theirs(style: Style) -> dict[str, list[str]]:
    locale = (resources.files("citeproc") / "data" / "locales" / "locales-en-US.xml").read_text("utf-8")
    items = [{"id": reference.key, **csl_item(reference)} for reference in sample()]
    node = shutil.which("node")
    assert node
    done = subprocess.run(
        [node, HERE / "citeproc.cjs", TOOLS / "citeproc"],
        input=json.dumps({"style": style.xml, "locale": locale, "items": items, "locator": LOCATOR}),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return {told["id"]: [words_of(told["entry"]), words_of(told["citation"])] for told in json.loads(done.stdout)}


@pytest.mark.parametrize("name", STYLES)
def test_the_sample_s_sources_are_cited_as_the_reference_processor_does(name: str) -> None:
    style = Style(STYLES[name].read_text(encoding="utf-8"))
    ours, theirs = as_ours(style), as_theirs(style)
    assert len(ours) == len(theirs) >= 195
    apart = {key for key, told in ours.items() if told != theirs[key]}
    assert apart == {key for reason in explained() for key in reason.get(name, ())}


def test_every_difference_has_its_reason_and_a_style_that_is_compared() -> None:
    for reason in explained():
        assert reason["reason"].strip()
        assert reason.keys() - {"reason"} <= STYLES.keys()
