"""A formula's TeX as MathML, with the source kept beside it."""

from __future__ import annotations

import functools
import re
from html import escape

from math_core import LatexError, LatexToMathML

from rlnotes.parse.mathml import with_styles_apart

Macros = tuple[tuple[str, str], ...]

# What the library lacks and a macro can say.
_MACROS = {
    "mathbbm": r"\mathbb{#1}",
    "ensuremath": "#1",
    "mbox": r"\text{#1}",
    "smash": "#1",
    "substack": r"{\scriptstyle\begin{gathered}#1\end{gathered}}",
    "eqref": r"\text{(#1)}",
    "ref": r"\text{#1}",
    "nonumber": "",
    "notag": "",
    **dict.fromkeys(("tiny", "scriptsize", "footnotesize", "small", "normalsize", "large", "Large"), ""),
}
_TOO_LONG = 20_000  # characters; longer ones are data, not formulas
_TOO_DEEP = 200  # braces or elements; the library recurses, and so do browsers
_NUMBERED = re.compile(r"\\begin\{(?:equation|align|gather|multline|flalign|alignat)\}")
_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_MATH_IN_TEXT = re.compile(r"(\\(?:text|textrm|textit|textbf|mbox)\{)([^{}$]*)\$([^$]*)\$")
_ANNOTATION = re.compile(r"<annotation encoding=\"application/x-tex\">.*</annotation>", re.DOTALL)
_TAG = re.compile(r"<(/?)[^<>]*?(/?)>")
_POSITION = re.compile(r"^\d+: ")


def formula_mathml(tex: str, macros: Macros, *, display: bool) -> tuple[str, str]:
    """The `<math>` element of `tex` and "", or "" and why it can't be typeset."""
    if len(tex) > _TOO_LONG or _depth(tex) > _TOO_DEEP:
        return "", "the formula is too large"
    try:
        mathml = _converter(macros).convert_with_local_state(_supported(tex, display=display), displaystyle=display)
    except LatexError as error:
        return "", _POSITION.sub("", str(error)).rstrip(".")
    if _element_depth(mathml) > _TOO_DEEP:
        return "", "the formula is too large"
    source = f'<annotation encoding="application/x-tex">{escape(tex, quote=False)}</annotation>'
    return _ANNOTATION.sub(lambda _: source, with_styles_apart(mathml), count=1), ""


@functools.lru_cache(maxsize=8)
def _converter(macros: Macros) -> LatexToMathML:
    return LatexToMathML(
        annotation=True, fancy_error=False, allow_unreliable_rendering=True, macros={**_MACROS, **dict(macros)}
    )


def _depth(tex: str) -> int:
    deepest = depth = 0
    for mark in re.findall(r"\\.|[{}]|\\left|\\begin", tex):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        deepest = max(deepest, depth)
    return deepest


def _element_depth(mathml: str) -> int:
    """How deep the elements of `mathml` nest, as far as its length leaves room to nest deep."""
    deepest = depth = 0
    for end, empty in _TAG.findall(mathml) if len(mathml) > _TOO_LONG else ():
        depth += -1 if end else not empty
        deepest = max(deepest, depth)
    return deepest


def _supported(tex: str, *, display: bool) -> str:
    """`tex` rewritten where the library wants another form of the same."""
    unlabelled = _LABEL.sub("", tex)
    split = unlabelled
    while (again := _MATH_IN_TEXT.sub(r"\1\2}\3\1", split)) != split:
        split = again
    if display and "\\tag" in split and not _NUMBERED.search(split):
        return rf"\begin{{equation}}{split}\end{{equation}}"
    return split
