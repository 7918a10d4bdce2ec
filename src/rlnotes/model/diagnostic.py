"""What is wrong, where, and how to mend it: a finding as a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rlnotes.model.place import TOP, Span


class Severity(StrEnum):
    """How much a finding weighs: an error fails the run, a warning only under --strict."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding.

    `path` is relative to the notes folder, or the name of the configuration file; `rule` is a
    name in `rlnotes.model.rules`; `help` is the way out, a phrase without a full stop. `subject` is what the finding is
    about as the author wrote it (a link's target, a citation key), by which it is known again when lines have moved or
    the words of the message have changed; "" where the message tells it apart.
    """

    path: str
    span: Span
    rule: str
    message: str
    help: str = ""
    subject: str = ""


Diagnostics: TypeAlias = tuple[Diagnostic, ...]


def sorted_diagnostics(found: Iterable[Diagnostic]) -> Diagnostics:
    """The findings by path and place, each once."""
    return tuple(sorted(set(found)))


def at_top(path: str, rule: str, message: str, help: str = "") -> Diagnostic:  # noqa: A002 - the field's own name
    """A finding about a file as a whole."""
    return Diagnostic(path, TOP, rule, message, help)
