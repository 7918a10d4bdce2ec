"""What is wrong with a template, and on which line of it."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass

from jinja2 import TemplateNotFound, TemplateSyntaxError

from rlnotes.render.environment import FILE_MARK

_OF_VIEWS = re.compile(r"'rlnotes\.pages\.views\.\w+\.(\w+) object'")


@dataclass(frozen=True, slots=True, order=True)
class TemplateProblem:
    """A mistake in a template: the name by which it was asked for, the line, what is wrong."""

    name: str
    line: int
    message: str


def problem_of(error: Exception, asked_for: str) -> TemplateProblem:
    """The problem behind `error`, raised while the template `asked_for` was compiled or rendered."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateProblem(error.name or asked_for, error.lineno, error.message or "")
    name, line = _place(error) or (asked_for, 1)
    return TemplateProblem(name, line, _message(error))


def _place(error: Exception) -> tuple[str, int] | None:
    """The innermost template line in the error's traceback; Jinja puts its templates there like source files."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [(frame.filename, frame.lineno or 1) for frame in frames if frame.filename.startswith(FILE_MARK)]
    return (places[-1][0].removeprefix(FILE_MARK), places[-1][1]) if places else None


def _message(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"no template '{error.name}'"
    if isinstance(error, RecursionError):
        return "the template extends, includes or calls itself without end"
    return _OF_VIEWS.sub(r"'\1'", str(error)) or type(error).__name__
