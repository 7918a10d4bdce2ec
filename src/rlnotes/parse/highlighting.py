"""Fenced code with its tokens marked up at build time; the language is never guessed."""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

if TYPE_CHECKING:
    from pygments.formatters import HtmlFormatter
    from pygments.lexer import Lexer

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
_SHORT = 4_000  # characters; blocks up to here are remembered, as collections repeat them


def code_language(info: str) -> str:
    """The language word of a fence's info string, "" without one: `{.python}`, `Python title="x"` are python."""
    words = unescapeAll(info).replace("{", " ").replace("}", " ").split(maxsplit=1)
    return words[0].removeprefix(".").lower() if words and "=" not in words[0] else ""


def is_known_language(language: str) -> bool:
    """Whether `language` has a highlighter or is meant to be plain."""
    return language in PLAIN_LANGUAGES or _lexer(language) is not None


def highlighted_code(code: str, language: str) -> str:
    """`code` as HTML, with class-based spans when the language has a highlighter."""
    if not language or language in PLAIN_LANGUAGES or len(code) > _TOO_LONG:
        return escape(code)
    return _repeated(code, language) if len(code) <= _SHORT else _marked_up(code, language)


@functools.lru_cache(maxsize=512)
def _repeated(code: str, language: str) -> str:
    return _marked_up(code, language)


def _marked_up(code: str, language: str) -> str:
    from pygments import highlight  # noqa: PLC0415 - a heavy import that only notes with code pay for

    lexer = _lexer(language)
    return highlight(code, lexer, _formatter()) if lexer else escape(code)


@functools.lru_cache(maxsize=256)  # notes choose the words
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - as in `_marked_up`
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as in `_marked_up`

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@functools.cache
def _formatter() -> HtmlFormatter[str]:
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415 - as in `_marked_up`

    return HtmlFormatter(nowrap=True)
