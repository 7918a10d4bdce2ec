"""Tables: the mappings of an edition as one build leaves them for the next, read in key by key from where they lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeAlias, TypeVar, cast

import msgspec

from rlnotes.app.codec import Codec, DamagedError

Key = TypeVar("Key")
Value = TypeVar("Value")
Whole = TypeVar("Whole")

Row: TypeAlias = Mapping[str, msgspec.Raw]
"""What several tables hold for one key, by the name of the table, still packed."""

Cell: TypeAlias = Any
"""What one table holds for one key: a value, or the same packed (`msgspec.Raw`); both are packed to the same bytes."""

_ROW = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])
_ENCODER = msgspec.msgpack.Encoder()
_NOTHING: Row = {}


class Rows:
    """The rows kept by an earlier build, unpacked once each; `read` gives the bytes of one, `read_all` of all."""

    def __init__(
        self, read: Callable[[str], bytes | None], read_all: Callable[[], Iterable[tuple[str, bytes]]]
    ) -> None:
        """Nothing is read yet."""
        self._read, self._read_all = read, read_all
        self._rows: dict[str, Row] = {}
        self._is_complete = False

    def row(self, key: str) -> Row:
        """The row of `key`, empty if there is none."""
        found = self._rows.get(key)
        if found is None:
            content = None if self._is_complete else self._read(key)
            self._rows[key] = found = _NOTHING if content is None else _unpacked(content)
        return found

    def all(self) -> Mapping[str, Row]:
        """Every row by its key."""
        if not self._is_complete:
            self._rows = {key: _unpacked(content) for key, content in self._read_all()}
            self._is_complete = True
        return self._rows


def _unpacked(content: bytes) -> Row:
    try:
        return _ROW.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedError from error


def packed_row(row: Mapping[str, Cell]) -> bytes:
    """A row as bytes."""
    return _ENCODER.encode(row)


class Table(Mapping[Key, Value]):
    """A mapping over the rows of an earlier build, with what has changed since laid over.

    `name` is its field in the rows. `key_type` makes a key of its text, which `str` makes of a key. Its keys stand in
    sorted order, or in that of the mapping it was last made from, `order`, whose keys then never come and go singly.
    Where it travels, it takes along all that it holds, packed, and no way to the rows.
    """

    def __init__(
        self,
        name: str,
        codec: Codec,
        *,
        rows: Rows | None = None,
        key_type: Callable[[str], Any] = str,
        order: tuple[Any, ...] | None = None,
        packed: dict[Any, bytes] | None = None,
    ) -> None:
        """Empty where there are no rows; `packed` are values that are unpacked each time they are asked for."""
        self.name, self.codec, self.key_type, self.order = name, codec, key_type, order
        self.dirty: set[Any] = set()
        self._sorted: list[Any] | None = None
        self._rows = rows
        self._known: dict[Any, Any] = {}
        self._packed: dict[Any, bytes] = packed or {}
        self._gone: set[Any] = set()

    def __getitem__(self, key: Key) -> Value:
        try:
            return cast("Value", self._known[key])
        except KeyError:
            if key in self._packed:
                return cast("Value", self.codec.decode(self._packed[key]))
            if self._rows is None or key in self._gone:
                raise
        raw = self._rows.row(str(key)).get(self.name)
        if raw is None:
            raise KeyError(key)
        value = self._known[key] = self.codec.decode(raw)
        return cast("Value", value)

    def get(self, key: Key, default: Any = None) -> Any:  # noqa: ANN401 - the type of the default is the caller's
        """As of any mapping."""
        if self._rows is None and not self._packed:
            return self._known.get(key, default)
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        if key in self._known or key in self._packed:
            return True
        return self._rows is not None and key not in self._gone and self.name in self._rows.row(str(key))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys())

    def __len__(self) -> int:
        return len(self._keys())

    def _keys(self) -> Sequence[Any]:
        if self.order is not None:
            return self.order
        if self._sorted is None:
            rows = {} if self._rows is None else self._rows.all()
            kept = {self.key_type(key) for key, row in rows.items() if self.name in row}
            self._sorted = sorted(kept - self._gone | self._known.keys() | self._packed.keys())
        return self._sorted

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (self.name, self.codec, self.order, {key: self.packed(key) for key in self})

    def lay(self, key: Key, value: Value) -> None:
        """Put `value` in the place of what was there."""
        self._packed.pop(key, None)
        self._known[key] = value
        self._note(key)

    def lay_all(self, new: Mapping[Key, Value]) -> None:
        """Put all of `new` in, none of which is there."""
        self._known.update(new)
        self._gone.difference_update(new)
        self._sorted = None
        self.dirty.update(new)

    def lay_packed(self, key: Key, content: bytes) -> bool:
        """Put a value in that is unpacked each time it is asked for; whether it differs from what was there."""
        if self.packed(key) == content:
            return False
        self._known.pop(key, None)
        self._packed[key] = content
        self._note(key)
        return True

    def _note(self, key: Key) -> None:
        self._gone.discard(key)
        self._sorted = None
        self.dirty.add(key)

    def drop(self, key: Key) -> None:
        """Take out what is there."""
        self._known.pop(key, None)
        self._packed.pop(key, None)
        self._sorted = None
        if self._rows is not None:
            self._gone.add(key)
        self.dirty.add(key)

    def replace_all(self, new: Mapping[Key, Value]) -> frozenset[Key]:
        """Make this table `new`; the keys whose values differ, come or go."""
        changed = frozenset(self._changed(new))
        self._gone = (self._gone | {key for key in self if key not in new}) - new.keys()
        self._known = dict(new)
        self._sorted = sorted(new)
        self.order = None if self._sorted == list(new) else tuple(new)
        self.dirty |= changed
        return changed

    def _changed(self, new: Mapping[Key, Value]) -> Iterator[Key]:
        """Packed values are compared packed: unpacking costs more."""
        if self._rows is None:
            yield from (key for key in self._known.keys() | new.keys() if not _is_same(self._known, new, key))
            return
        rows = self._rows.all()
        for key, value in new.items():
            if key in self._known:
                is_same = self._known[key] == value
            else:
                raw = None if key in self._gone else rows.get(str(key), _NOTHING).get(self.name)
                is_same = raw is not None and self._is_packed(raw, value)
            if not is_same:
                yield key
        yield from [key for key in self if key not in new]

    def _is_packed(self, raw: msgspec.Raw, value: Value) -> bool:
        """Whether `raw` is `value` packed; sets are packed in any order."""
        return bytes(raw) == self.codec.encode(value) or bool(self.codec.decode(raw) == value)

    def cell(self, key: Key) -> Cell:
        """What is to be kept for `key`, None for nothing."""
        if key in self._known:
            return self._known[key]
        packed = self.packed(key)
        return None if packed is None else msgspec.Raw(packed)

    def packed(self, key: Key) -> bytes | None:
        """What is to be kept for `key`, None for nothing."""
        if key in self._known:
            return self.codec.encode(self._known[key])
        if key in self._packed or self._rows is None or key in self._gone:
            return self._packed.get(key)
        raw = self._rows.row(str(key)).get(self.name)
        return None if raw is None else bytes(raw)


def packed_table(name: str, codec: Codec, content: Mapping[Key, Value]) -> Table[Key, Value]:
    """`content` as a table whose values are all packed, and unpacked each time they are asked for."""
    if isinstance(content, Table):
        return _arrived(name, codec, content.order, {key: content.packed(key) for key in content})
    packed = {key: codec.encode(value) for key, value in content.items()}
    return _arrived(name, codec, tuple(content), packed)


def _arrived(name: str, codec: Codec, order: tuple[Any, ...] | None, packed: dict[Any, Any]) -> Table[Any, Any]:
    return Table(name, codec, order=order, packed=packed)


_ABSENT = object()


def _is_same(one: Mapping[Any, Any], other: Mapping[Any, Any], key: object) -> bool:
    return bool(one.get(key, _ABSENT) == other.get(key, _ABSENT))


def taken_apart(whole: object, composites: tuple[type, ...], name: str = "") -> tuple[dict[str, Any], dict[str, Any]]:
    """The mappings of a value and of its parts, by name as `recorder_of` names them, and all else, by name."""
    mappings: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for field in fields(cast("Any", whole)):
        value, path = getattr(whole, field.name), f"{name}.{field.name}".removeprefix(".")
        if isinstance(value, Mapping):
            mappings[path] = value
        elif isinstance(value, composites):
            deeper = taken_apart(value, composites, path)
            mappings |= deeper[0]
            others |= deeper[1]
        else:
            others[path] = value
    return mappings, others


def put_together(
    type_: Callable[..., Whole], parts: Mapping[str, Any], types: Mapping[str, type], name: str = ""
) -> Whole:
    """The value of `type_` with `parts`, named as by `taken_apart`; `types` are those of composite fields."""
    values = {}
    for field in fields(cast("Any", type_)):
        path = f"{name}.{field.name}".removeprefix(".")
        values[field.name] = put_together(types[path], parts, types, path) if path in types else parts[path]
    return type_(**values)
