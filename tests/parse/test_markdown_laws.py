"""What holds for any text whatever."""

import re
import time

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rlnotes.model.diagnostic import Diagnostic
from rlnotes.model.holes import CLOSE, OPEN, filled, without_holes
from rlnotes.model.link import Citation, ExternalLink, Link
from rlnotes.model.note import Heading
from rlnotes.model.place import Span
from rlnotes.parse.body import ParsedBody, ParseOptions, parse_body
from rlnotes.parse.reading import plain_lines

PIECES = st.sampled_from(
    [
        "[[a]]",
        "[[a|b]]",
        "![[a]]",
        "![[p.png|3]]",
        "[t](u.md#f)",
        "![i](p.png)",
        "@k",
        "[@k,p.3]",
        "[^1]",
        "^[n]",
        "\n[^1]:x",
        "==",
        "%%",
        "$",
        "$x$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "`c`",
        "```",
        "\n> [!note]-",
        "\n- [ ] ",
        "\n- ",
        "\n\n",
        "\n",
        "| ",
        "|-|-|",
        "# ",
        "#t",
        "\n## ",
        "{#i}",
        " ^b",
        '<a href="x.md">',
        "</a>",
        "<b>",
        "<!--",
        "-->",
        "<!-- rlnotes: ignore a -->",
        "\n<!-- rlnotes: ignore a -->\n",
        "%% rlnotes: ignore b %%",
        "%% rlnotes:",
        "<script>",
        "<div>",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "https://e.org",
        "www.e.org",
        "a@b.org",
        "javascript:x",
        "\t",
        "\\",
        "&",
        "&#xfdd0;L0&#xfdd1;",
        "\ufdd0L0\ufdd1",
        "\r",
        "\x00",
        " ",
        "中文",
        "é",
        ":",
        "\n: ",
        "!",
        "-",
        "@",
        ";",
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=30).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)
OPTIONS = st.builds(ParseOptions, html_is_trusted=st.booleans())
HOLE = re.compile(f"{OPEN}([A-Za-z])([0-9]+){CLOSE}")


def parsed(text: str, options: ParseOptions = ParseOptions()) -> ParsedBody:  # noqa: B008 - frozen
    return parse_body("n.md", text, 1, 0, options)


@settings(max_examples=300, deadline=2000)
@given(text=TEXTS, options=OPTIONS)
@example(text='<script><a href="x.md"><!--', options=ParseOptions())
def test_every_hole_has_its_fact_and_every_start_its_end(text: str, options: ParseOptions) -> None:
    body = parsed(text, options)
    holes = [(kind, int(number)) for kind, number in HOLE.findall(body.html)]
    sizes = {
        **dict.fromkeys("LlIE", len(body.links)),
        "C": len(body.citations),
        "H": len(body.headings),
        **dict.fromkeys("Mm", len(body.sections)),
        **dict.fromkeys("Bb", len(body.blocks)),
        **dict.fromkeys("Gg", len(body.inline_tags)),
    }
    assert all(number < sizes[kind] for kind, number in holes)
    for kind in "LMBG":
        starts = sorted(number for found, number in holes if found == kind)
        assert starts == sorted(number for found, number in holes if found == kind.lower())
    assert OPEN not in without_holes(body.html)


@settings(max_examples=300, deadline=2000)
@given(text=TEXTS.map(plain_lines))
@example(text="> 1. ## a {#i} <!-- rlnotes: ignore a -->\n>    %% rlnotes: ignore b, a %%")
@example(text="| [[a\\|b]] | <!-- rlnotes: ignore a -->|\n|-|\n| a | %% rlnotes: ignore b %% |")
def test_every_comment_to_rlnotes_stands_where_it_is_said_to_stand(text: str) -> None:
    lines = text.split("\n")
    for ignore in parsed(text).ignores:
        span = ignore.span
        assert lines[span.line - 1].startswith(("<!--", "%%"), span.column - 1)
        assert lines[span.end_line - 1].endswith(("-->", "%%"), 0, span.end_column - 1)
        assert ignore.first_line == span.line <= span.end_line <= ignore.last_line <= len(lines)
        for name, place in ignore.rules:
            assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == name


@settings(max_examples=150, deadline=2000)
@given(text=TEXTS)
def test_every_body_is_html_a_browser_can_read(text: str) -> None:
    html5lib.parseFragment(filled(parsed(text).html, lambda _kind, _number: ""))


@settings(max_examples=150, deadline=2000)
@given(text=TEXTS)
def test_no_script_survives_in_an_untrusted_body(text: str) -> None:
    tree = html5lib.parseFragment(without_holes(parsed(text).html), namespaceHTMLElements=False)
    assert [element.tag for element in tree.iter() if element.tag == "script"] == []


@settings(max_examples=100, deadline=2000)
@given(text=TEXTS.map(lambda text: text.replace("\r", "")))
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str) -> None:
    plain = parsed(text)
    assert parsed(text.replace("\n", "\r\n")) == plain
    assert parsed(text.replace("\n", "\r")) == plain
    assert parsed("\ufeff" + text) == (plain if not text.startswith("\ufeff") else parsed("\ufeff" + text))


@settings(max_examples=200, deadline=2000)
@given(text=TEXTS)
def test_every_place_lies_in_the_text(text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    body = parsed(text)
    facts: tuple[Link | Citation | ExternalLink | Heading | Diagnostic, ...]
    facts = (*body.links, *body.citations, *body.external_links, *body.headings, *body.diagnostics)
    assert all(lies_in(lines, fact.span) for fact in facts)


def lies_in(lines: list[str], span: Span) -> bool:
    is_ordered = (span.line, span.column) <= (span.end_line, span.end_column)
    ends = ((span.line, span.column), (span.end_line, span.end_column))
    return is_ordered and all(
        1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1 for line, column in ends
    )


@given(
    prefix=st.sampled_from(["", "> ", "- ", "1. ", "> - ", "## ", "- [ ] ", "> [!note] ", "| a | ", "[^1]: "]),
    words=st.text("ab *", max_size=9),
)
def test_a_wikilink_is_found_where_it_stands(prefix: str, words: str) -> None:
    line = f"{prefix}x{words} [[goal|it]] y"
    after = "\n|---|---|" if prefix.startswith("|") else "\n\n[^1]"
    column = line.index("[[") + 1
    assert [link.span for link in parsed(line + after).links] == [Span(1, column, 1, column + len("[[goal|it]]"))]


OPENERS = [
    "[",
    "*",
    ">",
    "$",
    "[[",
    "![[",
    "@",
    "==",
    "%%",
    "`",
    "<",
    "<!--",
    "^[",
    "[^",
    "![",
    "\\(",
    "\\[",
    "{",
    "&",
    "#",
    "[@a",
    "[[a|",
    "www.a",
    "http://",
    "a:",
    "|",
    "~",
    "_a",
    "^a",
    "[a](",
    "x",
    "a ",
    "[[a]] ",
    "\\[\n",
    "$$\n",
    "<!-- rlnotes: ignore a -->",
    "<!-- rlnotes: ignore a -->\n",
    "a %% rlnotes: ignore a %%\n",
    "<!-- rlnotes: ",
    "^a <!-- rlnotes: ",
    "{a} <!-- rlnotes: -->",
]


@pytest.mark.parametrize("opener", OPENERS)
def test_a_run_of_one_opener_is_read_in_linear_time(opener: str) -> None:
    start = time.process_time()
    parsed(opener * (20_000 // len(opener)))
    assert time.process_time() - start < 1.5


def test_a_list_of_two_hundred_levels_is_reported_where_reading_ends() -> None:
    body = parsed("".join("  " * level + "- a\n" for level in range(200)))
    assert [(found.rule, found.span.line) for found in body.diagnostics] == [("nesting-too-deep", 50)]


def test_brackets_nested_past_reason_are_text() -> None:
    body = parsed("[" * 300 + "a" + "](u.md)" * 300 + " ] [b](v.md)")
    assert [link.target for link in body.links] == ["u.md", "v.md"]


def test_pictures_nested_in_pictures_end_somewhere() -> None:
    assert parsed("![a" * 40 + "](b.png)" * 40).links[0].target == "b.png"


@pytest.mark.parametrize("formula", [r"\hat " * 3000 + "x", "{" * 300 + "}" * 300, "x" * 30_000])
def test_a_formula_too_large_for_a_browser_is_reported(formula: str) -> None:
    assert [found.message for found in parsed(f"${formula}$").diagnostics] == ["the formula is too large"]


def test_a_long_formula_that_nests_little_is_typeset() -> None:
    assert parsed(f"${'x+' * 2000}1$").diagnostics == ()
