"""Fenced code with its tokens marked up at build time; the language is never guessed."""

from __future__ import annotations

import functools
from html import escape

from markdown_it.common.utils import unescapeAll
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

PLAIN_LANGUAGES = frozenset(
    {
        "text",
        "txt",
        "plain",
        "plaintext",
        "none",
        "output",
        "log",
        "mermaid",
        "dot",
        "graphviz",
        "ascii",
        "tree",
        "csv",
        "dataview",
        "query",
        "math",
        "tex-math",
    }
)
_TOO_LONG = 100_000  # characters; longer blocks stay plain


def code_language(info: str) -> str:
    """The language word of a fence's info string, "" without one: `{.python}`, `Python title="x"` are python."""
    words = unescapeAll(info).replace("{", " ").replace("}", " ").split(maxsplit=1)
    return words[0].removeprefix(".").lower() if words and "=" not in words[0] else ""


def is_known_language(language: str) -> bool:
    """Whether `language` has a highlighter or is meant to be plain."""
    return language in PLAIN_LANGUAGES or _lexer(language) is not None


def highlighted_code(code: str, language: str) -> str:
    """`code` as HTML, with class-based spans when the language has a highlighter."""
    lexer = _lexer(language) if language and language not in PLAIN_LANGUAGES and len(code) <= _TOO_LONG else None
    return highlight(code, lexer, _formatter()) if lexer else escape(code)


@functools.lru_cache(maxsize=256)  # notes choose the words
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@functools.cache
def _formatter() -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True)
