"""HTML as plain Markdown: element by element, and that any text means nothing but itself."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rlnotes.pages.markdown.converter import markdown_of
from rlnotes.pages.markdown.text import escaped_text, paragraph

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])

CASE = re.compile(r"\n## ([^\n]+)\n\n`{6}html\n(.*?)\n`{6}\n\n`{6}markdown\n(.*?)\n`{6}\n", re.DOTALL)


def cases() -> dict[str, tuple[str, str]]:
    """The cases of the document beside this file by title, which has nothing else below its first paragraph."""
    document = (Path(__file__).parent / "html_to_markdown.md").read_text(encoding="utf-8")
    assert CASE.sub("", document).count("\n") == 3, "a case that can't be read"
    return {title: (html, markdown) for title, html, markdown in CASE.findall(document)}


CASES = cases()


@pytest.mark.parametrize("name", CASES)
def test_html_becomes_markdown(name: str) -> None:
    html, markdown = CASES[name]
    assert markdown_of(html) == markdown


def test_nothing_becomes_nothing() -> None:
    assert markdown_of("") == ""


def test_elements_in_elements_without_end_are_told_as_their_text() -> None:
    assert markdown_of("<blockquote>" * 5000 + "a" + "</blockquote>" * 5000) == "> " * 20 + "a"
    assert markdown_of("<ul><li>" * 100 + "a") == "- " * 20 + "a"
    assert markdown_of("<b>" * 5000 + "a").count("*") < 1000


def test_no_run_of_anything_takes_long() -> None:
    for run in (" ", "[", "]", "<", "&", "\\", "*", "\n ", "<br> ", "<b ", "<a b=", "`", "[a]", "-"):
        markdown_of(f"<p>a{run * 20_000}b</p>")


def _text(html: str) -> list[str]:
    return "".join(html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)[0].itertext()).split()


CHARACTERS = st.sampled_from([*"\\`*_[]<>&$~!#-+=|1.():\n \t^ab\"'é中", "&lt;", "[a]", "](b)", "http://a.b"])


@given(st.lists(CHARACTERS, max_size=30).map("".join))
def test_any_text_means_nothing_but_itself(text: str) -> None:
    rendered = COMMONMARK.render(paragraph(escaped_text(text)))
    assert not text.strip() or _text(rendered) == text.split()
    assert re.fullmatch(r"(?:<p>[^<>]*</p>\n)?", rendered), rendered


NAMES = ("p", "ul", "li", "em", "a", "pre", "code", "table", "tr", "td", "blockquote", "math", "h2", "div", "dd")
TAGS = st.sampled_from(
    [
        *(f"<{name}>" for name in NAMES),
        *(f"</{name}>" for name in NAMES),
        "<br>",
        "<hr>",
        "<img>",
        "<!--",
        "<",
        "a",
        "b",
    ]
)


@given(st.lists(TAGS, max_size=25).map("".join))
def test_any_tags_become_some_markdown(html: str) -> None:
    assert markdown_of(html).strip("\n") == markdown_of(html)
