"""Which dialects a file seems to be written in: guesses from a few marks, for a report alone."""

from __future__ import annotations

from typing import Final

from rlnotes.model.dialect import Dialect

_SIGNS: Final = (
    (Dialect.ADMONITIONS, ("\n!!! ", "\n??? ", "\n???+ ", '\n=== "')),
    (Dialect.KRAMDOWN, ("{: .", "{: #", "{:.", "{:#", "{:toc", "{: style=", "{: target=", "\\\\(", "\\\\[")),
    (Dialect.MYST, ("\n```{", "\n:::{", "\n::::{", "\n~~~{")),
)
_ROLES: Final = ("{ref}`", "{doc}`", "{numref}`", "{eq}`", "{cite}`", "{cite:p}`", "{cite:t}`", "{math}`", "{abbr}`")
# What stands behind the brace in the chunks of R Markdown and Quarto, which are no directives.
_CHUNKS: Final = ("\n```{r", "\n```{python", "\n```{julia", "\n```{sql", "\n```{bash", "\n```{ojs", "\n```{=")


def signs_of(text: str) -> frozenset[Dialect]:
    """The dialects whose marks stand in the text of a file."""
    if not any(mark in text for mark in ("!!! ", "??? ", "???+ ", '=== "', "{", "\\\\")):
        return frozenset()
    lines = "\n" + text.replace("\r", "\n")
    found = {dialect for dialect, signs in _SIGNS if any(sign in lines for sign in signs)}
    if Dialect.MYST in found and ":{" not in lines and _is_chunks(lines):
        found.remove(Dialect.MYST)
    if "}`" in lines and any(role in lines for role in _ROLES):
        found.add(Dialect.MYST)
    return frozenset(found)


def _is_chunks(lines: str) -> bool:
    """Whether every fence with a brace is a chunk of a computed document."""
    chunks = sum(lines.count(sign) for sign in _CHUNKS)
    return chunks == lines.count("\n```{") + lines.count("\n~~~{")
