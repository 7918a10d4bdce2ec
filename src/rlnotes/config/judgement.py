"""How much each finding weighs in this run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

from rlnotes.config.severity import severity_of
from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, Severity
from rlnotes.model.rules import ADVICE


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its severity."""

    diagnostic: Diagnostic
    severity: Severity


def judged(diagnostics: Diagnostics, config: Config) -> tuple[Judged, ...]:
    """The findings that count, by path and place."""
    weights = _weights(diagnostics, config)
    counting = {found: weight for found in diagnostics if (weight := weights(found)) is not Severity.OFF}
    return tuple(Judged(found, counting[found]) for found in sorted(counting))


def _weights(diagnostics: Diagnostics, config: Config) -> Callable[[Diagnostic], Severity]:
    """The severity of each finding; where no file has its own, it is looked up once for each rule."""
    if config.rules_for:
        return lambda found: severity_of(config, found.rule, found.path)
    by_rule = {rule: severity_of(config, rule, "") for rule in {found.rule for found in diagnostics}}
    return lambda found: by_rule[found.rule]


def judged_in_build(diagnostics: Diagnostics, config: Config) -> tuple[Judged, ...]:
    """The findings that count in a build, by path and place: advice only where the configuration gives it a weight."""
    silent = dict.fromkeys(sorted(ADVICE), Severity.OFF)
    return judged(diagnostics, replace(config, rules=MappingProxyType({**silent, **config.rules})))
