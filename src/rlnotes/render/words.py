"""The words that templates ask for: those of the interface by name, and what they make of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any, Final

from markupsafe import Markup, escape

from rlnotes.pages.views.frame import PageFrame
from rlnotes.words import table
from rlnotes.words.direction import direction
from rlnotes.words.table import Words

PAGE: Final = "page."
_UNKNOWN_LANGUAGE: Final = "und"  # BCP 47: undetermined
_NOTHING: Final = Markup()
_FEW: Final = 4096  # what is remembered: the counts and days of a large site are fewer


def names_of(words: Words) -> SimpleNamespace:
    """What templates know as `words`: each text for pages by its name, and the comma between items."""
    texts = {key.removeprefix(PAGE): text for key, text in words.texts.items() if key.startswith(PAGE)}
    comma = table.said(words, "reason.comma")
    return SimpleNamespace(**texts, comma=comma)


def filters_of(words: Words) -> Mapping[str, Callable[..., Any]]:
    """The filters by name; what they make of a value is worked out once."""

    @lru_cache(_FEW)
    def counted(count: int, noun: str, plural: str = "") -> str:
        key = f"count.{noun.replace(' ', '_')}"
        if not plural and key in words.forms:
            return table.counted(words, key, count)
        return f"{table.number(words, count)} {noun if count == 1 else plural or noun + 's'}"

    @lru_cache(_FEW)
    def day(value: date) -> str:
        return table.day(words, value)

    @lru_cache(_FEW)
    def reading_time(minutes: int) -> str:
        return table.counted(words, "reading.minutes", minutes) if minutes else table.said(words, "reading.short")

    @cache
    def worded(term: str) -> str:
        return table.term(words, term)

    @cache
    def meant(term: str) -> str:
        return table.meaning(words, term)

    return {
        "counted": counted,
        "day": day,
        "reading_time": reading_time,
        "worded": worded,
        "meant": meant,
        "filled": filled,
        "tongue": tongue,
        "own_tongue": own_tongue,
    }


def filled(text: str, **values: object) -> Markup:
    """A text with values in its places, escaped as pages are: what is HTML already stays."""
    told = table.filled(escape(text), {name: escape(value) for name, value in values.items()})
    return Markup(told)  # noqa: S704 - the text and each value are escaped


@lru_cache(_FEW)
def tongue(lang: str) -> Markup:
    """The attributes for a text in another language than the page's: "und" is one that no one tells."""
    if lang == _UNKNOWN_LANGUAGE:
        return Markup(' dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(lang, direction(lang))


def own_tongue(page: PageFrame) -> Markup:
    """The attributes for the text of the note that a page shows, nothing where it is in the page's own language."""
    if not page.text_lang and not page.text_dir:
        return _NOTHING
    lang = Markup(' lang="{}"').format(page.text_lang) if page.text_lang else _NOTHING
    return lang + Markup(' dir="{}"').format(page.text_dir)
