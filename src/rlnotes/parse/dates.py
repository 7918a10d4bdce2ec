"""Dates as authors write them: in a value, or at the start of a file's name."""

from __future__ import annotations

import re
from datetime import date

# ISO 8601, or with slashes; a time of day may follow and is left out. Bounded, so that any text is judged at once.
_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[Tt ][0-9:.,TtZz+\- ]{1,40})?", re.ASCII)
_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ]|\.md$|$)", re.ASCII)


def parse_date(text: str) -> date | None:
    """The day that `text` names, None if there is no such day."""
    found = _DATE.fullmatch(text.strip())
    return _day(int(found[1]), int(found[3]), int(found[4])) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_in_name(path: str) -> date | None:
    """The date that the file name of `path` starts with, as in `2026-05-03-title.md`."""
    found = _DATED_NAME.match(path.rpartition("/")[2])
    return parse_date(found[1]) if found else None
