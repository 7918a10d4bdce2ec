"""What a build knows, as bytes and back, by the types of the fields: foreign bytes can be no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec

from rlnotes.graph.resolution import (
    Ambiguous,
    Draft,
    Found,
    FoundFile,
    Missing,
    NoSuchAnchor,
    OutsideTree,
    Resolution,
)

_ENCODER: Final = msgspec.msgpack.Encoder()
_RESOLUTIONS: Final[tuple[type[Resolution], ...]] = (
    Found,
    FoundFile,
    NoSuchAnchor,
    Missing,
    Ambiguous,
    Draft,
    OutsideTree,
)


_NUMBERS: Final = {type_: number for number, type_ in enumerate(_RESOLUTIONS)}
_NAMES: Final = {type_: tuple(field.name for field in fields(type_)) for type_ in _RESOLUTIONS}


class DamagedError(Exception):
    """Bytes that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type become bytes and come back; `decode` raises `DamagedError`. It travels as its type."""

    type_: Any
    encode: Callable[[Any], bytes]
    decode: Callable[[bytes | msgspec.Raw], Any]

    def __reduce__(self) -> tuple[Callable[[Any], Codec], tuple[Any]]:
        return codec_of, (self.type_,)


@cache
def codec_of(type_: Any) -> Codec:  # noqa: ANN401 - a type, or a generic alias, which has no type of its own
    """The codec of a type made of dataclasses, tuples, mappings, sets, enums and plain values."""
    if type_ == tuple[Resolution, ...]:
        return Codec(type_, _resolutions_to_bytes, _resolutions_from_bytes)
    decoder = msgspec.msgpack.Decoder(type_)

    def decode(content: bytes | msgspec.Raw) -> Any:  # noqa: ANN401 - a value of `type_`
        try:
            return decoder.decode(content)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise DamagedError from error

    return Codec(type_, _ENCODER.encode, decode)


def _resolutions_to_bytes(resolutions: tuple[Resolution, ...]) -> bytes:
    """A union of dataclasses: each as the number of its type and its fields."""
    return _ENCODER.encode(
        [(_NUMBERS[type(one)], *(getattr(one, n) for n in _NAMES[type(one)])) for one in resolutions]
    )


def _resolutions_from_bytes(content: bytes | msgspec.Raw) -> tuple[Resolution, ...]:
    try:
        return tuple(_resolution(*one) for one in _RESOLUTION_DECODER.decode(content))
    except (msgspec.DecodeError, IndexError, TypeError, UnicodeDecodeError) as error:
        raise DamagedError from error


_RESOLUTION_DECODER: Final = msgspec.msgpack.Decoder(list[tuple[Any, ...]])


def _resolution(number: int, *values: Any) -> Resolution:  # noqa: ANN401 - the fields of one of several types
    make: Callable[..., Resolution] = _RESOLUTIONS[number]
    return make(*(tuple(value) if isinstance(value, list) else value for value in values))


def table_types(type_: type, composites: tuple[type, ...], name: str = "") -> dict[str, tuple[Any, Any]]:
    """The types of key and value of each mapping in a dataclass and its parts, named as `recorder_of` names them."""
    found: dict[str, tuple[Any, Any]] = {}
    for own, hint in get_type_hints(type_).items():
        path = f"{name}.{own}".removeprefix(".")
        if is_dataclass(hint) and hint in composites and isinstance(hint, type):
            found |= table_types(hint, composites, path)
        elif get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
            found[path] = get_args(hint)
    return found
