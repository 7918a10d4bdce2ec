"""The JSON Schema of `rlnotes.toml`, for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rlnotes.config.keys import GREATEST_COUNT, KEYS, RULE_NAMES, Key, ValueType
from rlnotes.config.site import Config
from rlnotes.model.diagnostic import Severity
from rlnotes.model.dialect import Dialect

_TEXT: Final = {"type": "string"}
_SEVERITY: Final = {"enum": [severity.value for severity in Severity]}
_RULES: Final = {
    "type": "object",
    "properties": dict.fromkeys(RULE_NAMES, _SEVERITY),
    "additionalProperties": False,
}
_OVERRIDE: Final = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": {"type": "string", "minLength": 1}}, "rules": _RULES},
    "required": ["files", "rules"],
    "additionalProperties": False,
}

_SCHEMAS: Final[Mapping[ValueType, Mapping[str, Any]]] = {
    ValueType.TEXT: _TEXT,
    ValueType.URL: {"type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+(/[^\\s?#]*)?)?$"},
    ValueType.PATTERN: {
        "type": "string",
        "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@{}]+/[^\\s{}]*\\{path\\}[^\\s{}]*)?$",
    },
    ValueType.LANGUAGE: {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    ValueType.PATH: {"type": "string", "minLength": 1},
    ValueType.CHOICE: _TEXT,
    ValueType.DIALECTS: {"type": "array", "items": {"enum": [dialect.value for dialect in Dialect]}},
    ValueType.COUNT: {"type": "integer", "minimum": 0, "maximum": GREATEST_COUNT},
    ValueType.FLAG: {"type": "boolean"},
    ValueType.TEXTS: {"type": "array", "items": {"type": "string", "minLength": 1}},
    ValueType.TEXT_TABLE: {"type": "object", "additionalProperties": _TEXT},
    ValueType.URL_TABLE: {
        "type": "object",
        "propertyNames": {"pattern": "^(?![Ii][Nn][Vv]$)[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"},
        "additionalProperties": {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/?#@]+(/[^\\s?#]*)?$"},
    },
    ValueType.RULE_TABLE: _RULES,
    ValueType.RULE_TABLES: {"type": "array", "items": _OVERRIDE},
}


def json_schema() -> dict[str, Any]:
    """The schema that accepts exactly the keys and types that `parse_config` accepts."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rlnotes.toml",
        "type": "object",
        "properties": {key.name: _property(key) for key in KEYS},
        "additionalProperties": False,
    }


def _property(key: Key) -> dict[str, Any]:
    schema = {"description": key.meaning, **_SCHEMAS[key.type], "default": _default(key.name)}
    return schema | ({"enum": list(key.choices)} if key.type is ValueType.CHOICE else {})


def _default(name: str) -> object:
    value = getattr(_DEFAULTS, name)
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


_DEFAULTS: Final = Config()
