"""How much each finding weighs in this run."""

from __future__ import annotations

from dataclasses import dataclass

from rlnotes.config.severity import severity_of
from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, Severity, sorted_diagnostics


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
