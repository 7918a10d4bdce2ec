"""The words that templates make of values: counts, days, reading times, terms."""

from __future__ import annotations

from datetime import date
from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def counted(count: int, noun: str, plural: str = "") -> str:
    """The count with its noun: "1 note", "12 linked notes", "1,204 notes"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def day(value: date) -> str:
    """The date as "20 November 2026", whatever the machine's locale."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def reading_time(minutes: int) -> str:
    """How long a text takes to read: "7 minute read", "less than 1 minute read" for 0."""
    return f"{minutes} minute read" if minutes else "less than 1 minute read"


def worded(term: str) -> str:
    """A kebab-case term as words: "highly-likely" is "highly likely"."""
    return term.replace("-", " ")
