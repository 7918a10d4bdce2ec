"""The words of one language, and how they are looked up: a text by its key, a count with its noun, a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from rlnotes.words.direction import direction
from rlnotes.words.plurals import OTHER, plural_form
from rlnotes.words.reading import Entry, Table, built_in, parse_words, tables_for, tags_of

SCRIPT: Final = "script."
"""How the keys of words begin that scripts say."""

SCRIPT_FILE: Final = "static/words.js"
"""Where pages find the words of scripts that are not those of the scripts themselves."""

_PLACE = re.compile(r"\{(\w+)\}")


class Words(Struct, frozen=True):
    """What the interface says in the language of the site: texts by key, and by key the plural forms of others.

    `borrowed` are the keys that English lends it.
    """

    language: str
    texts: dict[str, str]
    forms: dict[str, dict[str, str]]
    borrowed: frozenset[str] = frozenset()

    @property
    def direction(self) -> str:
        """Which way the language is written."""
        return direction(self.language)


def words_for(language: str, site_texts: Mapping[str, str]) -> Words:
    """The words for a language tag: those of the site's own files, then those that come along, then English.

    `site_texts` are the files of the site's templates by name, of which those in `words/` are tables.
    """
    return _words_for(language, tuple(sorted(tables_for(language, site_texts).items())))


@lru_cache(maxsize=16)
def _words_for(language: str, own: tuple[tuple[str, str], ...]) -> Words:
    files = dict(own)
    entries: dict[str, Entry] = dict(built_in("en"))
    said: set[str] = set(entries) if _is_english(language) else set()
    for tag in tags_of(language):
        for table in (built_in(tag), parse_words(files[tag], tag).entries if tag in files else {}):
            entries |= table
            said |= table.keys()
    texts = {key: entry for key, entry in entries.items() if isinstance(entry, str)}
    forms = {key: entry for key, entry in entries.items() if not isinstance(entry, str)}
    return Words(language, texts, forms, frozenset(entries.keys() - said))


def said(words: Words, key: str, **values: object) -> str:
    """The text of a key with `values` in its places."""
    text = words.texts[key]
    return filled(text, values) if values else text


def filled(text: str, values: Mapping[str, object]) -> str:
    """A text with values in its places; a place for which there is none stays as it is."""
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def counted(words: Words, key: str, count: int, **values: object) -> str:
    """A count in words, in the form that its language has for it."""
    forms = words.forms[key]
    form = plural_form("en" if key in words.borrowed else words.language, count)
    return filled(forms.get(form, forms[OTHER]), {"count": number(words, count), **values})


def number(words: Words, count: int) -> str:
    """A whole number with its digits in groups: "1,204"."""
    return str(count) if -1000 < count < 1000 else f"{count:,}".replace(",", said(words, "number.group"))


def day(words: Words, value: date) -> str:
    """The date as the language writes it: "20 November 2026", whatever the machine's locale."""
    month = said(words, f"date.month_{value.month}")
    return said(words, "date.pattern", day=value.day, month=month, year=value.year, number=value.month)


def term(words: Words, name: str) -> str:
    """A term of a closed list: "highly-likely" is "highly likely"; as it is, without hyphens, if it is in none."""
    return words.texts.get(f"term.{name.replace('-', '_')}", name.replace("-", " "))


def meaning(words: Words, name: str) -> str:
    """What a term of a closed list means, in a few words; "" if it is in none."""
    return words.texts.get(f"meaning.{name.replace('-', '_')}", "")


def series(words: Words, items: tuple[str, ...]) -> str:
    """Things in a row: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return said(words, "reason.last", first=said(words, "reason.comma").join(items[:-1]), last=items[-1])


def script_words(words: Words) -> Table:
    """What scripts say, by key; nothing where they can say it by themselves, in English."""
    own = _of_scripts(words)
    return {} if _is_english(words.language) and own == _of_scripts(ENGLISH) else own


def _of_scripts(words: Words) -> Table:
    entries: tuple[tuple[str, Entry], ...] = (*words.texts.items(), *words.forms.items())
    return {key.removeprefix(SCRIPT): entry for key, entry in entries if key.startswith(SCRIPT)}


def _is_english(language: str) -> bool:
    return language.partition("-")[0].lower() == "en"


ENGLISH: Final = words_for("en", {})
