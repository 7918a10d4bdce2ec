"""The text of `rlnotes.toml` to a `Config`, with every problem in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rlnotes.config.forge import log_pattern
from rlnotes.config.keys import KEYS_BY_NAME
from rlnotes.config.nearest import did_you_mean
from rlnotes.config.site import Config
from rlnotes.config.toml_places import NO_PLACES, TomlPlaces, toml_places
from rlnotes.config.values import Problem, read_value
from rlnotes.model.diagnostic import Diagnostic, Diagnostics, sorted_diagnostics
from rlnotes.model.place import span_on_line

RULE: Final = "bad-configuration"
GREATEST_SIZE: Final = 262_144


@dataclass(frozen=True, slots=True)
class ParsedConfig:
    """A configuration, with the default for each value that could not be used, and what is wrong with it."""

    config: Config
    diagnostics: Diagnostics = ()
    places: TomlPlaces = NO_PLACES


def parse_config(name: str, text: str) -> ParsedConfig:
    """The configuration that `text`, the content of the file `name`, describes."""
    if len(text) > GREATEST_SIZE:
        return _broken(name, text, f"larger than {GREATEST_SIZE // 1024} KiB")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _broken(name, text, str(error))
    except (RecursionError, ValueError):  # brackets by the thousand, whole numbers of 5,000 digits
        return _broken(name, text, "nested too deeply, or a number too large to read")
    return _typed(name, table, toml_places(text))


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _broken(name: str, text: str, reason: str) -> ParsedConfig:
    place = _PLACE.search(reason)
    message = f"not valid TOML: {_PLACE.sub('', reason)}"
    line, column = (1, 1) if place is None else (text.count("\n") + 1, 1)
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    help_ = "see https://toml.io; texts stand in double quotes"
    return ParsedConfig(Config(), (Diagnostic(name, span_on_line(line, column, 1), RULE, message, help_),))


def _typed(name: str, table: dict[str, Any], places: TomlPlaces) -> ParsedConfig:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, raw in table.items():
        if key not in KEYS_BY_NAME:
            problems.append(Problem((key,), f"no key '{key}'", did_you_mean(key, KEYS_BY_NAME)))
            continue
        reading = read_value(KEYS_BY_NAME[key], raw)
        problems += reading.problems
        if reading.value is not None:
            values[key] = reading.value
    problems += _unknown_forge(values)
    found = (Diagnostic(name, places.span(problem.path), RULE, problem.message, problem.help) for problem in problems)
    return ParsedConfig(Config(**values), sorted_diagnostics(found), places)


def _unknown_forge(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a repository at a host whose addresses are not known."""
    repository = values.get("repository_url", "")
    if not repository or values.get("history_url") or log_pattern(repository):
        return []
    help_ = "say in 'history_url' what the address of a note's log looks like there, with {path} in it"
    return [Problem(("repository_url",), f"no forge is known at '{repository[:60]}'", help_)]
