from __future__ import annotations

import pytest

from rlnotes.model.dialect import Dialect
from rlnotes.parse.dialect_signs import signs_of


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("", []),
        ("Wow!!! A set {a} of \\\\ lines.", []),
        ('!!! note "Title"\n    Text', ["admonitions"]),
        ("Text\r\n??? note\r\n", ["admonitions"]),
        ("Text\n{: .notice}\n", ["kramdown"]),
        ("Let \\\\(x\\\\) be.", ["kramdown"]),
        ("```{note}\nText\n```\n", ["myst"]),
        (":::{note}\nText\n:::\n", ["myst"]),
        ('=== "C"\n    text\n', ["admonitions"]),
        ("See {ref}`label`.", ["myst"]),
        ("```{r}\n1\n```\n\nSee {cite:t}`a`.", ["myst"]),
        ("Of {x}`y` and === 'z'.", []),
        ("```{r}\n1\n```\n\n```{python, echo=FALSE}\n1\n```\n", []),
        ("```{r}\n1\n```\n\n```{figure} a.png\n```\n", ["myst"]),
        ("???+ tip\n    a\n\n* TOC\n{:toc}\n\n~~~{tip}\n~~~\n", ["admonitions", "kramdown", "myst"]),
    ],
)
def test_a_text_has_the_signs_of_its_dialects(text: str, signs: list[str]) -> None:
    assert signs_of(text) == frozenset(map(Dialect, signs))
