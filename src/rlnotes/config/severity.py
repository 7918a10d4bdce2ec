"""How much a finding weighs on this site."""

from __future__ import annotations

from typing import Final

from rlnotes.config.globs import fitting
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
        if rule in override.rules and fitting(path, override.files):
            return override.rules[rule]
    return config.rules.get(rule, _DEFAULTS.get(rule, Severity.ERROR))
