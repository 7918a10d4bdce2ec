"""The formats of a report by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rlnotes.shell.reports.github import github
from rlnotes.shell.reports.json_report import json_report
from rlnotes.shell.reports.junit import junit
from rlnotes.shell.reports.markdown import markdown
from rlnotes.shell.reports.report import Report
from rlnotes.shell.reports.sarif import sarif
from rlnotes.shell.reports.text import text

FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": text,
    "json": json_report,
    "github": github,
    "sarif": sarif,
    "junit": junit,
    "markdown": markdown,
}
