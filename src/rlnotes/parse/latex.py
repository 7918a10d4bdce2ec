"""LaTeX in bibliographies to plain Unicode text."""

from __future__ import annotations

import logging
import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from rlnotes.model.holes import without_noncharacters

# pylatexenc tells the log what it can't decode; the text is then kept, and there is nothing an author must do.
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())

LONGEST_DECODED: Final = 20_000  # characters; longer text is taken as written

_SPECIAL = re.compile(r"[\\$~%`']|--")
_BARE_PERCENT = re.compile(r"(?<!\\)([%#&])")
_ESCAPED = re.compile(r"\\([_%&#~$])")
_SPACE = re.compile(r"\s+")
_UNWANTED = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def plain_text(latex: str) -> str:
    """`latex` as running text on one line, without commands and grouping braces."""
    text = latex
    if _SPECIAL.search(latex):
        accented = _ACCENTED.sub(_letter, latex)
        text = _decoded(latex) if _BEYOND_ACCENTS.search(accented) else accented
    return tidy(text.replace("{", "").replace("}", ""))


_ACCENTS: Final = dict(
    zip("\"'`^~=.cvuHkr", "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a", strict=True)
)
# Letters with accents are nearly all that bibliographies have of LaTeX, and a parser takes a hundred times as long.
_ACCENTED = re.compile(r"""\\(?:(["'`^~=.])([A-Za-z])|(["'`^~=.cvuHkr])\{([A-Za-z])\})""")
_BEYOND_ACCENTS = re.compile(r"[\\$~%`]|''|--")


def _letter(found: re.Match[str]) -> str:
    accent, letter = (found[1], found[2]) if found[1] else (found[3], found[4])
    return unicodedata.normalize("NFC", letter + _ACCENTS[accent])


def tidy(text: str) -> str:
    """`text` on one line, without characters that no page can hold."""
    return without_noncharacters(_UNWANTED.sub("", _SPACE.sub(" ", text))).strip()


def plain_address(latex: str) -> str:
    """An address or identifier, of which LaTeX may have escaped some characters."""
    bare = latex.replace("\\url", "").replace("{", "").replace("}", "")
    return tidy(_ESCAPED.sub(r"\1", bare))


_LESS = re.compile(r"\$?(?:\\(?:langle|textless|lt|less)(?![a-z]) ?|(?<=\$)<(?=\$))\$?|&lt;")
_GREATER = re.compile(r"\$?(?:\\(?:rangle|textgreater|gt)(?![a-z]) ?|(?<=\$)>(?=\$))\$?|&gt;")


def plain_doi(latex: str) -> str:
    """A DOI whose angle brackets may be written in LaTeX or HTML, as publishers do: `49:8$<$693::AID-ASI4`."""
    return _GREATER.sub(">", _LESS.sub("<", plain_address(latex)))


@lru_cache(maxsize=4096)
def _decoded(latex: str) -> str:
    if len(latex) > LONGEST_DECODED:
        return latex
    # In BibTeX `%`, `#` and `&` are ordinary characters, and authors seldom escape them.
    escaped = _BARE_PERCENT.sub(r"\\\1", latex)
    try:
        return str(_decoder().latex_to_text(escaped))
    except Exception:  # pylatexenc fails in many ways on broken LaTeX; such text is shown as it is written
        return latex


@lru_cache(maxsize=1)
def _decoder() -> Any:  # noqa: ANN401 - pylatexenc is published without types
    context = get_default_latex_context_db()
    macros = [MacroTextSpec("url", simplify_repl="%s"), MacroTextSpec("href", simplify_repl="%(2)s")]
    context.add_context_category("rlnotes", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, math_mode="text")
