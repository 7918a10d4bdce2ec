"""The dialects of Markdown that are read only where the configuration says so: each changes what plain text means."""

from __future__ import annotations

from enum import StrEnum


class Dialect(StrEnum):
    """A dialect that notes may be written in, by its name in the configuration."""

    ADMONITIONS = "admonitions"
    """Python-Markdown's and MkDocs' `!!! note "Title"`, `??? note` and `=== "Title"`, with an indented text below."""

    KRAMDOWN = "kramdown"
    """kramdown's attribute lists `{: .name #id}` and formulas: `$$…$$` in a line and apart, a single `$` is text."""

    MYST = "myst"
    """MyST's directives, as fences with a name in braces or between colons, its roles in a line and its labels."""
