"""Notes made to take long: each text repeats what a careless reader of Markdown goes through again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate, count, takewhile
from typing import Final, TypeAlias

from rlnotes.model.dialect import Dialect

Text: TypeAlias = Callable[[int], str]
"""A text of about so many characters."""


def _of(piece: str, before: str = "", after: str = "") -> Text:
    """One piece over and over."""
    return lambda size: before + piece * (size // len(piece)) + after


def _around(opening: str, closing: str, middle: str = "a") -> Text:
    """As many openings as closings, around a middle."""

    def text(size: int) -> str:
        number = size // (len(opening) + len(closing))
        return opening * number + middle + closing * number

    return text


def _numbered(piece: str, before: str = "", after: str = "") -> Text:
    """A piece over and over, each with a number of its own for `@`."""

    def text(size: int) -> str:
        number = size // (len(piece) + 5)
        return before + "".join(piece.replace("@", str(each)) for each in range(number)) + after

    return text


def _growing(character: str, before: str) -> Text:
    """Runs of a character, each one longer than the one before."""

    def text(size: int) -> str:
        lengths = accumulate(count(1))
        runs = sum(1 for _ in takewhile(lambda length: length < size, lengths))
        return "".join(before + character * length for length in range(1, runs + 1))

    return text


def _deep(mark: str, step: str = "  ") -> Text:
    """Blocks in blocks, each further in than the one around it."""

    def text(size: int) -> str:
        return "".join(f"{step * level}{mark}a\n" for level in range(int((2 * size / len(step)) ** 0.5)))

    return text


def _table(size: int) -> str:
    """A table as wide as it is high."""
    columns = int((size / 4) ** 0.5)
    rows = ["|" + " a |" * columns for _ in range(columns)]
    return "\n".join((rows[0], "|" + " - |" * columns, *rows[1:])) + "\n"


def _wide_table(size: int) -> str:
    """A table of one row, and very many columns."""
    columns = size // 5
    return f"{'a|' * columns}\n{'-|' * columns}\n{'b' * columns}\n"


def _ragged_table(size: int) -> str:
    """Very many rows of one cell below a row of very many: a cell is made for each that is not there."""
    columns = size // 8
    return f"{'a|' * columns}\n{'-|' * columns}\n" + "b\n" * (size // 8)


def _references(size: int) -> str:
    """Definitions of links, and as many uses."""
    number = size // 24
    return "".join(f"[a{n}]: /u{n}\n" for n in range(number)) + "\n" + "".join(f"[a{n}] " for n in range(number))


def _expansions(size: int) -> str:
    """One long address, used very often."""
    return f"[a]: /{'x' * (size // 2)}\n\n" + "[a] " * (size // 8)


def _front(text: Text) -> Text:
    """A text in front matter."""
    return lambda size: f"---\n{text(size)}\n---\nText.\n"


MARKDOWN: Final[Mapping[str, Text]] = {
    "strong in emphasis": _around("*a **a ", "b** b*", " b "),
    "emphasis closed only": _of("a_ "),
    "emphasis opened only": _of("_a "),
    "strong opened only": _of("**a "),
    "emphasis of two marks, closed only": _of("a*_ "),
    "emphasis of two marks, opened only": _of("*a_ "),
    "emphasis of odd lengths": _of("***a**b*"),
    "emphasis that threes forbid": _of("a**b", after="c* "),
    "marks of emphasis alone": _of("*"),
    "emphasis and links, unclosed": _of("*a [b "),
    "emphasis that closes inside links": _of("[a *b](c) d* "),
    "emphasis in a word": _of("*_* "),
    "links opened only": _of("[a"),
    "links closed only": _of("a](b) "),
    "links in links": _around("[", "](a)"),
    "brackets in brackets": _around("[", "]"),
    "brackets around text": _of("[a]"),
    "brackets escaped": _of("\\["),
    "pictures in pictures": _around("![", "](a)"),
    "pictures opened only": _of("![a"),
    "pictures and links, unclosed": _of("![[](a)"),
    "destinations unclosed": _of("[a](b"),
    "destinations of angles, unclosed": _of("[a](<b"),
    "destinations of parentheses": _around("(", ")", "[a](x)"),
    "destinations that open parentheses": _of("(", "[a]("),
    "titles unclosed": _of('[a](b "c'),
    "titles of backslashes": _of('[a](b "\\"'),
    "references": _references,
    "references to one long address": _expansions,
    "references never defined": _of("[a][b] "),
    "references in references": _of("[a]: b\n[a\n"),
    "definitions with titles, unclosed": _of("[a]: b '\n"),
    "definitions without end": _of("\n[a]: b (c", "[a]: b (c"),
    "labels of brackets": _of("\\[", "[", "]: b"),
    "quotes in quotes": _of("> "),
    "quotes that end": _of("> a\n\n"),
    "quotes that grow": _growing(">", "\n"),
    "quotes and lists": _of("> - "),
    "lists in lists": _deep("- "),
    "lists in lists, on one line": _of("- "),
    "lists of numbers": _of("1. "),
    "lists of numbers in lists": _deep("1. ", "   "),
    "lists of two marks": _of("* a\n- b\n"),
    "lists with lines between": _of("- a\n\n"),
    "lists that indent and return": _of("- a\n  - b\n    - c\n"),
    "items without text": _of("*\n"),
    "tasks": _of("- [ ] a\n"),
    "meanings": _of("a\n: b\n\n"),
    "meanings in meanings": _of(": "),
    "headings": _of("# a\n"),
    "headings of hashes": _of("#"),
    "headings with closing hashes": _of(" #", "# a", " b"),
    "headings underlined": _of("a\n-\n"),
    "headings of one name and another's number": _numbered("# a\n# a-@\n"),
    "headings with ids": _numbered("# a {#i@}\n"),
    "headings with attributes, unclosed": _of("{#a ", "# "),
    "rules": _of("* * *\n"),
    "rules that are none": _of("* ", after="a"),
    "backticks of growing length": _growing("`", "e"),
    "backticks alone": _of("`"),
    "backticks, unclosed": _of("`a``b"),
    "fences opened only": _of("```\n~~~\n"),
    "fences with long languages": _of("a", "```", "\n"),
    "code indented": _of("    a\n\n"),
    "comments unclosed": _of("<!-- a "),
    "comments of dashes": _of("-", "a <!-", "a"),
    "instructions unclosed": _of("a <?"),
    "declarations unclosed": _of("a <!A "),
    "character data, unclosed": _of("a <![CDATA["),
    "character data of brackets": _of("]", "<![CDATA["),
    "tags": _of("<b>"),
    "tags unclosed": _of("<b"),
    "tags with many attributes": _of(" a=b", "x <b", ">"),
    "tags with attributes, unclosed": _of("<b a='"),
    "tags of spaces": _of(" ", "x <b", "y"),
    "tags in tags": _around("<div>", "</div>"),
    "tags that are not closed in order": _of("<b><i></b>"),
    "tables in tags": _of("<table>"),
    "blocks of HTML": _of("<div>\n\n"),
    "scripts unclosed": _of("<script>\n"),
    "scripts unclosed in a line": _of("a <script>"),
    "autolinks unclosed": _of("<a:"),
    "addresses": _of("https://a.b/c "),
    "addresses of parentheses": _of("(", "https://a.b/"),
    "addresses that close more than they open": _of(")", "https://a.b/c"),
    "addresses of full stops": _of(".", "https://a.b/c"),
    "addresses that end in entities": _of("&a;", "https://a.b/c"),
    "addresses of dots": _of("www."),
    "addresses of mail": _of("a@b."),
    "addresses of mail, half": _of("a@"),
    "addresses of mail, without a host": _of("a.b-c_d+"),
    "addresses of underscores": _of("_", "https://a.b/c", "*"),
    "schemes": _of("http://"),
    "colons": _of("a:"),
    "entities": _of("&amp;"),
    "entities unclosed": _of("&#x"),
    "entities that are none": _of("&a"),
    "backslashes": _of("\\"),
    "lines broken": _of("a  \n"),
    "lines of spaces": _of(" ", "a", "b"),
    "empty lines": _of("\n"),
    "tabs": _of("\t", "a", "b"),
    "no-break spaces": _of("\u00a0", "a", "b"),
    "carriage returns": _of("\r"),
    "NUL": _of("\0"),
    "one word": _of("a"),
    "words": _of("abc de "),
    "strikethrough closed only": _of("a~~ "),
    "strikethrough opened only": _of("~~a "),
    "strikethrough in strikethrough": _around("~~a ", " b~~"),
    "tildes": _of("~"),
    "tables": _table,
    "tables of one row": _wide_table,
    "tables with rows too short": _ragged_table,
    "tables unfinished": _of("|", "a", "\n-"),
    "tables that start again": _of("a|b\n-|-\n"),
    "tables of escaped bars": _of("\\|", "|a|\n|-|\n|", "|"),
    "cells with links": _of("|[[a\\|b]]", "|a" * 50 + "\n" + "|-" * 50 + "\n"),
    "footnotes": _numbered("[^a@]", after="\n\n"),
    "footnotes defined": lambda size: _numbered("[^@] ")(size // 2) + _numbered("\n\n[^@]: b")(size // 2),
    "footnotes used often": _of("[^a] ", after="\n\n[^a]: b\n"),
    "footnotes unclosed": _of("[^a"),
    "footnotes in a line, unclosed": _of("^[a "),
    "footnotes in footnotes": _around("^[", "]"),
    "footnotes that name each other": _numbered("[^@]: [^1@]\n\n", "[^1]\n\n"),
    "footnotes of one name": _of("[^a]: b\n\n", "[^a]\n\n"),
}
"""What any reader of Markdown has to be quick about."""

OURS: Final[Mapping[str, Text]] = {
    "wikilinks": _of("[[a]] "),
    "wikilinks to many": _numbered("[[a@]] "),
    "wikilinks opened only": _of("[[a"),
    "wikilinks with bars": _of("|a", "[[", "]]"),
    "wikilinks with headings": _of("#a", "[[", "]]"),
    "wikilinks in brackets": _around("[[", "]]"),
    "wikilinks that close early": _of("[[a]"),
    "embeds": _of("![[a]]\n\n"),
    "embeds opened only": _of("![[a"),
    "citations": _of("[@a, p. 3] "),
    "citations of many": _of("@a; ", "[", "@b]"),
    "citations unclosed": _of("[@a; "),
    "citations with long locators": _of("1, ", "[@a, p. ", "]"),
    "citations in the text": _of("@a "),
    "signs of citation": _of("@"),
    "callouts": _of("> [!note] a\n> b\n\n"),
    "callouts in callouts": _growing(">", "\n> [!a]\n"),
    "callouts on one line": _of("> [!note]- "),
    "formulas": _of("$a$ "),
    "formulas, unclosed": _of("$a "),
    "formulas set apart, unclosed": _of("$$\na\n"),
    "formulas of parentheses, unclosed": _of("\\(a "),
    "formulas of brackets, unclosed": _of("\\[a\n"),
    "formulas of braces": _around("{", "}", "a"),
    "formula of braces": lambda size: f"${_around('{', '}')(size)}$",
    "formula of fractions": lambda size: f"${_of(chr(92) + 'frac{a}')(size)}$",
    "formulas in a table": _of("|$a$", "|a\n|-\n"),
    "comments of ours": _of("%%a%% "),
    "comments of ours, unclosed": _of("%% a "),
    "comments of ours, on lines of their own": _of("%%\na\n"),
    "comments that ignore": _of("<!-- rlnotes: ignore a -->\n"),
    "comments that ignore, in a line": _of("a <!-- rlnotes: ignore broken-link --> "),
    "comments that ignore much": _of(" a,", "%% rlnotes: ignore", "%%"),
    "comments that ignore, unclosed": _of("<!-- rlnotes: ignore a "),
    "names of blocks": _numbered("a ^b@\n\n"),
    "names of blocks, in one line": _of("^a "),
    "names of blocks, all the same": _of("a ^b\n\n"),
    "tags of ours": _of("#a "),
    "tags of ours, deep": _of("/a", "#a"),
    "tags of ours, many": _numbered("#a@ "),
    "highlights": _of("==a== "),
    "highlights, opened only": _of("==a "),
    "signs of equality": _of("="),
    "images": _of("![a](b.png) "),
    "images in HTML": _of('<img src="a.png" alt="b">'),
    "links in HTML": _of('<a href="a.md">b</a> '),
    "links in HTML, unclosed": _of('<a href="a.md">b '),
    "ids in HTML": _numbered('<b id="a@">c</b>'),
    "languages nobody knows": _numbered("```l@\na\n```\n"),
    "one line of code": _of("a = 'b' + (", "```python\n", "\n```\n"),
    "strings unclosed in code": _of("'a\n", "```python\n", "\n```\n"),
    "brackets in code": _of("{[(", "```javascript\n", "\n```\n"),
}
"""What is ours alone."""

FRONT_MATTER: Final[Mapping[str, Text]] = {
    "aliases": _front(_numbered("- a@\n", "aliases:\n")),
    "aliases on one line": _front(_numbered("a@, ", "aliases: [", "z]")),
    "tags in front matter": _front(_numbered("- t@\n", "tags:\n")),
    "keys": _front(_numbered("k@: v\n")),
    "one key": _front(_of("k: v\n")),
    "lists in front matter, unclosed": _front(_of("[", "a: ")),
    "mappings in front matter": _front(_around("{a: ", "}")),
    "dashes": _front(_of("- ")),
    "quotes, unclosed": _front(_of("a", "t: '")),
    "links in front matter": _front(_numbered('- "[[a@]]"\n', "related:\n")),
    "links in one value": _front(_of("[[a]] ", "related: '", "'")),
    "a long title": _front(_of("a<b>", "title: '", "'")),
    "a citation of tags": _front(_of("<a", "citation: '", "'")),
    "comments in front matter": _front(_of("# rlnotes: ignore a\n", "title: a\n")),
    "front matter, unclosed": _of("a: b\n", "---\n"),
    "front matter of rules": _of("---\n"),
    "sections": _front(_numbered("- {title: s@, notes: [a]}\n", "sections:\n")),
}
"""What stands in front matter."""

IN_DIALECTS: Final[Mapping[Dialect, Mapping[str, Text]]] = {
    Dialect.ADMONITIONS: {
        "admonitions": _of("!!! note\n    a\n"),
        "admonitions without text": _of("!!! note\n"),
        "admonitions in admonitions": _deep("!!! note ", "    "),
        "admonitions of many classes": _of(" a", "!!! note", "\n"),
        "admonitions with titles, unclosed": _of(' "a', "!!! note", "\n"),
        "admonitions before empty lines": _of("\n", "!!! note\n", "a"),
        "tabs": _of('=== "a"\n    b\n'),
        "tabs without text": _of('=== "a"\n\n'),
        "tabs in tabs": _deep('=== "a"\n', "    "),
        "tabs in tabs, and words": _deep('=== "a"\n\n', "    "),
        "tabs with titles, unclosed": _of('=== "a\n'),
        "tabs that end in text": _of('=== "a"\n\n\nb\n'),
        "lists of attributes": _of("*a*{ .b } "),
        "lists of attributes, unclosed": _of("*a*{ .b "),
        "lists of many attributes": _of(".b ", "*a*{ ", "}"),
        "lists of attributes behind pictures": _of("![a](b.png){ width=3 }"),
    },
    Dialect.KRAMDOWN: {
        "attributes of blocks": _of("a\n{: .b}\n\n"),
        "attributes above blocks": _of("{: .b}\n"),
        "attributes of one block": _of("{: .b}\n", "a\n"),
        "attributes of lists": _of("- a\n{: .b}\n"),
        "attributes of spans": _of("*a*{: .b}"),
        "attributes of spans in spans": _around("*(", ")*{: .b}", "a"),
        "attributes of spans, unclosed": _of("*a*{: .b"),
        "attributes of spans behind text": _of("){:a}"),
        "attributes of links": _of("[a](b){:.c} "),
        "attributes of one span": _of(" .b", "*a*{:", "}"),
        "ids of spans": _numbered("*a*{:#i@} "),
        "ids of spans, all the same": _of("*a*{:#i} "),
        "widths of pictures": _of('![a](b.png){: width="50%"} '),
        "widths, unclosed": _of(' width="', "![a](b.png){:", "}"),
        "contents": _of("* a\n{:toc}\n\n"),
        "formulas of kramdown": _of("$$a$$ "),
        "formulas of kramdown, unclosed": _of("\\\\(a "),
        "formulas of kramdown on lines": _of("\\\\[\n"),
    },
    Dialect.MYST: {
        "directives": _of(":::{note}\na\n:::\n"),
        "directives unclosed": _of(":::{note}\n"),
        "directives of backticks, unclosed": _of("```{note}\n"),
        "directives of tildes in backticks": _of("```{note}\n~~~{tip}\n"),
        "directives of many colons": _growing(":", "\n{a}\n"),
        "directives that mean nothing": _of(":::{a}\n:::\n"),
        "directives in quotes": _of("> :::{note}\n"),
        "options": _of(":a: b\n", ":::{note}\n"),
        "options with names": _numbered(":name: a@\n", ":::{note}\n"),
        "figures in figures": _of(":::{figure} a.png\n"),
        "labels": _numbered("(a@)=\nb\n\n"),
        "labels of one block": _numbered("(a@)=\n"),
        "labels of one name": _of("(a)=\nb\n\n"),
        "labels of headings": _numbered("(a@)=\n# b\n"),
        "labels unclosed": _of("(a"),
        "labels of names with spaces": _of(" a", "(a", "=\n"),
        "references by role": _of("{ref}`a` "),
        "references by role to a long heading": lambda size: (
            f"(a)=\n# {'b' * (size // 2)}\n\n" + "{ref}`a` " * (size // 18)
        ),
        "references by role, with words": _of("{ref}`a <b>` "),
        "references by role, angles alone": _of("<", "{ref}`", ">`"),
        "roles": _of("{sub}`a`"),
        "roles unclosed": _of("{sub}`"),
        "roles of growing marks": _growing("`", "a{sub}"),
        "roles in links": _of("[{ref}`a"),
        "roles that mean nothing": _of("{a}`b`"),
        "names of roles": _of("{a"),
        "citations by role": _of("{cite}`a,b` "),
        "citation by role, of many": _of("a,", "{cite}`", "b`"),
        "citation by role, in the text, of many": _of("a,", "{cite:t}`", "b`"),
        "references by role, of spaces": _of(" ", "{numref}`a", "b <c>`"),
        "abbreviations": _of("{abbr}`a (b)` "),
        "abbreviations of parentheses": _of(" (", "{abbr}`a", ")`"),
        "abbreviations of spaces": _of(" ", "{abbr}`a", "b)`"),
    },
}
"""What is read only in a dialect."""

TEXTS: Final[Mapping[str, Text]] = {
    **MARKDOWN,
    **OURS,
    **FRONT_MATTER,
    **{name: text for texts in IN_DIALECTS.values() for name, text in texts.items()},
}

DIALECTS: Final[Mapping[str, tuple[Dialect, ...]]] = {
    name: (dialect,) for dialect, texts in IN_DIALECTS.items() for name in texts
}
"""The dialects in which a text is read, where it has any."""

_FRONT: Final = "---\nlayout: post\n---\n"
_FOREIGN: Final = (
    "{{ ",
    "{% raw %}",
    "{% comment %}",
    "{% highlight %}",
    "$$",
    "\\\\( ",
    "`a``",
    "{: .x",
    "{{ x }}",
    "](_",
)
IMPORTED: Final[Mapping[str, Text]] = {
    f"imported: {piece.strip()!r}": _of(piece, _FRONT) for piece in (*_FOREIGN, "](_", "x\n{: .notice}\n", "x\n\n")
}
"""Pages of Jekyll, to be imported."""
