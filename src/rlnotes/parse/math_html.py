"""A formula of a note as HTML, or as its source with a finding."""

from __future__ import annotations

from html import escape

from rlnotes.parse.formula import formula_mathml
from rlnotes.parse.ledger import Ledger, report
from rlnotes.parse.places import Stamp


def math_html(ledger: Ledger, tex: str, stamp: Stamp, *, display: bool) -> str:
    """A formula as MathML, or as its source with a finding."""
    mathml, problem = formula_mathml(tex, ledger.macros, display=display)
    if problem:
        report(ledger, stamp, "bad-math", problem, "correct the formula")
        return f'<code class="math-error">{escape(tex)}</code>'
    return mathml
