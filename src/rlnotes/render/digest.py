"""A digest of all that a template may show of a page: pages with the same one need not be rendered again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Final

import msgspec
from markupsafe import Markup

from rlnotes.model.page import Page

_DIGEST_SIZE: Final = 16  # bytes

# What msgpack tells apart by itself. All else becomes a map of one pair, its type and its content, and nothing else
# becomes a map: values that a template could tell apart are never the same bytes.
_PLAIN: Final = frozenset((str, int, bool, type(None)))


def view_digest(page: Page) -> bytes:
    """What stands for every value of the page's view, and for the types of all that it is made of.

    It is the same in every process and for every version of Python.

    Raises:
        TypeError: the view holds a value of a type that views are not made of.
    """
    return digest(_shape(page.view))


def digest(shape: object) -> bytes:
    """16 bytes that stand for a value made of lists, maps, texts, bytes, numbers, booleans and None."""
    return blake2b(_packed(shape), digest_size=_DIGEST_SIZE).digest()


def _packed(shape: object) -> bytes:
    """`shape` in msgpack; with half a surrogate pair or a huge number in it as text, which no msgpack begins like."""
    try:
        return msgspec.msgpack.encode(shape)
    except (UnicodeEncodeError, OverflowError):
        return b"\xc1" + ascii(shape).encode()


def _shape(value: Any) -> object:  # noqa: ANN401 - views hold anything, and anything else is an error
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [each if type(each) in _PLAIN else _shape(each) for each in value]
    if kind is Markup:
        return {"Markup": str.__str__(value)}
    name, values_of = _described(kind)  # type: ignore[arg-type]  # mypy asks a type for the hash of its values
    if values_of is None:
        return _rare_shape(value, name)
    return {name: [each if type(each) in _PLAIN else _shape(each) for each in values_of(value)]}


def _rare_shape(value: object, name: str) -> object:
    if isinstance(value, Enum):
        return {name: value.name}
    if isinstance(value, Mapping):
        return {"mapping": [[_shape(key), _shape(item)] for key, item in value.items()]}
    if isinstance(value, date) and name == "datetime.date":
        return {name: value.toordinal()}
    raise TypeError(f"a view can't hold a {name}")


@cache
def _described(kind: type) -> tuple[str, Callable[[object], tuple[object, ...]] | None]:
    """The full name of a type, which has a dot in it, and for a dataclass what reads all its fields at once."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if not is_dataclass(kind):
        return name, None
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return name, attrgetter(*names)
    return name, lambda value: tuple(getattr(value, each) for each in names)
