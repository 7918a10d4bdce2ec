"""Tables of words as files: those that come along, a site's own, and what is wrong in these."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, TypeAlias

from rlnotes.config.nearest import did_you_mean
from rlnotes.config.toml_places import KeyPath, TomlPlaces, toml_places
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, at_top
from rlnotes.words.plurals import FORMS, OTHER, plural_forms

Entry: TypeAlias = str | dict[str, str]
"""A text, or the forms of one by their CLDR names."""

Table: TypeAlias = Mapping[str, Entry]
"""Entries by key: the name of the group, a point, the name in it."""

FOLDER: Final = "words/"
"""Where the tables of a site lie in its templates folder."""

RULE: Final = "bad-template"
_MOST_PARTS: Final = 8  # a tag may come from a stranger's note
_FILE = re.compile(r"words/([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\.toml")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class ParsedWords:
    """The entries of a table that can be used, and what is wrong with the others."""

    entries: Table
    diagnostics: Diagnostics = ()


@cache
def built_in(language: str) -> Table:
    """The table that comes along for a language; empty if there is none."""
    file = resources.files("rlnotes.words").joinpath(f"{language}.toml")
    return _flat(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def tables_of(site_texts: Mapping[str, str]) -> dict[str, str]:
    """A site's own tables, by the language tag in their name in lower case."""
    return {match[1].lower(): text for name, text in site_texts.items() if (match := _FILE.fullmatch(name))}


def tables_for(language: str, site_texts: Mapping[str, str]) -> dict[str, str]:
    """A site's own tables that serve a language tag, by the tag in their name in lower case."""
    served = tags_of(language)
    return {tag: text for tag, text in tables_of(site_texts).items() if tag in served}


def tags_of(language: str) -> tuple[str, ...]:
    """A language tag from the general to the special: "zh-Hant-TW" is "zh", then "zh-hant", then itself."""
    parts = language.lower().split("-")[:_MOST_PARTS]
    return tuple("-".join(parts[:count]) for count in range(1, len(parts) + 1))


def words_findings(site_texts: Mapping[str, str]) -> Diagnostics:
    """What is wrong in the site's own tables, by file."""
    return tuple(
        finding
        for name, text in sorted(site_texts.items())
        if name.startswith(FOLDER)
        for finding in _findings(name, text)
    )


def _findings(name: str, text: str) -> Diagnostics:
    match = _FILE.fullmatch(name)
    if match is None:
        return (at_top(name, RULE, f"'{name}' is named after no language", "name it words/de.toml, say"),)
    return parse_words(text, match[1].lower(), name).diagnostics


def parse_words(text: str, language: str, name: str = "") -> ParsedWords:
    """The table that `text` is: the entries that English has, too, with the same places; and the mistakes in others."""
    try:
        table = _flat(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return ParsedWords({}, (at_top(name, RULE, f"not valid TOML: {error}"),))
    places = toml_places(text)
    found = {key: tuple(_mistakes(key, entry, language)) for key, entry in table.items()}
    good = {key: entry for key, entry in table.items() if not found[key]}
    told = (_finding(name, key, mistake, places) for key, mistakes in found.items() for mistake in mistakes)
    return ParsedWords(good, tuple(told))


def _flat(table: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of all groups; what stands in no group keeps its name."""
    found: dict[str, Any] = {}
    for group, entries in table.items():
        if isinstance(entries, dict):
            found |= {f"{group}.{name}": entry for name, entry in entries.items()}
        else:
            found[group] = entries
    return found


def _mistakes(key: str, entry: object, language: str) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, each with a way out."""
    model = built_in("en").get(key)
    if model is None:
        yield f"no word '{key}'", did_you_mean(key, built_in("en"))
    elif isinstance(model, str):
        yield from _mistakes_in_text(key, entry, _places(model))
    elif not isinstance(entry, dict) or OTHER not in entry:
        yield f"'{key}' must be a table of plural forms", f"write {', '.join(plural_forms(language))}"
    else:
        for form, text in entry.items():
            if form in FORMS:
                yield from _mistakes_in_text(f"{key}.{form}", text, _places(model[OTHER]), may_lack={"count"})
            else:
                yield f"no plural form '{form}' in '{key}'", did_you_mean(form, FORMS)


def _mistakes_in_text(
    key: str, text: object, wanted: set[str], may_lack: set[str] | frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    if not isinstance(text, str):
        yield f"'{key}' must be text", "write it in quotes"
        return
    there = _places(text)
    for name in sorted(there - wanted - ({"number"} if key == "date.pattern" else set())):
        yield f"'{key}' has no place for {{{name}}}", did_you_mean(name, wanted)
    for name in sorted(wanted - there - may_lack - ({"month"} if "number" in there else set())):
        yield f"'{key}' lacks {{{name}}}", "without it the page would not say it"


def _places(text: str) -> set[str]:
    return set(_PLACE.findall(text))


def _finding(name: str, key: str, mistake: tuple[str, str], places: TomlPlaces) -> Diagnostic:
    path: KeyPath = tuple(key.split("."))
    return Diagnostic(name, places.span(path), RULE, *mistake)
