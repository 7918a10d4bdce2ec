"""The parser that asks few rules reads what the one that asks every rule everywhere reads."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from rlnotes.model.dialect import Dialect
from rlnotes.parse.body import ParseOptions, parse_body
from rlnotes.parse.markdown import markdown_parser, parser_for
from rlnotes.parse.places import Stamp

WORDS = [
    "a",
    "word",
    "two words",
    "中文",
    "é",
    "²",
    "x1",
    "1",
    "www.e.org",
    "https://e.org/a_b",
    "a@b.org",
    ",",
    ".",
    " ",
]
MARKS = ["*", "**", "_", "__", "***", "==", "===", "~~", "`", "``", "%%", "$", "$$", "\\", "\\(", "\\)", "\\[", "\\]"]
BRACKETS = ["[", "]", "(", ")", "![", "[[", "]]", "![[", "^[", "[^1]", "](u.md)", "[@k]", "[@k, p. 3; @l]", "|", "{#i}"]
SPANS = [
    "*a*",
    "**a b**",
    "_a_",
    "__a__",
    "(*a*)",
    " *a* ",
    "[[a]]",
    "[[a|b]]",
    "[[a|*b*]]",
    "![[a]]",
    "[a](b.md)",
    "[a b](https://E.org/x%20y?z)",
    "[a](b)](c)",
    "[www.e.org](a.md)",
    "`c`",
]
OTHERS = [
    "@k",
    "-@k",
    "#tag",
    "#1",
    "&amp;",
    "&",
    "<b>",
    "</b>",
    "<a href='x'>",
    "</a>",
    "<https://e.org>",
    "<!--",
    "-->",
    "<!-- rlnotes: ignore a -->",
    "%% rlnotes: ignore b %%",
    "<!--rlnotes:",
]
LINES = [
    "|",
    "|-|",
    "|-|-|",
    ":-:|-",
    "a | b",
    "---",
    "===",
    "--",
    "-",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "7) ",
    "> ",
    ">",
    "# ",
]
LINES += [
    ": ",
    "~ ",
    ":",
    "```",
    "~~~",
    "    ",
    "\t",
    "<div>",
    "</div>",
    "[a]: b",
    "[^1]: ",
    "%%",
    "$$",
    "\\[",
    "## a",
    " ^b",
]
LINES += ["> [!note] ", "- [ ] ", "- [x] ", "  ", " "]
PIECES = st.sampled_from([*WORDS, *MARKS, *BRACKETS, *SPANS, *OTHERS])
STARTS = st.lists(st.sampled_from(LINES), max_size=3).map("".join)
LINE = st.tuples(STARTS, st.lists(PIECES, max_size=6).map("".join)).map("".join)
SPACED_LINE = st.tuples(STARTS, st.lists(PIECES, max_size=6).map(" ".join)).map("".join)
TEXTS = st.lists(st.one_of(LINE, SPACED_LINE, st.just("")), max_size=8).map("\n".join)


@settings(max_examples=600, deadline=2000)
@given(text=TEXTS)
@example("a\n: b")
@example("c\n\n  ~ d")
@example("> a\n>: b\n> : c")
@example("- | a | b |\n  |---|---|")
@example("> a | b\n> :-:|-")
@example("> a\n> =")
@example("- b\n  -")
@example("x *y **b** z* _a_, **(*a*)** *a*b *a * b*")
@example("[*a* **b**](c.md) [[n|*a*]] ![*a*](b.png)")
def test_asking_few_rules_reads_the_same(text: str) -> None:
    assert read(parser_for(text), text) == read(markdown_parser(), text)


IN_DIALECTS = st.lists(
    st.sampled_from(
        [
            *("!!! note", '    !!! tip "a *b*"', "??? note", "    text", "> !!! a", ">     b", "- c"),
            *(":::{note}", "```{tip} t", ":::", "```", ":open:", "  :::{figure} a.png", "```{code} python", "x = $a$"),
            *("{: .a}", "{:toc}", "  {: #b}", "# c", "*a*{: .b}", "[a](b){:x}", "$$", "$$a$$ $5 $6", "\\\\(a\\\\)", ""),
            *(
                '=== "A"',
                '    === "b *c*"',
                "===",
                "![a](b.png){ width=3 .x }",
                "**a**{#i}",
                "# c { .d }",
                "_a *b*{:.x}_{:.y}",
            ),
            *("(a)=", "  (b)=", "{ref}`a`", "{cite:t}`a,b` {cite}`c`", "{sub}`x`{:.y}", "{math}`$a$", ":name: n"),
        ]
    ),
    max_size=9,
).map("\n".join)


@settings(max_examples=300, deadline=2000)
@given(text=IN_DIALECTS)
def test_so_it_does_in_dialects(text: str) -> None:
    dialects = tuple(Dialect)
    assert read(parser_for(text, dialects), text) == read(markdown_parser(dialects), text)


@settings(max_examples=300, deadline=2000)
@given(text=IN_DIALECTS, dialects=st.sets(st.sampled_from(Dialect)))
def test_any_text_can_be_read_in_dialects(text: str, dialects: set[Dialect]) -> None:
    body = parse_body("a.md", text, 1, 0, ParseOptions(dialects=tuple(sorted(dialects))))
    assert all(found.span.line <= text.count("\n") + 1 for found in body.diagnostics)


def read(md: MarkdownIt, text: str) -> tuple[list[Any], list[Any]]:
    env: dict[str, Any] = {}
    tokens = [facts_of(token) for token in md.parse(text, env)]
    said = [(one.at[1:], one.first, one.end) for one in env.get("said", ())]
    return tokens, [env.get("references"), env.get("footnotes", {}).get("refs"), said]


def facts_of(token: Token) -> dict[str, Any]:
    """All that a token says; an empty text, which emphasis leaves behind, says nothing."""
    facts = dict(token.as_dict(children=False, meta_serializer=plain_meta))
    if token.tag in {"em", "strong"}:
        del facts["meta"]  # nobody asks where emphasis stands
    facts["children"] = [facts_of(child) for child in token.children or () if child.type != "text" or child.content]
    return facts


def plain_meta(meta: dict[Any, Any]) -> dict[Any, Any]:
    """The meta of a token, with places as numbers, without what only a callout's end says."""
    return {name: value[1:] if isinstance(value, Stamp) else value for name, value in meta.items() if name != "fold"}
