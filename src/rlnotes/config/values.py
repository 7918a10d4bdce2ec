"""One value of the configuration, checked: a small function for each type of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeGuard

from rlnotes.config.keys import GREATEST_COUNT, RULE_NAMES, Key, ValueType
from rlnotes.config.nearest import did_you_mean
from rlnotes.config.site import RulesFor
from rlnotes.config.toml_places import KeyPath
from rlnotes.model.diagnostic import Severity
from rlnotes.model.dialect import Dialect
from rlnotes.model.url import INVENTORY_SCHEME


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value at `path`."""

    path: KeyPath
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as `Config` holds it, None if it can't be used, and its problems."""

    value: Any = None
    problems: tuple[Problem, ...] = ()


def read_value(key: Key, raw: object) -> Reading:
    """The value of `key` that `raw`, as TOML gave it, stands for."""
    return _READERS[key.type](key, raw)


def _wrong(key: Key, raw: object, expected: str = "") -> Reading:
    message = f"'{key.name}' must be {expected or key.type.value}, not {_shown(raw)}"
    return Reading(None, (Problem((key.name,), message),))


def _shown(raw: object) -> str:
    match raw:
        case str():
            return f"'{raw[:60]}'"
        case bool():
            return str(raw).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return str(raw)[:60]


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _text(key: Key, raw: object) -> Reading:
    if not isinstance(raw, str) or _CONTROL.search(raw):
        return _wrong(key, raw, "text in quotes, without control characters")
    return Reading(raw)


_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", re.IGNORECASE)


def _url(key: Key, raw: object) -> Reading:
    if not isinstance(raw, str) or (raw and not _WEB_ADDRESS.fullmatch(raw)):
        return _wrong(key, raw)
    return Reading(raw.rstrip("/"))


_PATTERN = re.compile(r"https?://[^\s/?#@{}]+/[^\s{}]*\{path\}[^\s{}]*", re.IGNORECASE)


def _pattern(key: Key, raw: object) -> Reading:
    if not isinstance(raw, str) or (raw and not _PATTERN.fullmatch(raw)):
        return _wrong(key, raw)
    return Reading(raw)


_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def _language(key: Key, raw: object) -> Reading:
    return Reading(raw) if isinstance(raw, str) and _LANGUAGE.fullmatch(raw) else _wrong(key, raw)


def _path(key: Key, raw: object) -> Reading:
    if not isinstance(raw, str) or not raw.strip() or _CONTROL.search(raw):
        return _wrong(key, raw)
    return Reading(raw.rstrip("/") or "/")


def _choice(key: Key, raw: object) -> Reading:
    if isinstance(raw, str) and raw in key.choices:
        return Reading(raw)
    expected = " or ".join(f"'{choice}'" for choice in key.choices)
    message = f"'{key.name}' must be {expected}, not {_shown(raw)}"
    return Reading(None, (Problem((key.name,), message, did_you_mean(str(raw), key.choices)),))


def _dialects(key: Key, raw: object) -> Reading:
    if not isinstance(raw, list):
        return _wrong(key, raw)
    problems = (
        Problem((key.name,), f"no dialect {_shown(item)}", did_you_mean(str(item), key.choices))
        for item in raw
        if not isinstance(item, str) or item not in key.choices
    )
    known = (Dialect(item) for item in raw if isinstance(item, str) and item in key.choices)
    return Reading(tuple(sorted(set(known))), tuple(problems))


def _count(key: Key, raw: object) -> Reading:
    is_whole = isinstance(raw, int) and not isinstance(raw, bool)
    return Reading(raw) if is_whole and raw in range(GREATEST_COUNT + 1) else _wrong(key, raw)


def _flag(key: Key, raw: object) -> Reading:
    return Reading(raw) if isinstance(raw, bool) else _wrong(key, raw)


def _texts(key: Key, raw: object) -> Reading:
    if not _are_texts(raw):
        return _wrong(key, raw)
    return Reading(tuple(raw))


def _are_texts(raw: object) -> TypeGuard[list[str]]:
    return isinstance(raw, list) and all(isinstance(item, str) and item for item in raw)


def _text_table(key: Key, raw: object) -> Reading:
    if not isinstance(raw, dict):
        return _wrong(key, raw)
    good = {name: value for name, value in raw.items() if isinstance(value, str)}
    problems = (
        Problem((key.name, name), f"'{name}' in '{key.name}' must be text, not {_shown(value)}")
        for name, value in raw.items()
        if name not in good
    )
    return Reading(MappingProxyType(good), tuple(problems))


_SITE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def _url_table(key: Key, raw: object) -> Reading:
    if not isinstance(raw, dict):
        return _wrong(key, raw)
    problems = tuple(problem for name, url in raw.items() for problem in _url_problems(key, name, url))
    bad = {problem.path[-1] for problem in problems}
    good = {name: str(url).rstrip("/") for name, url in raw.items() if name not in bad}
    return Reading(MappingProxyType(good), problems)


def _url_problems(key: Key, name: str, url: object) -> Iterator[Problem]:
    path = (key.name, name)
    if not _SITE_NAME.fullmatch(name) or name.lower() == INVENTORY_SCHEME:
        yield Problem(path, f"'{name[:60]}' can't name a site in '{key.name}'", "use letters, digits, '-', '_' and '.'")
    elif not isinstance(url, str) or not _WEB_ADDRESS.fullmatch(url):
        yield Problem(path, f"'{name}' in '{key.name}' must be an http or https address, not {_shown(url)}")


def _rule_table(key: Key, raw: object) -> Reading:
    if not isinstance(raw, dict):
        return _wrong(key, raw)
    severities, problems = _severities(raw, (key.name,))
    return Reading(severities, problems)


def _severities(raw: Mapping[str, object], path: KeyPath) -> tuple[Mapping[str, Severity], tuple[Problem, ...]]:
    problems = tuple(
        problem for name, value in raw.items() if (problem := _severity_problem(name, value, (*path, name)))
    )
    bad = {problem.path[-1] for problem in problems}
    good = {name: Severity(str(value)) for name, value in raw.items() if name not in bad}
    return MappingProxyType(good), problems


def _severity_problem(name: str, value: object, path: KeyPath) -> Problem | None:
    if name not in RULE_NAMES:
        return Problem(path, f"no rule '{name}'", did_you_mean(name, RULE_NAMES))
    if isinstance(value, str) and value in tuple(Severity):
        return None
    message = f"the severity of '{name}' must be 'error', 'warning' or 'off', not {_shown(value)}"
    return Problem(path, message, did_you_mean(str(value), tuple(Severity)))


def _rule_tables(key: Key, raw: object) -> Reading:
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        return _wrong(key, raw)
    readings = [_rules_for((key.name, index), item) for index, item in enumerate(raw)]
    values = tuple(reading.value for reading in readings if reading.value is not None)
    return Reading(values, tuple(problem for reading in readings for problem in reading.problems))


_OVERRIDE_KEYS: Final = ("files", "rules")


def _rules_for(path: KeyPath, item: Mapping[str, object]) -> Reading:
    problems = [
        Problem((*path, name), f"no key '{name}' in 'rules_for'", did_you_mean(name, _OVERRIDE_KEYS))
        for name in item
        if name not in _OVERRIDE_KEYS
    ]
    files, rules = item.get("files"), item.get("rules")
    if not _are_texts(files) or not isinstance(rules, dict):
        message = "'rules_for' needs 'files', a list of globs, and 'rules', a table"
        return Reading(None, (*problems, Problem(path, message)))
    severities, found = _severities(rules, (*path, "rules"))
    return Reading(RulesFor(tuple(files), severities), (*problems, *found))


_READERS: Final[Mapping[ValueType, Callable[[Key, object], Reading]]] = {
    ValueType.TEXT: _text,
    ValueType.URL: _url,
    ValueType.PATTERN: _pattern,
    ValueType.LANGUAGE: _language,
    ValueType.PATH: _path,
    ValueType.CHOICE: _choice,
    ValueType.DIALECTS: _dialects,
    ValueType.COUNT: _count,
    ValueType.FLAG: _flag,
    ValueType.TEXTS: _texts,
    ValueType.TEXT_TABLE: _text_table,
    ValueType.URL_TABLE: _url_table,
    ValueType.RULE_TABLE: _rule_table,
    ValueType.RULE_TABLES: _rule_tables,
}
