"""Dialects under odd texts: whatever a note holds, it is parsed, and what is hidden stays hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rlnotes.model.dialect import Dialect
from rlnotes.model.place import Source
from rlnotes.parse.body import ParsedBody, ParseOptions, parse_body
from rlnotes.parse.note import parse_note

EVERY = ParseOptions(dialects=tuple(Dialect))
PIECES = st.sampled_from(
    [
        "{:.x}",
        "{: #i}",
        "[",
        "](y)",
        "![i](a.png)",
        "`c`",
        "*a*",
        "$$",
        "\n",
        "\n\n",
        ":::{figure} a\n",
        ":::\n",
        "```{note}\n",
        "```\n",
        "!!! note\n",
        "    ",
        "> ",
        "- ",
        "{:toc}",
        "\\\\(",
        "text ",
        ":alt: x\n",
        "??? tip\n",
        '=== "T"\n',
        "{ .y #z }",
        "**b**",
        "==",
        "{:.x #i width=3}",
        "(a)=\n",
        ":name: a\n",
        "# a\n",
        "{ref}`a`",
        "{cite:t}`a,b`",
        "{sub}`",
        "{math}",
        "<b>",
        "</b>",
    ]
)


def parsed(text: str) -> ParsedBody:
    return parse_body("a.md", text, 1, 0, EVERY)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_parsed_in_every_dialect(text: str) -> None:
    parsed(text)


@pytest.mark.parametrize("text", ["[a `b`{:.x} c](y)", '[![img](a.png){:width="3"}](link)', "[*a*{:.x} c](y)"])
def test_attributes_may_stand_inside_of_a_link(text: str) -> None:
    assert "{:" not in parsed(text).html


@pytest.mark.parametrize("text", [":::{figure} a\n", ":::{note}\n", "```{note}\n", "!!! note\n    "])
def test_depth_has_an_end(text: str) -> None:
    parsed(text * 400)


def test_references_do_not_make_a_text_very_much_longer() -> None:
    html = parsed(f"(a)=\n# {'x' * 50_000}\n\n" + "{ref}`a` " * 5_000).html
    assert len(html) < 500_000
    assert html.count("xx\ufdd0l") == 3


@pytest.mark.parametrize("value", ["true", "true  # yes", "true\ntitle = 'x'"])
def test_a_toml_draft_is_one_whatever_a_text_before_it_says(value: str) -> None:
    text = f'+++\ndescription = """\ndraft = false\n"""\ndraft = {value}\n+++\n'
    assert parse_note(Source("a.md", text), EVERY).note.front.is_draft


def test_a_toml_value_is_what_toml_says_it_is() -> None:
    text = (
        '+++\ndescription = """\nweight = 1\ndate = 1999-01-01\n"""\nweight = 0x1_0\ndate = 2026-05-03T10:00:00Z\n+++\n'
    )
    front = parse_note(Source("a.md", text), EVERY).note.front
    assert (front.weight, str(front.date)) == (16, "2026-05-03")
