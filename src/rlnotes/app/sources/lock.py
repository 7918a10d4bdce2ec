"""The lock's text: one array of CSL-JSON items, sorted by id."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rlnotes.app.sources.items import Item


class UnreadableLockError(Exception):
    """The lock can't be read; the message says why, with the line."""


def locked_items(text: str) -> tuple[Item, ...]:
    """The items of a lock, as they stand there.

    Raises:
        UnreadableLockError: it is not a list of items with an id each, or two of them have the same.
    """
    try:
        found: Any = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise UnreadableLockError(
            f"line {error.lineno}: not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableLockError("not valid JSON: nested too deeply, or a number without end") from error
    if not isinstance(found, list):
        raise UnreadableLockError("it is not a list")
    seen: set[str] = set()
    for number, item in enumerate(found, 1):
        key = item.get("id") if isinstance(item, dict) else None
        if not isinstance(key, str) or not key.strip():
            raise UnreadableLockError(f"item {number} has no id")
        if key in seen:
            raise UnreadableLockError(f"two items have the id '{key}'")
        seen.add(key)
    return tuple(found)


def lock_text(items: Iterable[Item]) -> str:
    """The lock of `items`: sorted, a line for each field and each person, so that a change is easy to review."""
    ordered = sorted(items, key=lambda item: str(item["id"]))
    text = ",\n".join(f"  {{\n{_fields(item)}\n  }}" for item in ordered)
    return f"[\n{text}\n]\n".encode(errors="replace").decode() if ordered else "[]\n"


def _fields(item: Item) -> str:
    return ",\n".join(f"    {_json(name)}: {_value(value)}" for name, value in item.items())


def _value(value: object) -> str:
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        people = ",\n".join(f"      {_json(each)}" for each in value)
        return f"[\n{people}\n    ]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
