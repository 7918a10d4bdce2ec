"""Which findings the authors' own comments take away (placeholder until the module of that name is written)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rlnotes.model.diagnostic import Diagnostic, Diagnostics
from rlnotes.model.ignore import Ignores


def heeded(
    found: Iterable[Diagnostic], ignores: Mapping[str, Ignores], silent_rules: frozenset[str] = frozenset()
) -> Diagnostics:
    """All of them."""
    del ignores, silent_rules
    return tuple(found)
