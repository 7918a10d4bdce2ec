"""What a build knows, as bytes and back, by the types of the fields: foreign bytes can be no code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec

_ENCODER: Final = msgspec.msgpack.Encoder()


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
    """The codec of a type made of structs, dataclasses, tuples, mappings, sets, enums and plain values."""
    decoder = msgspec.msgpack.Decoder(type_)

    def decode(content: bytes | msgspec.Raw) -> Any:  # noqa: ANN401 - a value of `type_`
        try:
            return decoder.decode(content)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise DamagedError from error

    return Codec(type_, _ENCODER.encode, decode)


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
