"""Recorded reads: while one page is planned, every mapping it may ask is a dictionary that fills as it is asked.

So what a page depends on is known without any emitter's help, and none can forget to tell it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeAlias, TypeVar, cast

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Done = TypeVar("Done")

Fact: TypeAlias = str
"""What can be read: the name of a mapping, a tab, and a key; no key means the mapping as a whole."""


def fact(table: str, key: object = "") -> Fact:
    """The fact that the mapping `table` holds for `key`, or all of it."""
    return f"{table}\t{key}"


class Asked(dict[Key, Value]):
    """A mapping that remembers which of its keys were asked for, and whether it was looked through as a whole.

    It inherits because only a true `dict` answers a key it has met before at full speed.
    """

    __slots__ = ("is_read_whole", "missed", "name", "source", "touched")

    def __init__(self, source: Mapping[Key, Value], name: str, touched: dict[str, Any]) -> None:
        """Nothing of `source` is asked yet; once something is, this puts itself under its name into `touched`."""
        super().__init__()
        self.source, self.name, self.touched = source, name, touched
        self.missed: set[Key] = set()
        self.is_read_whole = False

    def __missing__(self, key: Key) -> Value:
        self.touched[self.name] = self
        try:
            value = self.source[key]
        except KeyError:
            self.missed.add(key)
            raise
        self[key] = value
        return value

    def get(self, key: Key, default: Any = None) -> Any:  # noqa: ANN401 - the type of the default is the caller's
        """As of any mapping."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        if dict.__contains__(self, key):
            return True
        self.touched[self.name] = self
        self.missed.add(key)  # type: ignore[arg-type]  # what can't be a key is not in there, and harms nothing
        return key in self.source

    def _whole(self) -> Mapping[Key, Value]:
        self.touched[self.name] = self
        self.is_read_whole = True
        return self.source

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def __bool__(self) -> bool:
        return bool(self._whole())

    def __eq__(self, other: object) -> bool:
        return self._whole() == other

    __hash__ = None

    def keys(self) -> KeysView[Key]:  # type: ignore[override]  # a view of the source serves all who read
        """As of any mapping."""
        return self._whole().keys()

    def values(self) -> ValuesView[Value]:  # type: ignore[override]  # as above
        """As of any mapping."""
        return self._whole().values()

    def items(self) -> ItemsView[Key, Value]:  # type: ignore[override]  # as above
        """As of any mapping."""
        return self._whole().items()

    def copy(self) -> dict[Key, Value]:
        """As of any dictionary."""
        return dict(self._whole())

    def __or__(self, other: Mapping[Any, Any]) -> dict[Any, Any]:
        return self.copy() | dict(other)

    def __ror__(self, other: Mapping[Any, Any]) -> dict[Any, Any]:
        return dict(other) | self.copy()

    def read(self) -> list[str]:
        """The keys asked for since the last call of `forget`, as text."""
        met = dict.keys(self)
        keys = [*met, *self.missed.difference(met)] if self.missed else met
        return [str(key) for key in keys]

    def forget(self) -> None:
        """Start anew."""
        self.clear()
        self.missed.clear()
        self.is_read_whole = False


class AskedSet(AbstractSet[Key]):
    """A set that remembers which elements were asked for; as `Asked`."""

    __slots__ = ("is_read_whole", "missed", "name", "source", "touched")

    def __init__(self, source: AbstractSet[Key], name: str, touched: dict[str, Any]) -> None:
        """As of `Asked`."""
        self.source, self.name, self.touched = source, name, touched
        self.missed: set[Key] = set()
        self.is_read_whole = False

    def __contains__(self, key: object) -> bool:
        self.touched[self.name] = self
        self.missed.add(key)  # type: ignore[arg-type]  # what can't be an element is none
        return key in self.source

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> AbstractSet[Key]:
        self.touched[self.name] = self
        self.is_read_whole = True
        return self.source

    def read(self) -> list[str]:
        """The elements asked for since the last call of `forget`, as text."""
        return [str(key) for key in self.missed]

    def forget(self) -> None:
        """Start anew."""
        self.missed.clear()
        self.is_read_whole = False


Whole = TypeVar("Whole")


@dataclass(frozen=True, slots=True)
class Recorder(Generic[Whole]):
    """A value whose mappings are all recorded, and those of them that were asked since, by name."""

    value: Whole
    touched: dict[str, Asked[Any, Any] | AskedSet[Any]]


def recorder_of(value: Whole, composites: tuple[type, ...]) -> Recorder[Whole]:
    """`value` with recorded mappings, those of its parts of one of the types `composites` included.

    A mapping is named for its field, with the names of the fields that lead to it before: "site.notes".
    """
    touched: dict[str, Asked[Any, Any] | AskedSet[Any]] = {}
    return Recorder(_recorded(value, composites, touched, ""), touched)


def _recorded(value: Any, composites: tuple[type, ...], touched: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - any value has parts
    if isinstance(value, Mapping):
        return Asked(value, name, touched)
    if isinstance(value, AbstractSet):
        return AskedSet(value, name, touched)
    if not isinstance(value, composites):
        return value
    names = {field.name: f"{name}.{field.name}".removeprefix(".") for field in fields(cast("Any", value))}
    return type(value)(**{own: _recorded(getattr(value, own), composites, touched, names[own]) for own in names})


Reads: TypeAlias = dict[str, list[str]]
"""The keys that were read of each mapping, as text; one empty key for a mapping that was read as a whole."""

Readers: TypeAlias = dict[str, dict[str, list[int]]]
"""For each mapping and key, as in `Reads`, the numbers of those who read it."""


def reads_of(recorder: Recorder[Whole], work: Callable[[Whole], Done]) -> tuple[Done, Reads]:
    """What `work` makes of the recorded value, and what it read."""
    for asked in recorder.touched.values():
        asked.forget()
    recorder.touched.clear()
    done = work(recorder.value)
    return done, {name: [""] if asked.is_read_whole else asked.read() for name, asked in recorder.touched.items()}


def note_reads(readers: Readers, reads: Reads, number: int) -> None:
    """Enter `number` among the readers of all that was read."""
    for name, keys in reads.items():
        table = readers.get(name)
        if table is None:
            table = readers[name] = {}
        for key in keys:
            if key in table:
                table[key].append(number)
            else:
                table[key] = [number]


def gather(readers: Readers, more: Readers) -> None:
    """Enter all of `more` among the readers."""
    for name, keys in more.items():
        table = readers.setdefault(name, {})
        for key, numbers in keys.items():
            if key in table:
                table[key] += numbers
            else:
                table[key] = numbers
