"""How much a finding weighs on this site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Severity
from rlnotes.model.rules import RULES

_DEFAULTS: Final = {rule.name: rule.severity for rule in RULES}


def severity_of(config: Config, rule: str, path: str) -> Severity:
    """The severity of `rule` for the file `path`.

    The last entry of `rules_for` that names the rule and fits the path decides, then `rules`, then the
    rule's own default. Under `strict` a warning is an error.
    """
    severity = _configured(config, rule, path)
    return Severity.ERROR if config.strict and severity is Severity.WARNING else severity


def _configured(config: Config, rule: str, path: str) -> Severity:
    for override in reversed(config.rules_for):
        if rule in override.rules and matches_any(path, override.files):
            return override.rules[rule]
    return config.rules.get(rule, _DEFAULTS.get(rule, Severity.ERROR))


def matches_any(path: str, globs: Iterable[str]) -> bool:
    """Whether `path` fits one of the globs: `*` stays in a folder, `**` crosses folders, `drafts/` means all below."""
    return any(_pattern(glob).fullmatch(path) for glob in globs)


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    whole = glob.removeprefix("./") + ("**" if glob.endswith("/") else "")
    return re.compile("".join(map(_as_regex, _PIECES.findall(whole))), re.DOTALL)


# Runs of stars become one, and no two neighbours can match the same text: matching stays quick.
_PIECES = re.compile(r"(?:\*\*+/)+|\*\*+|\*|\?|[^*?]+")


def _as_regex(piece: str) -> str:
    if piece == "?":
        return "[^/]"
    if piece == "*":
        return "[^/]*"
    if piece.startswith("**"):
        return "(?:.*/)?" if piece.endswith("/") else ".*"
    return re.escape(piece)
