"""How much each finding weighs in this run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from rlnotes.config.severity import severity_of
from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, Severity, sorted_diagnostics
from rlnotes.model.rules import ADVICE


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its severity."""

    diagnostic: Diagnostic
    severity: Severity


def judged(diagnostics: Diagnostics, config: Config) -> tuple[Judged, ...]:
    """The findings that count, by path and place."""
    weighed = (
        (finding, severity_of(config, finding.rule, finding.path)) for finding in sorted_diagnostics(diagnostics)
    )
    return tuple(Judged(finding, severity) for finding, severity in weighed if severity is not Severity.OFF)


def judged_in_build(diagnostics: Diagnostics, config: Config) -> tuple[Judged, ...]:
    """The findings that count in a build, by path and place: advice only where the configuration gives it a weight."""
    silent = dict.fromkeys(sorted(ADVICE), Severity.OFF)
    return judged(diagnostics, replace(config, rules=MappingProxyType({**silent, **config.rules})))
